/** What a unit said of a directive, as its phone shows it: from what it was told and what waits here. Pure. */
import type { Instant } from "../kernel/time.ts";
import type { Entered } from "./directive.ts";
import { type RecordedStep, takenBackOf } from "./owed.ts";
import type { PulledDirective } from "./pulled.ts";

/** Feedback, or other words for something said before, in this phone's outbox. */
export interface RecordedWords {
  kind: "feedback" | "correction";
  /** Its own id; of a correction, the id of what is put right. */
  actId: string;
  directiveId: string;
  unitId: string;
  text: string;
  at: Instant;
  sending: RecordedStep["sending"];
}

export interface Said {
  actId: string;
  text: string;
  /** Nobody's name where this phone said it and the server hasn't told yet. */
  by: string | undefined;
  at: Instant;
  entered?: Entered | undefined;
  isCorrected: boolean;
  /** How far what this phone said, or put right, has come. */
  sending: RecordedStep["sending"] | undefined;
}

/** @returns feedback that stands, the latest first; and what was said of the completion */
export function saidOf(
  directive: PulledDirective,
  words: readonly RecordedWords[],
  steps: readonly RecordedStep[],
): { feedback: Said[]; note: string | undefined } {
  const ours = words.filter(
    (each) => each.directiveId === directive.directiveId && each.unitId === directive.unitId,
  );
  const takenBack = takenBackOf(directive, steps);
  const told = directive.feedback.map((each): Said => ({ ...each, sending: undefined }));
  const known = new Set(told.map(({ actId }) => actId));
  const own = ours.flatMap((each): Said[] =>
    each.kind === "feedback" && !known.has(each.actId)
      ? [{ ...each, by: undefined, isCorrected: false }]
      : [],
  );
  const feedback = [...own, ...told]
    .filter(({ actId }) => !takenBack.has(actId))
    .map((said) => ({ ...said, ...correctionOf(said.actId, ours) }))
    .sort((one, other) => other.at.localeCompare(one.at));
  const { finished } = directive;
  const note = finished && (correctionOf(finished.actId, ours)?.text ?? finished.note);
  return { feedback, note };
}

/** Only what waits: once it is sent, what the server tells counts, which others may have put right since. */
function correctionOf(actId: string, words: readonly RecordedWords[]) {
  const last = words.findLast(
    (each) => each.kind === "correction" && each.actId === actId && each.sending === "waiting",
  );
  return last && { text: last.text, isCorrected: true, sending: last.sending };
}
