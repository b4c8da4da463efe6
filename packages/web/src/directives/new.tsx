/** A directive is written, addressed and issued; it may take another's place. */
import { longestText } from "@lianfang/core/directives/directive.ts";
import type { Recipient } from "@lianfang/core/directives/issuing-contract.ts";
import { canBeReached } from "@lianfang/core/directives/rules.ts";
import { instantAt } from "@lianfang/core/kernel/time.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { api } from "../kernel/client.ts";
import { useToday } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { DayField } from "../kernel/kit/day-picker.tsx";
import { Card } from "../kernel/kit/detail-page.tsx";
import { LongTextField, TextField } from "../kernel/kit/fields.tsx";
import { Form, FormPart } from "../kernel/kit/form.tsx";
import { useForm } from "../kernel/kit/form-state.ts";
import { CardLines } from "../kernel/kit/loading.tsx";
import { PageHead } from "../kernel/kit/page-head.tsx";
import { Note, Trouble } from "../kernel/kit/problem-note.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { TimeField } from "../kernel/kit/time-picker.tsx";
import { useTown } from "../kernel/me.ts";
import { directiveForm } from "./directive-form.ts";
import { ConfirmPresets } from "./presets.tsx";
import { RecipientsField } from "./recipients.tsx";

type Earlier = Awaited<ReturnType<typeof api.directives.directive.call>>;

export function NewDirectivePage() {
  const { replaces } = useSearch({ strict: false }) as { replaces?: string };
  const offered = useQuery(api.directives.recipients.queryOptions({ input: {} }));
  const earlier = useQuery({
    ...api.directives.directive.queryOptions({ input: { directiveId: replaces ?? "" } }),
    enabled: replaces !== undefined,
  });
  const error = offered.error ?? earlier.error;
  if (error) return <Trouble error={error} onRetry={() => void offered.refetch()} />;
  if (!offered.data || (replaces && !earlier.data)) return <CardLines count={8} />;
  return <NewDirective units={offered.data.units} earlier={earlier.data} />;
}

interface NewDirectiveProps {
  units: readonly Recipient[];
  /** The one it takes the place of. */
  earlier: Earlier | undefined;
}

function NewDirective({ units, earlier }: NewDirectiveProps) {
  const issue = useCommand(api.directives.issue);
  const navigate = useNavigate();
  const today = useToday();
  const { timeZone } = useTown();
  const manned = units.filter(canBeReached).map(({ unitId }) => unitId);
  const known = new Set(units.map(({ unitId }) => unitId));
  const form = useForm({
    name: `directive-new-${earlier?.directiveId ?? ""}`,
    schema: directiveForm,
    initial: {
      title: earlier?.title,
      text: earlier?.text,
      unitIds:
        earlier?.units.map(({ unitId }) => unitId).filter((unitId) => known.has(unitId)) ?? manned,
      confirmDay: today,
    },
    command: issue,
    send: ({ title, text, unitIds, ...times }) =>
      issue.send({
        ...{ title, text, replaces: earlier?.directiveId },
        recipients: { to: "units", unitIds },
        confirmBy: instantAt(times.confirmDay, times.confirmTime, timeZone),
        finishBy: finishBy(times, timeZone),
      }),
    onDone: ({ directiveId, units: count }) => {
      tell(m["directives.new.done"]({ count }));
      void navigate({ to: "/command/directives/$directiveId", params: { directiveId } });
    },
    problemAt: {
      "directives.confirmByTooSoon": "confirmTime",
      "directives.finishBeforeConfirm": "finishTime",
    },
  });
  return (
    <div className="lf-page lf-page-narrow">
      <PageHead
        title={earlier ? m["directives.replace"]() : m["directives.new"]()}
        back={{ to: "/command/directives", label: m["directives.directives"]() }}
      />
      <Card>
        <Form form={form} send={m["directives.new.send"]()}>
          {earlier ? (
            <Note tone="attention">
              {m["directives.replace.text"]({ number: earlier.number, title: earlier.title })}
            </Note>
          ) : null}
          <TextField
            form={form}
            name="title"
            label={m["directives.title"]()}
            hint={m["directives.title.hint"]()}
            maxLength={80}
          />
          <LongTextField
            form={form}
            name="text"
            label={m["directives.text"]()}
            hint={m["directives.text.hint"]()}
            rows={6}
            maxLength={longestText}
          />
          <FormPart title={m["directives.recipients"]()}>
            <RecipientsField form={form} units={units} />
          </FormPart>
          <FormPart title={m["directives.confirmBy"]()}>
            <ConfirmPresets
              onPick={(day, time) => {
                form.set("confirmDay", day);
                form.set("confirmTime", time);
              }}
            />
            <DayField
              form={form}
              name="confirmDay"
              label={m["directives.confirmDay"]()}
              from={today}
            />
            <TimeField form={form} name="confirmTime" label={m["directives.confirmTime"]()} />
          </FormPart>
          <FormPart title={m["directives.finishBy"]()}>
            <DayField
              form={form}
              name="finishDay"
              label={m["directives.finishDay"]()}
              hint={m["directives.finish.hint"]()}
              from={today}
            />
            <TimeField form={form} name="finishTime" label={m["directives.finishTime"]()} />
          </FormPart>
        </Form>
      </Card>
    </div>
  );
}

/** A day alone is its end. */
function finishBy(
  times: { finishDay?: string | undefined; finishTime?: string | undefined; confirmDay: string },
  timeZone: string,
): string | undefined {
  const { finishDay, finishTime, confirmDay } = times;
  if (!finishDay && !finishTime) return undefined;
  return instantAt(finishDay ?? confirmDay, finishTime ?? "24:00", timeZone);
}
