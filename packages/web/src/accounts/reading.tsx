import type { Reader, ReadingAlarm } from "@lianfang/core/accounts/reading-contract.ts";
import { contract } from "@lianfang/core/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { z } from "zod";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { Facts } from "../kernel/kit/facts.tsx";
import { LongTextField, NumberField } from "../kernel/kit/fields.tsx";
import { Form } from "../kernel/kit/form.tsx";
import { FormDialog } from "../kernel/kit/form-dialog.tsx";
import { inputOf, useForm } from "../kernel/kit/form-state.ts";
import { ListPage } from "../kernel/kit/list-page.tsx";
import type { Column } from "../kernel/kit/list-types.ts";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { useMay } from "../kernel/me.ts";
import { digits } from "../kernel/numbers.ts";
import { roleLabel } from "../kernel/roles.ts";
import "./tokens.css";

type Budgets = { reader: Reader; peopleAnHour: number; usual: number }[];

const readerLabel = (reader: Reader): string =>
  reader === "token" ? m["tokens.reading.token"]() : roleLabel(reader);

const peopleAnHour = z.number().int().min(10).max(1_000_000);

function Limits({ budgets, onClose }: { budgets: Budgets; onClose: () => void }) {
  const set = useCommand(api.accounts.setReadingBudgets);
  const [schema] = useState(() =>
    z.object(Object.fromEntries(budgets.map(({ reader }) => [reader, peopleAnHour]))),
  );
  const form = useForm({
    name: "reading-limits",
    schema,
    initial: Object.fromEntries(budgets.map((budget) => [budget.reader, budget.peopleAnHour])),
    command: set,
    send: (values) =>
      set.send({
        budgets: budgets.map(({ reader, usual }) => ({
          reader,
          peopleAnHour: values[reader] ?? usual,
        })),
      }),
    onDone: () => {
      tell(m["web.saved"]());
      onClose();
    },
  });
  return (
    <FormDialog
      title={m["tokens.reading.limits"]()}
      form={form}
      send={m["tokens.reading.set"]()}
      onClose={onClose}
    >
      {budgets.map(({ reader, usual }) => (
        <NumberField
          key={reader}
          form={form}
          name={reader}
          label={readerLabel(reader)}
          unit={m["tokens.reading.people"]()}
          hint={m["tokens.reading.usual"]({ count: digits(usual) })}
          min={10}
          step={500}
        />
      ))}
    </FormDialog>
  );
}

function LimitsButton() {
  const [isOpen, setOpen] = useState(false);
  const answer = useQuery(api.accounts.readingBudgets.queryOptions({ input: {} }));
  const may = useMay(api.accounts.setReadingBudgets);
  if (!may || !answer.data) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{m["tokens.reading.limits"]()}</Button>
      {isOpen ? <Limits budgets={answer.data.budgets} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function LookedInto({ alarmId }: { alarmId: string }) {
  const see = useCommand(api.accounts.seeReadingAlarm, alarmId);
  const form = useForm({
    name: "reading-alarm",
    schema: inputOf(contract.accounts.seeReadingAlarm).omit({ alarmId: true }),
    initial: {},
    command: see,
    send: (values) => see.send({ ...values, alarmId }),
    onDone: () => tell(m["tokens.alarm.done"]()),
  });
  return (
    <div className="lf-reading-seen">
      <Form form={form} send={m["tokens.alarm.see"]()}>
        <LongTextField
          form={form}
          name="remark"
          label={m["tokens.alarm.remark"]()}
          maxLength={200}
        />
      </Form>
    </div>
  );
}

function AlarmPanel({ alarm }: { alarm: ReadingAlarm }) {
  const dates = useDates();
  const may = useMay(api.accounts.seeReadingAlarm);
  const { alarmId, account, token, hour, budget, raisedAt, seen } = alarm;
  return (
    <>
      <Facts
        columns={1}
        facts={[
          [m["tokens.alarm.who"](), account.displayName],
          [m["tokens.reading.token"](), token?.name],
          [
            m["tokens.alarm.what"](),
            m["tokens.alarm.line"]({ hour: dates.time(hour), budget: digits(budget) }),
          ],
          [m["tokens.alarm.raisedAt"](), dates.instant(raisedAt)],
          [
            m["tokens.state"](),
            seen && m["tokens.alarm.seen"]({ by: seen.by, at: dates.instant(seen.at) }),
          ],
          [m["tokens.alarm.remarked"](), seen?.remark],
        ]}
      />
      {may && !seen ? <LookedInto alarmId={alarmId} /> : null}
    </>
  );
}

function useColumns(): readonly Column<ReadingAlarm>[] {
  const dates = useDates();
  return [
    {
      key: "who",
      title: m["tokens.alarm.who"](),
      card: "title",
      cell: ({ account, token }) => (
        <strong>
          {token
            ? m["tokens.byToken"]({ name: account.displayName, token: token.name })
            : account.displayName}
        </strong>
      ),
    },
    {
      key: "what",
      title: m["tokens.alarm.what"](),
      cell: ({ hour, budget }) =>
        m["tokens.alarm.line"]({ hour: dates.time(hour), budget: digits(budget) }),
    },
    {
      key: "at",
      title: m["tokens.alarm.raisedAt"](),
      cell: ({ raisedAt }) => dates.instant(raisedAt),
    },
    {
      key: "state",
      title: m["tokens.state"](),
      card: "tag",
      cell: ({ seen }) => (
        <StateTag tone={seen ? "green" : "red"}>
          {seen ? m["tokens.alarm.see"]() : m["tokens.alarm.open"]()}
        </StateTag>
      ),
    },
  ];
}

/** Who wanted to read about more people than the hour allows, and how many that are. */
export function ReadingPage() {
  const columns = useColumns();
  return (
    <ListPage
      title={m["tokens.reading"]()}
      query={api.accounts.readingAlarms}
      input={({ state }) => ({ limit: 100, isOpen: state === "open" ? true : undefined })}
      filters={[
        {
          kind: "chips",
          name: "state",
          label: m["tokens.state"](),
          options: [{ value: "open", label: m["tokens.alarm.open"]() }],
        },
      ]}
      above={() => (
        <div className="lf-reading-above">
          <p className="lf-muted">{m["tokens.reading.intro"]()}</p>
          <LimitsButton />
        </div>
      )}
      columns={columns}
      rowKey={({ alarmId }) => alarmId}
      panel={(alarm) => <AlarmPanel key={alarm.alarmId} alarm={alarm} />}
      panelTitle={({ account }) => account.displayName}
      empty={{ title: m["tokens.alarms.none"]() }}
    />
  );
}
