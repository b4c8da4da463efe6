/** What is owed of directives, from what a phone holds and what it has recorded itself. Pure. */
import { type Occurrence, type WindowState, windowState } from "../duties/rules.ts";
import { type Instant, townDay } from "../kernel/time.ts";
import type { Entered } from "./directive.ts";
import type { PulledDirective } from "./pulled.ts";
import { owedBy } from "./rules.ts";

export type Step = "acknowledge" | "finish";

/** A confirmation, a completion, or something taken back, in this phone's outbox. */
export interface RecordedStep {
  /** Its own id; of what is taken back, the id of that. */
  actId: string;
  step: Step | "takeBack";
  directiveId: string;
  unitId: string;
  at: Instant;
  /** Refused ones settle nothing. */
  sending: "waiting" | "sent" | "refused";
}

interface DoneStep {
  actId: string;
  at: Instant;
  by?: string | undefined;
  /** Where the office entered it for whoever did it. */
  entered?: Entered | undefined;
}

export interface StepStanding {
  /** When it was done, and by whom where another was first or the server knows of it. */
  done: DoneStep | undefined;
  /** How far this phone's own record of it has come. */
  sending: RecordedStep["sending"] | undefined;
}

export interface OwedStep extends StepStanding {
  step: Step;
  directive: PulledDirective;
  window: Occurrence;
  state: WindowState;
}

/**
 * How the unit stands with one step of a directive: by what the server told, else by what this phone
 * did since. What was taken back, here or elsewhere, is not done.
 */
export function standOf(
  directive: PulledDirective,
  step: Step,
  recorded: readonly RecordedStep[],
): StepStanding {
  const ours = recorded.filter(
    (each) => each.directiveId === directive.directiveId && each.unitId === directive.unitId,
  );
  const takenBack = takenBackOf(directive, ours);
  const own = ours.filter((each) => each.step === step && !takenBack.has(each.actId));
  const told = step === "acknowledge" ? directive.acknowledged : directive.finished;
  const known = told && !takenBack.has(told.actId) ? told : undefined;
  const made = own.findLast(({ sending }) => sending !== "refused");
  return {
    done: known ?? (made && { actId: made.actId, at: made.at }),
    sending: own.at(-1)?.sending,
  };
}

/** Ids of what was taken back, as far as the phone knows: by the server, and waiting here. */
export function takenBackOf(
  { takenBack }: PulledDirective,
  recorded: readonly RecordedStep[],
): ReadonlySet<string> {
  const own = recorded.flatMap(({ step, sending, actId }) =>
    step === "takeBack" && sending !== "refused" ? [actId] : [],
  );
  return new Set([...takenBack, ...own]);
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
  const owed = (directive: PulledDirective, step: Step): OwedStep => {
    const standing = standOf(directive, step, recorded);
    const window = windowOf(directive, step, timeZone);
    const record = standing.done && { happenedAt: standing.done.at };
    return {
      ...{ step, directive, window, ...standing },
      // What the phone holds has been issued, whatever the minute its clock is at.
      state: windowState(window, record, now < window.from ? window.from : now),
    };
  };
  return directives.flatMap((directive) => {
    const confirming = owed(directive, "acknowledge");
    const steps =
      confirming.done && directive.finishBy
        ? [confirming, owed(directive, "finish")]
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
