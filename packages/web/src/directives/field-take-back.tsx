/** What a unit said in error is taken back, with the reason, without a network. */
import { Reason } from "@lianfang/core/directives/directive.ts";
import type { PulledDirective } from "@lianfang/core/directives/pulled.ts";
import { m } from "@lianfang/messages/messages.js";
import { useState } from "react";
import { townNow } from "../kernel/field/clock.ts";
import { Ask } from "../kernel/field/parts/ask.tsx";
import { Button, ButtonLink } from "../kernel/field/parts/button.tsx";
import { TextBox } from "../kernel/field/parts/fields.tsx";
import { tell } from "../kernel/field/parts/tell.tsx";
import { useSaving } from "../kernel/field/record.tsx";
import { screenOf, takeBack } from "./field-directives.ts";

interface AmendProps {
  directive: PulledDirective;
  actId: string;
  /** What there is to put in other words. */
  hasWords: boolean;
}

/** What can be done about something the unit said. */
export function Amend({ directive, actId, hasWords }: AmendProps) {
  const [isAsking, setAsking] = useState(false);
  return (
    <span className="lf-f-amend">
      {hasWords ? (
        <ButtonLink kind="quiet" href={`${screenOf(directive)}/correct/${actId}`}>
          {m["directives.correct"]()}
        </ButtonLink>
      ) : null}
      <Button kind="quiet" onClick={() => setAsking(true)}>
        {m["directives.takeBack"]()}
      </Button>
      {isAsking ? (
        <TakeBackAsk directive={directive} actId={actId} onClose={() => setAsking(false)} />
      ) : null}
    </span>
  );
}

interface TakeBackAskProps {
  directive: PulledDirective;
  actId: string;
  onClose: () => void;
}

function TakeBackAsk({ directive: { directiveId, unitId }, actId, onClose }: TakeBackAskProps) {
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const saving = useSaving(takeBack, undefined);
  const { data } = Reason.safeParse(reason);
  const send = async () => {
    setTried(true);
    if (!data) return false;
    const input = { directiveId, unitId, actId, reason: data, takenBackAt: townNow() };
    const isSaved = await saving.save(input);
    if (isSaved) tell(m["directives.field.saved.takeBack"]());
    else tell(m["field.noRoom"](), "bad");
    return isSaved;
  };
  return (
    <Ask
      title={m["directives.takeBack.title"]()}
      yes={m["directives.takeBack"]()}
      onYes={send}
      onClose={onClose}
    >
      <p>{m["directives.takeBack.text"]()}</p>
      <TextBox
        label={m["directives.reason"]()}
        value={reason}
        maxLength={200}
        onText={setReason}
        error={isTried && !data ? m["kernel.field.tooShort"]({ minimum: 2 }) : undefined}
      />
    </Ask>
  );
}
