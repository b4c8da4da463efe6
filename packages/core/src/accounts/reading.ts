/** Reading in bulk: whom an answer tells of, and how many people in an hour are enough. Pure. */
import type { Grant } from "../kernel/access.ts";
import type { Instant } from "../kernel/time.ts";
import type { Reader } from "./reading-contract.ts";

/**
 * Different people in an hour. Whoever keeps the whole register may go through it once, and a token
 * may copy it; who works in a village is far from it.
 */
export const usualBudgets: Readonly<Record<Reader, number>> = {
  director: 60_000,
  office: 60_000,
  auditor: 20_000,
  medic: 10_000,
  inspector: 10_000,
  "unit-lead": 8_000,
  "grid-worker": 5_000,
  patrol: 2_000,
  storekeeper: 1_000,
  "checkpoint-guard": 2_000,
  "county-viewer": 1_000,
  token: 60_000,
};

/** The widest of the roles' budgets. @param set what the town says otherwise than usual */
export function budgetOf(
  grants: readonly Grant[],
  isToken: boolean,
  set: ReadonlyMap<string, number>,
): number {
  const readers: readonly Reader[] = isToken ? ["token"] : grants.map(({ role }) => role);
  return Math.max(0, ...readers.map((reader) => set.get(reader) ?? usualBudgets[reader]));
}

/** The full hour an instant lies in. */
export function hourOf(at: Instant): Instant {
  return `${at.slice(0, 13)}:00:00.000Z`;
}

/** Seconds until the next full hour. */
export function secondsToNextHour(at: Instant): number {
  return Math.ceil((Date.parse(hourOf(at)) + 3_600_000 - Date.parse(at)) / 1000);
}

/**
 * The people an answer tells of, by what their records are called in every answer of the API: a
 * resident by `residentId`, else a household by `householdId`, else by being the subject of a row.
 */
export function peopleIn(answer: unknown, found: Set<string> = new Set()): Set<string> {
  if (Array.isArray(answer)) {
    for (const item of answer) peopleIn(item, found);
    return found;
  }
  if (!isRecord(answer)) return found;
  const id = answer.residentId ?? answer.householdId ?? personalSubject(answer);
  if (typeof id === "string") found.add(id);
  for (const value of Object.values(answer)) {
    if (typeof value === "object") peopleIn(value, found);
  }
  return found;
}

const personalSubjects: readonly unknown[] = ["resident", "household", "arrival", "order"];

function personalSubject(record: Record<string, unknown>): unknown {
  const kind = record.subjectKind ?? record.kind;
  return personalSubjects.includes(kind) ? record.subjectId : undefined;
}

/** What came as an object of the API; files and streams have no people to see. */
function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
