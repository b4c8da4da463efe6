/**
 * How a phone and the town agree on a set of records: the phone says for each range of keys what it
 * holds, as the digest it was given with it; the town answers with the ranges that differ, whole.
 * So additions, changes, removals and lost scope are one thing, and the town need not remember what
 * it once sent. Keys are ASCII and compared as text.
 */
import type { PulledRecord } from "../kernel/pulled.ts";
import type { HeldRange, RangeChange } from "./protocol.ts";

/** A range of so many records is cut; one is parted when it has grown to twice as many. */
const rangeSize = 100;

export interface Difference {
  changes: RangeChange[];
  /** The key up to which was compared; absent when all was. */
  reached?: string;
}

/**
 * What differs between what a phone holds and what there is.
 * @param records all there is, by key
 * @param held the phone's ranges, by key
 * @param from compares only what lies after this key
 * @param budget at most so many records in the changes, and one range more
 */
export function differences(
  records: readonly PulledRecord[],
  held: readonly HeldRange[],
  digestOf: (records: readonly PulledRecord[]) => string,
  from = "",
  budget = 500,
): Difference {
  const changes: RangeChange[] = [];
  let after = "";
  let left = budget;
  let at = 0;
  for (const { upTo, digest } of whole(held)) {
    const start = at;
    while (at < records.length && isWithin(records[at], upTo)) at += 1;
    const isBefore = upTo !== null && upTo <= from;
    for (const piece of isBefore ? [] : pieces(records.slice(start, at), after, upTo, digestOf)) {
      const isSame = piece.after === after && piece.upTo === upTo && piece.digest === digest;
      if (isSame) continue;
      if (left <= 0) return { changes, reached: piece.after };
      changes.push(piece);
      left -= Math.max(1, piece.records.length);
    }
    after = upTo ?? after;
  }
  return { changes };
}

function isWithin(record: PulledRecord | undefined, upTo: string | null): boolean {
  return record !== undefined && (upTo === null || record.key <= upTo);
}

/** Ranges reach from the first key to the end of all; what they leave out is unknown. */
function whole(held: readonly HeldRange[]): HeldRange[] {
  return held.at(-1)?.upTo === null ? [...held] : [...held, { upTo: null, digest: "" }];
}

function pieces(
  records: readonly PulledRecord[],
  after: string,
  upTo: string | null,
  digestOf: (records: readonly PulledRecord[]) => string,
): RangeChange[] {
  const size = records.length < 2 * rangeSize ? records.length : rangeSize;
  const cuts: RangeChange[] = [];
  let start = after;
  for (let at = 0; at === 0 || at < records.length; at += size) {
    const those = records.slice(at, at + size);
    const isLast = at + size >= records.length;
    const end = isLast ? upTo : (those.at(-1)?.key ?? upTo);
    cuts.push({ after: start, upTo: end, digest: digestOf(those), records: those });
    start = end ?? start;
    if (isLast) break;
  }
  return cuts;
}

/** The phone's ranges after it has taken a change. What a change covers in part is unknown after. */
export function rangesAfter(held: readonly HeldRange[], change: RangeChange): HeldRange[] {
  const { after, upTo, digest } = change;
  const before: HeldRange[] = [];
  const beyond: HeldRange[] = [];
  let start = "";
  for (const range of whole(held)) {
    const end = range.upTo;
    if (end !== null && end <= after) before.push(range);
    else if (start < after) before.push({ upTo: after, digest: "" });
    const isBeyond = upTo !== null && (end === null || end > upTo);
    if (isBeyond) beyond.push(start >= upTo ? range : { upTo: end, digest: "" });
    start = end ?? start;
  }
  return [...before, { upTo, digest }, ...beyond];
}
