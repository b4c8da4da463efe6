/** What a unit said of a directive is put in other words, without a network. */
import { FeedbackText, longestFeedback, Reason } from "@lianfang/core/directives/directive.ts";
import type { PulledDirective } from "@lianfang/core/directives/pulled.ts";
import { m } from "@lianfang/messages/messages.js";
import { type FormEvent, useState } from "react";
import { townNow } from "../kernel/field/clock.ts";
import { useDraft } from "../kernel/field/draft.ts";
import { Button } from "../kernel/field/parts/button.tsx";
import { LongTextBox, TextBox } from "../kernel/field/parts/fields.tsx";
import { Empty } from "../kernel/field/parts/notes.tsx";
import { Screen } from "../kernel/field/parts/screen.tsx";
import { tell } from "../kernel/field/parts/tell.tsx";
import { RecordNotes, useSaving } from "../kernel/field/record.tsx";
import { goBack } from "../kernel/field/router.tsx";
import { correct, screenOf, useDirectives, useStandOf } from "./field-directives.ts";

interface CorrectScreenProps {
  params: Readonly<Record<string, string>>;
}

export function CorrectScreen({ params: { directiveId, unitId, actId = "" } }: CorrectScreenProps) {
  const directive = useDirectives().find(
    (each) => each.directiveId === directiveId && each.unitId === unitId,
  );
  if (directive) return <Correction directive={directive} actId={actId} />;
  return (
    <Screen title={m["directives.correct.title"]()} back="/today">
      <Empty title={m["directives.field.gone"]()} text={m["directives.field.gone.text"]()} />
    </Screen>
  );
}

const shortest = 2;

interface CorrectionProps {
  directive: PulledDirective;
  actId: string;
}

function Correction({ directive, actId }: CorrectionProps) {
  const { directiveId, unitId } = directive;
  const { feedback, note } = useStandOf(directive);
  const said = feedback.find((each) => each.actId === actId);
  const { values, change, clear } = useDraft(`directive-correct:${actId}`, {
    text: said?.text ?? note ?? "",
    reason: "",
  });
  const [isTried, setTried] = useState(false);
  const saving = useSaving(correct, undefined);
  const back = screenOf({ directiveId, unitId });
  const wrong = (schema: typeof Reason, value: string) =>
    isTried && !schema.safeParse(value).success
      ? m["kernel.field.tooShort"]({ minimum: shortest })
      : undefined;

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const text = FeedbackText.safeParse(values.text);
    const reason = Reason.safeParse(values.reason);
    if (!text.success || !reason.success) return;
    const input = { directiveId, unitId, actId, correctedAt: townNow() };
    if (!(await saving.save({ ...input, text: text.data, reason: reason.data }))) return;
    await clear();
    tell(m["directives.field.saved.correct"]());
    goBack(back);
  };
  return (
    <Screen
      title={m["directives.correct.title"]()}
      back={back}
      foot={
        <Button type="submit" form="correction" kind="main" isBusy={saving.isBusy}>
          {m["directives.correct"]()}
        </Button>
      }
    >
      <p>{directive.title}</p>
      <RecordNotes problem={undefined} isFull={saving.isFull} />
      <form id="correction" className="lf-f-form" noValidate onSubmit={(event) => void save(event)}>
        <LongTextBox
          label={said ? m["directives.feedback.text"]() : m["directives.note.said"]()}
          hint={m["directives.correct.text"]()}
          rows={6}
          maxLength={longestFeedback}
          value={values.text}
          onText={(text) => change({ text })}
          error={wrong(FeedbackText, values.text)}
        />
        <TextBox
          label={m["directives.correct.reason"]()}
          value={values.reason}
          maxLength={200}
          onText={(reason) => change({ reason })}
          error={wrong(Reason, values.reason)}
        />
      </form>
    </Screen>
  );
}
