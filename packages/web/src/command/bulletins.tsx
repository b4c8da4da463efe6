import { contract } from "@lianfang/core/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../kernel/client.ts";
import { useDates, useToday } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { DayField } from "../kernel/kit/day-picker.tsx";
import { FormDialog } from "../kernel/kit/form-dialog.tsx";
import { inputOf, useForm } from "../kernel/kit/form-state.ts";
import { ListPage } from "../kernel/kit/list-page.tsx";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { useMay, useTown } from "../kernel/me.ts";

/** The evening bulletins, newest first. */
export function BulletinsPage() {
  const dates = useDates();
  const mayCompose = useMay(api.command.compose);
  const [isComposing, setComposing] = useState(false);
  const onNew = { open: () => setComposing(true), label: m["command.bulletin.compose"]() };
  return (
    <>
      <ListPage
        title={m["command.bulletins"]()}
        query={api.command.bulletins}
        input={() => ({ limit: 50 })}
        columns={[
          {
            key: "number",
            title: m["command.bulletin.number"](),
            cell: (row) => m["command.bulletin.nth"]({ number: row.issueNumber }),
            card: "title",
          },
          {
            key: "day",
            title: m["command.bulletin.day"](),
            cell: (row) => dates.dayWithWeekday(row.day),
          },
          {
            key: "state",
            title: m["command.bulletin.state"](),
            cell: (row) => <BulletinTag state={row.state} />,
            card: "tag",
          },
          {
            key: "cutOff",
            title: m["command.bulletin.cutOff"](),
            cell: (row) => dates.instant(row.cutOffAt),
          },
          {
            key: "issued",
            title: m["command.bulletin.issuedAt"](),
            cell: (row) => (row.issuedAt ? dates.instant(row.issuedAt) : "–"),
          },
          {
            key: "by",
            title: m["command.bulletin.issuedBy"](),
            cell: (row) => row.issuedBy ?? "–",
          },
        ]}
        rowKey={(row) => row.bulletinId}
        to={(row) => `/command/bulletins/${row.bulletinId}`}
        onNew={mayCompose ? onNew : undefined}
        empty={{ title: m["command.bulletins.none"](), text: m["command.bulletins.none.text"]() }}
      />
      {isComposing ? <ComposeDialog onClose={() => setComposing(false)} /> : null}
    </>
  );
}

export function BulletinTag({ state }: { state: "draft" | "issued" }) {
  return state === "issued" ? (
    <StateTag tone="green">{m["command.bulletin.issued"]()}</StateTag>
  ) : (
    <StateTag tone="blue">{m["command.bulletin.draft"]()}</StateTag>
  );
}

const composeSchema = inputOf(contract.command.compose).pick({ day: true });

function ComposeDialog({ onClose }: { onClose: () => void }) {
  const today = useToday();
  const town = useTown();
  const navigate = useNavigate();
  const compose = useCommand(api.command.compose);
  const form = useForm({
    name: "bulletin-compose",
    schema: composeSchema,
    initial: { day: today },
    command: compose,
    send: (values) => compose.send(values),
    onDone: ({ bulletinId }) => void navigate({ to: `/command/bulletins/${bulletinId}` }),
    problemAt: {
      "command.bulletinExists": "day",
      "command.cutOffInFuture": "day",
      "command.dayBeforeResponse": "day",
    },
  });
  return (
    <FormDialog
      form={form}
      title={m["command.bulletin.compose"]()}
      send={m["command.bulletin.compose"]()}
      onClose={onClose}
    >
      <DayField
        form={form}
        name="day"
        label={m["command.bulletin.day"]()}
        hint={m["command.bulletin.compose.hint"]({ time: town.clock.bulletinBy })}
        from={town.activatedOn}
        to={today}
      />
    </FormDialog>
  );
}
