/** What was done about an alert, said without a network. */
import { m } from "@lianfang/messages/messages.js";
import { type FormEvent, useState } from "react";
import { useDates } from "../kernel/field/clock.ts";
import { useDraft } from "../kernel/field/draft.ts";
import { Button } from "../kernel/field/parts/button.tsx";
import { LongTextBox } from "../kernel/field/parts/fields.tsx";
import { Empty, Note } from "../kernel/field/parts/notes.tsx";
import { Screen } from "../kernel/field/parts/screen.tsx";
import { tell } from "../kernel/field/parts/tell.tsx";
import { useOutbox, usePhone } from "../kernel/field/phone.ts";
import { goBack } from "../kernel/field/router.tsx";
import { answerAlert, useAlerts } from "./field-alerts.ts";
import { alertKinds } from "./words.ts";

const shortest = 2;

interface AlertScreenProps {
  params: Readonly<Record<string, string>>;
}

export function AlertScreen({ params: { alertId = "", recordId } }: AlertScreenProps) {
  const phone = usePhone();
  const dates = useDates();
  const alert = useAlerts().find((each) => each.alertId === alertId);
  const entry = useOutbox().find(({ id }) => id === recordId);
  const { values, change, clear } = useDraft(`alert:${recordId ?? alertId}`, {
    action: String(entry?.input.action ?? ""),
  });
  const [isTried, setTried] = useState(false);
  const [isFull, setFull] = useState(false);
  const isShort = values.action.trim().length < shortest;

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isShort) return;
    const input = { alertId, action: values.action.trim() };
    try {
      await (entry ? phone.mend(entry.id, input) : phone.save(answerAlert, input));
    } catch {
      return setFull(true);
    }
    await clear();
    tell(m["observation.field.saved"]());
    goBack("/today");
  };
  if (!alert && !entry) {
    return (
      <Screen title={m["observation.field.alerts"]()} back="/today">
        <Empty title={m["observation.field.alertGone"]()} />
      </Screen>
    );
  }
  return (
    <Screen
      title={alert ? `${alert.name} ${alertKinds[alert.kind]()}` : m["observation.field.alerts"]()}
      back="/today"
      foot={
        <Button type="submit" form="alert" kind="main">
          {m["observation.alert.answer.send"]()}
        </Button>
      }
    >
      {alert ? (
        <p>
          {alert.areaName} · {dates.instant(alert.raisedAt)}
          {alert.celsius === undefined ? "" : ` · ${alert.celsius.toFixed(1)} ℃`}
        </p>
      ) : null}
      {entry?.problem ? (
        <Note tone="red" title={entry.problem.message}>
          {entry.problem.mend}
        </Note>
      ) : null}
      {isFull ? (
        <Note tone="red" isUrgent title={m["field.noRoom"]()}>
          {m["field.noRoom.text"]()}
        </Note>
      ) : null}
      <form id="alert" className="lf-f-form" noValidate onSubmit={(event) => void save(event)}>
        <LongTextBox
          label={m["observation.alert.action"]()}
          hint={m["observation.alert.action.hint"]()}
          rows={4}
          maxLength={200}
          value={values.action}
          onText={(action) => change({ action })}
          error={isTried && isShort ? m["kernel.field.tooShort"]({ minimum: shortest }) : undefined}
        />
      </form>
    </Screen>
  );
}
