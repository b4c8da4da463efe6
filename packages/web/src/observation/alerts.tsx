import { contract } from "@lianfang/core/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { Button } from "antd";
import { useState } from "react";
import { api } from "../kernel/client.ts";
import { useDates, useMinute } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { choicesOf, keyIn } from "../kernel/kit/choices.ts";
import { LongTextField } from "../kernel/kit/fields.tsx";
import { FormDialog } from "../kernel/kit/form-dialog.tsx";
import { inputOf, useForm } from "../kernel/kit/form-state.ts";
import { ListPage } from "../kernel/kit/list-page.tsx";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { useMay } from "../kernel/me.ts";
import { AreaName } from "../registry/place.tsx";
import { alertKinds, escalationText } from "./words.ts";
import "./observation.css";

type Row = Awaited<ReturnType<typeof api.observation.alerts.call>>["rows"][number];

/** Fever and missed readings; each waits until a person says what was done. */
export function AlertsPage() {
  const dates = useDates();
  const mayAct = useMay(api.observation.acknowledge);
  const [answering, setAnswering] = useState<Row>();
  return (
    <>
      <ListPage
        title={m["observation.alerts"]()}
        query={api.observation.alerts}
        input={({ kind, state, area }) => ({
          limit: 50,
          kind: keyIn(alertKinds, kind),
          isOpen: state === "done" ? false : state === "open" ? true : undefined,
          areaId: area,
        })}
        filters={[
          {
            kind: "chips",
            name: "state",
            label: m["observation.state"](),
            options: [
              { value: "open", label: m["observation.alert.open"]() },
              { value: "done", label: m["observation.alert.answered"]() },
            ],
          },
          {
            kind: "chips",
            name: "kind",
            label: m["observation.alert.kind"](),
            options: choicesOf(alertKinds),
          },
          { kind: "area", name: "area", label: m["observation.area"]() },
        ]}
        columns={[
          {
            key: "name",
            title: m["observation.name"](),
            cell: (row) => (
              <AddressLink to={`/people/observation/${row.orderId}`}>{row.name}</AddressLink>
            ),
            card: "title",
          },
          {
            key: "kind",
            title: m["observation.alert.kind"](),
            cell: (row) => <AlertTag alert={row} />,
            card: "tag",
          },
          { key: "area", title: m["observation.area"](), cell: (row) => <AreaName of={row} /> },
          {
            key: "raised",
            title: m["observation.alert.raisedAt"](),
            cell: (row) => <Raised alert={row} />,
          },
          {
            key: "done",
            title: m["observation.alert.action"](),
            cell: (row) =>
              row.acknowledged ? (
                <span>
                  {row.acknowledged.action}{" "}
                  <span className="lf-muted">
                    {row.acknowledged.by} {dates.instant(row.acknowledged.at)}
                  </span>
                </span>
              ) : mayAct ? (
                <Button
                  className="lf-alert-act"
                  size="small"
                  type="primary"
                  onClick={() => setAnswering(row)}
                >
                  {m["observation.alert.answer"]()}
                </Button>
              ) : (
                m["observation.alert.open"]()
              ),
          },
        ]}
        rowKey={(row) => row.alertId}
        empty={{ title: m["observation.alerts.none"](), text: m["observation.alerts.none.text"]() }}
      />
      {answering ? (
        <AnswerDialog alert={answering} onClose={() => setAnswering(undefined)} />
      ) : null}
    </>
  );
}

function AlertTag({ alert }: { alert: Row }) {
  const isFever = alert.kind === "fever";
  const degrees = alert.celsius === undefined ? "" : ` ${alert.celsius.toFixed(1)} ℃`;
  return (
    <StateTag tone={isFever ? "red" : "amber"}>
      {alertKinds[alert.kind]()}
      {degrees}
    </StateTag>
  );
}

function Raised({ alert }: { alert: Row }) {
  const dates = useDates();
  const now = useMinute();
  const waited = (Date.parse(now) - Date.parse(alert.raisedAt)) / 60_000;
  return (
    <span>
      {dates.instant(alert.raisedAt)}{" "}
      {alert.acknowledged ? null : (
        <span className="lf-muted">
          {m["observation.alert.waits"]({
            span: dates.span(waited),
            who: escalationText(alert.escalation),
          })}
        </span>
      )}
    </span>
  );
}

const schema = inputOf(contract.observation.acknowledge).pick({ action: true });

function AnswerDialog({ alert, onClose }: { alert: Row; onClose: () => void }) {
  const { alertId, name } = alert;
  const answer = useCommand(api.observation.acknowledge, alertId);
  const form = useForm({
    name: `alert-${alertId}`,
    schema,
    initial: {},
    command: answer,
    send: ({ action }) => answer.send({ alertId, action }),
    onDone: () => {
      tell(m["observation.alert.answer.done"]());
      onClose();
    },
  });
  return (
    <FormDialog
      form={form}
      title={`${name} ${alertKinds[alert.kind]()}`}
      send={m["observation.alert.answer.send"]()}
      onClose={onClose}
    >
      <LongTextField
        form={form}
        name="action"
        label={m["observation.alert.action"]()}
        hint={m["observation.alert.action.hint"]()}
        rows={3}
      />
    </FormDialog>
  );
}
