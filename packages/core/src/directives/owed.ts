/** What is owed of directives, from what a phone holds and what it has recorded itself. Pure. */
import { type Occurrence, type WindowState, windowState } from "../duties/rules.ts";
import { type Instant, townDay } from "../kernel/time.ts";
import type { PulledDirective } from "./pulled.ts";
import { owedBy } from "./rules.ts";

export type Step = "acknowledge" | "finish";

/** A confirmation or a completion in this phone's outbox. */
export interface RecordedStep {
  step: Step;
  directiveId: string;
  unitId: string;
  at: Instant;
  /** Refused ones settle nothing. */
  sending: "waiting" | "sent" | "refused";
}

export interface OwedStep {
  step: Step;
  directive: PulledDirective;
  window: Occurrence;
  state: WindowState;
  /** When it was done, and by whom where another was first or the server knows of it. */
  done: { at: Instant; by?: string | undefined } | undefined;
  sending: RecordedStep["sending"] | undefined;
}

/**
 * Each directive is owed a confirmation; once confirmed, its completion where a time is set for it.
 * What was done on an earlier day is owed no more and not shown.
 * @param now the town's
 */
export function owedSteps(
  directives: readonly PulledDirective[],
  recorded: readonly RecordedStep[],
  now: Instant,
  timeZone: string,
): OwedStep[] {
  const today = townDay(now, timeZone);
  const standOf = (directive: PulledDirective, step: Step): OwedStep => {
    const own = recorded.findLast(
      (each) =>
        each.step === step &&
        each.directiveId === directive.directiveId &&
        each.unitId === directive.unitId,
    );
    const known = step === "acknowledge" ? directive.acknowledged : directive.finished;
    const done = known ?? (own && own.sending !== "refused" ? { at: own.at } : undefined);
    const window = windowOf(directive, step, timeZone);
    const record = done && { happenedAt: done.at };
    return {
      ...{ step, directive, window, done },
      // What the phone holds has been issued, whatever the minute its clock is at.
      state: windowState(window, record, now < window.from ? window.from : now),
      sending: own?.sending,
    };
  };
  return directives.flatMap((directive) => {
    const confirming = standOf(directive, "acknowledge");
    const steps =
      confirming.done && directive.finishBy
        ? [confirming, standOf(directive, "finish")]
        : [confirming];
    return steps.filter(({ done }) => !done || townDay(done.at, timeZone) === today);
  });
}

function windowOf(
  { issuedAt, confirmBy, finishBy }: PulledDirective,
  step: Step,
  timeZone: string,
): Occurrence {
  const until = step === "finish" && finishBy ? finishBy : confirmBy;
  return owedBy(issuedAt, until, timeZone);
}
