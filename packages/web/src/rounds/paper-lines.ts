/** What a clerk has typed of a sheet of paper, and the lines it becomes. Pure. */
import type { PaperLine } from "@lianfang/core/rounds/paper-contract.ts";
import { timeFrom } from "../kernel/kit/time-text.ts";

/** `none`: the paper says it was not done; nothing is recorded of it. */
export type Mark = PaperLine["outcome"] | "none";

export interface Typed {
  mark?: Mark;
  /** Empty: the time of the whole sheet. */
  time: string;
  finding: string;
  note: string;
  isAgain: boolean;
}

export const untyped: Typed = { time: "", finding: "", note: "", isAgain: false };

/** By the target's id. */
export type TypedLines = Readonly<Record<string, Typed>>;

/** Marked to be recorded. */
export const isMarked = ({ mark }: Typed): boolean => mark === "done" || mark === "not-met";

export const isTouched = ({ mark, time, finding, note }: Typed): boolean =>
  mark !== undefined || `${time}${finding}${note}`.trim() !== "";

/** What is wrong with a line: its time can't be read, or there is none; something is said of nothing done. */
export type LineFault = "time" | "mark";

export function faultOf(typed: Typed, sheetTime: string): LineFault | undefined {
  if (!isMarked(typed)) {
    const isSaid = `${typed.finding}${typed.note}`.trim() !== "";
    return isSaid && typed.mark !== "none" ? "mark" : undefined;
  }
  return timeOf(typed, sheetTime) ? undefined : "time";
}

function timeOf({ time }: Typed, sheetTime: string): string | undefined {
  const found = timeFrom(time.trim() || sheetTime);
  return found === "24:00" ? undefined : found;
}

/** In the order of the list; only those marked. */
export function linesOf(
  typed: TypedLines,
  order: readonly string[],
  sheetTime: string,
): PaperLine[] {
  return order.flatMap((targetId) => {
    const line = typed[targetId];
    const time = line && timeOf(line, sheetTime);
    if (!line || !time || !isMarked(line)) return [];
    const { finding, note, isAgain } = line;
    return [
      {
        ...{ targetId, time, isAgain },
        outcome: line.mark === "done" ? "done" : "not-met",
        ...(finding.trim() && { finding: finding.trim() }),
        ...(note.trim() && { note: note.trim() }),
      },
    ];
  });
}
