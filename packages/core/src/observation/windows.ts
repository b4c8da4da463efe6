/** Reading windows day by day, as the town's dated rules have them. */
import type { DutyDefinition, DutyOfDay } from "../duties/rules.ts";
import { type Day, type Instant, instantAt } from "../kernel/time.ts";
import type { PolicyRules } from "../policy/rules-data.ts";
import { policyOn } from "../policy/versions.ts";
import { readingDuty } from "./rules.ts";

export interface DatedRules {
  effectiveFrom: Day;
  approvedAt: Instant;
  rules: PolicyRules;
}

/**
 * Windows of a day on which new rules were brought into force: those begun by then stay as they
 * were, and of the new ones only those still ahead are owed. Nobody misses what nobody asked for.
 */
function changedDuring(
  day: Day,
  before: DutyOfDay,
  after: DutyOfDay,
  approvedAt: Instant,
  timeZone: string,
): DutyOfDay {
  const isBegun = (from: string) => instantAt(day, from, timeZone) < approvedAt;
  const kept = before.windows.filter(({ from }) => isBegun(from));
  const lastTo = kept.at(-1)?.to ?? "00:00";
  const ahead = after.windows.filter(
    ({ id, from }) => !isBegun(from) && from >= lastTo && !kept.some((window) => window.id === id),
  );
  return { windows: [...kept, ...ahead], graceMinutes: after.graceMinutes };
}

/** What is owed on each day by a town's versions; nothing on days before its first. */
export function readingDefinition(
  versions: readonly DatedRules[],
  timeZone: string,
): DutyDefinition {
  return (day) => {
    const inForce = policyOn(day, versions);
    if (!inForce) return undefined;
    const duty = readingDuty(inForce.rules);
    const begins = instantAt(day, "00:00", timeZone);
    if (inForce.approvedAt <= begins) return duty;
    const before = policyOn(
      day,
      versions.filter(({ approvedAt }) => approvedAt <= begins),
    );
    // A town's first rules are approved when it is founded, whatever day they hold from.
    if (!before) return duty;
    return changedDuring(day, readingDuty(before.rules), duty, inForce.approvedAt, timeZone);
  };
}
