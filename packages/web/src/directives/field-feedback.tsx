/** What a unit has to say about a directive, written without a network, and mended where it was refused. */
import { FeedbackText, longestFeedback } from "@lianfang/core/directives/directive.ts";
import { m } from "@lianfang/messages/messages.js";
import { type FormEvent, useState } from "react";
import { townNow } from "../kernel/field/clock.ts";
import { useDraft } from "../kernel/field/draft.ts";
import { Button } from "../kernel/field/parts/button.tsx";
import { LongTextBox } from "../kernel/field/parts/fields.tsx";
import { Screen } from "../kernel/field/parts/screen.tsx";
import { tell } from "../kernel/field/parts/tell.tsx";
import { useOutbox } from "../kernel/field/phone.ts";
import { RecordNotes, useSaving } from "../kernel/field/record.tsx";
import { goBack } from "../kernel/field/router.tsx";
import { feedBack, screenOf, useDirectives } from "./field-directives.ts";

const shortest = 2;

interface FeedbackScreenProps {
  params: Readonly<Record<string, string>>;
}

export function FeedbackScreen({
  params: { directiveId = "", unitId = "", recordId },
}: FeedbackScreenProps) {
  const directive = useDirectives().find((each) => each.directiveId === directiveId);
  const entry = useOutbox().find(({ id }) => id === recordId);
  const { values, change, clear } = useDraft(
    `directive-feedback:${recordId ?? `${directiveId}:${unitId}`}`,
    { text: String(entry?.input.text ?? "") },
  );
  const [isTried, setTried] = useState(false);
  const saving = useSaving(feedBack, entry);
  const { success: isWhole } = FeedbackText.safeParse(values.text);
  const back = screenOf({ directiveId, unitId });

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isWhole) return;
    const input = { directiveId, unitId, text: values.text.trim(), writtenAt: townNow() };
    if (!(await saving.save(input))) return;
    await clear();
    tell(m["directives.field.saved.feedBack"]());
    goBack(back);
  };
  return (
    <Screen
      title={m["directives.feedBack"]()}
      back={back}
      foot={
        <Button type="submit" form="feedback" kind="main" isBusy={saving.isBusy}>
          {m["directives.feedback.send"]()}
        </Button>
      }
    >
      <p>{directive?.title ?? m["directives.field.unknown"]()}</p>
      <RecordNotes problem={entry?.problem} isFull={saving.isFull} />
      <form id="feedback" className="lf-f-form" noValidate onSubmit={(event) => void save(event)}>
        <LongTextBox
          label={m["directives.feedback.text"]()}
          hint={m["directives.feedback.hint"]()}
          rows={6}
          maxLength={longestFeedback}
          value={values.text}
          onText={(text) => change({ text })}
          error={
            isTried && !isWhole ? m["kernel.field.tooShort"]({ minimum: shortest }) : undefined
          }
        />
      </form>
    </Screen>
  );
}
