/** Which of a town's dated rules hold on a day. */
import type { Day } from "../kernel/time.ts";
import type { LegalBasis, PolicyRules } from "./rules-data.ts";

/** The version in force on a day: of those already in effect the one that came into effect last. */
export function policyOn<Version extends { effectiveFrom: Day }>(
  day: Day,
  versions: readonly Version[],
): Version | undefined {
  const inEffect = versions.filter((version) => version.effectiveFrom <= day);
  return inEffect.reduce<Version | undefined>(
    (latest, version) =>
      latest && latest.effectiveFrom > version.effectiveFrom ? latest : version,
    undefined,
  );
}

/** The laws and notices that were or are in force on a day. */
export function basesOn(day: Day, rules: PolicyRules): LegalBasis[] {
  return rules.orders.bases.filter(
    ({ from, to }) => (from === undefined || from <= day) && (to === undefined || day <= to),
  );
}
