/** What was done about an alert, said without a network. */
import { m } from "@lianfang/messages/messages.js";
import { type FormEvent, useState } from "react";
import { useDates } from "../kernel/field/clock.ts";
import { useDraft } from "../kernel/field/draft.ts";
import { Button } from "../kernel/field/parts/button.tsx";
import { LongTextBox } from "../kernel/field/parts/fields.tsx";
import { Empty } from "../kernel/field/parts/notes.tsx";
import { Screen } from "../kernel/field/parts/screen.tsx";
import { tell } from "../kernel/field/parts/tell.tsx";
import { useOutbox } from "../kernel/field/phone.ts";
import { RecordNotes, useSaving } from "../kernel/field/record.tsx";
import { goBack } from "../kernel/field/router.tsx";
import { areaOf } from "../kernel/locale.ts";
import { answerAlert, useAlerts } from "./field-alerts.ts";
import { alertKinds } from "./words.ts";

const shortest = 2;

interface AlertScreenProps {
  params: Readonly<Record<string, string>>;
}

export function AlertScreen({ params: { alertId = "", recordId } }: AlertScreenProps) {
  const dates = useDates();
  const alert = useAlerts().find((each) => each.alertId === alertId);
  const entry = useOutbox().find(({ id }) => id === recordId);
  const { values, change, clear } = useDraft(`alert:${recordId ?? alertId}`, {
    action: String(entry?.input.action ?? ""),
  });
  const [isTried, setTried] = useState(false);
  const saving = useSaving(answerAlert, entry);
  const isShort = values.action.trim().length < shortest;

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isShort) return;
    if (!(await saving.save({ alertId, action: values.action.trim() }))) return;
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
        <Button type="submit" form="alert" kind="main" isBusy={saving.isBusy}>
          {m["observation.alert.answer.send"]()}
        </Button>
      }
    >
      {alert ? (
        <p>
          {areaOf(alert)} · {dates.instant(alert.raisedAt)}
          {alert.celsius === undefined ? "" : ` · ${alert.celsius.toFixed(1)} ℃`}
        </p>
      ) : null}
      <RecordNotes problem={entry?.problem} isFull={saving.isFull} />
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
