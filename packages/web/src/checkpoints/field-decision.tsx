/** Let pass (放): what the rules say, in words to be read aloud, and the one button. */
import { isOpen, type Outcome, worstOf } from "@lianfang/core/checkpoints/decision.ts";
import { m } from "@lianfang/messages/messages.js";
import { useState } from "react";
import { Button } from "../kernel/field/parts/button.tsx";
import type { TypedPerson } from "./field-form.ts";
import type { Judged } from "./field-kit.ts";
import { OverrideAsk } from "./field-override.tsx";
import { nextSteps, outcomes as outcomeWords, say } from "./words.ts";

/** Told apart by shape too. */
export const outcomeSigns: Record<Outcome, string> = { admit: "✓", refuse: "✕", refer: "!" };

/** The gravest first; the others come up as these are put right, and stand on the next screen. */
const mostShown = 2;

/** What the button does. */
const deeds: Record<Outcome, () => string> = {
  admit: () => m["checkpoints.field.do.admit"](),
  refuse: () => m["checkpoints.field.do.refuse"](),
  refer: () => m["checkpoints.field.do.refer"](),
};

interface DecisionFootProps {
  decisions: readonly Judged[];
  /** What will be done, overrides in it. */
  outcomes: readonly Outcome[];
  /** Of the person shown. */
  person: TypedPerson;
  at: number;
  isBusy: boolean;
  onOverride: (override: TypedPerson["override"]) => void;
  onSave: () => void;
  /** Lets pass whom nothing but the look at the identity card is lacking, once it was looked at. */
  onCompared: (() => void) | undefined;
}

export function DecisionFoot(props: DecisionFootProps) {
  const { decisions, outcomes, person, at, isBusy, onOverride, onSave, onCompared } = props;
  const [isAsked, setAsked] = useState(false);
  const decision = decisions[at];
  if (!decision) return null;
  const { override } = person;
  const isFirst = isOpen(decision) && !override;
  const shown = isFirst ? "first" : (outcomes[at] ?? decision.outcome);
  const whole = worstOf(outcomes);
  const isUnfinished = decisions.some((each, nth) => isOpen(each) && outcomes[nth] !== "admit");
  return (
    <div className={`lf-post-decision lf-post-${shown}`}>
      <div aria-live="polite">
        <h2>
          <span aria-hidden>{shown === "first" ? "…" : outcomeSigns[shown]}</span>{" "}
          {shown === "first" ? m["checkpoints.outcome.first"]() : outcomeWords[shown]()}
        </h2>
        {override ? (
          <p>{m["checkpoints.overridden"]({ by: override.allowedBy, reason: override.reason })}</p>
        ) : decision.reasons.length > 0 ? (
          <ul>
            {decision.reasons.slice(0, mostShown).map((reason) => (
              <li key={reason.code}>{say(reason)}</li>
            ))}
            {decision.reasons.length > mostShown ? (
              <li>
                {m["checkpoints.field.moreReasons"]({
                  count: decision.reasons.length - mostShown,
                })}
              </li>
            ) : null}
          </ul>
        ) : (
          <p>{nextSteps[decision.next]()}</p>
        )}
      </div>
      <div className="lf-post-do">
        {onCompared ? (
          <Button
            kind="main"
            className="lf-post-compared lf-post-save-admit"
            isBusy={isBusy}
            onClick={onCompared}
          >
            {m["checkpoints.field.do.compared"]()}
          </Button>
        ) : null}
        {decision.outcome === "refer" ? null : (
          <Button onClick={() => (override ? onOverride(undefined) : setAsked(true))}>
            {override ? m["checkpoints.override.not"]() : m["checkpoints.override"]()}
          </Button>
        )}
        <Button
          kind={isUnfinished ? "plain" : "main"}
          className={`lf-post-save lf-post-save-${whole}`}
          isBusy={isBusy}
          onClick={onSave}
        >
          {deeds[whole]()}
          {outcomes.length > 1 ? m["checkpoints.field.ofSome"]({ count: outcomes.length }) : ""}
        </Button>
      </div>
      {isAsked ? (
        <OverrideAsk
          ruled={decision.outcome}
          onGiven={(given) => {
            onOverride(given);
            setAsked(false);
          }}
          onClose={() => setAsked(false)}
        />
      ) : null}
    </div>
  );
}
