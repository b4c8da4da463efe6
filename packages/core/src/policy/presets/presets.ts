/** The rule sets that come with the product, and how a town starts from one of them. */
import { addDays, type Day } from "../../kernel/time.ts";
import type { RiskRegion } from "../assessment-rule.ts";
import { countsOn } from "../rules.ts";
import type { PolicyRules } from "../rules-data.ts";
import { policyOn } from "../versions.ts";
import { preset2020 } from "./2020.ts";
import { preset2022 } from "./2022.ts";
import type { PresetVersion } from "./standing.ts";

export const eras = ["2020", "2022"] as const;
export type Era = (typeof eras)[number];

export const policyPresets: Record<Era, readonly PresetVersion[]> = {
  "2020": preset2020,
  "2022": preset2022,
};

/** The days whose rules the presets tell. */
const timeOf: Record<Era, { from: Day; to: Day }> = {
  "2020": { from: "2020-01-01", to: "2020-12-31" },
  "2022": { from: "2021-05-14", to: "2023-12-31" },
};

const usualVersionIds: Record<Era, string> = {
  "2020": "2020-february",
  "2022": "2022-ninth-edition",
};

function isInTime(era: Era, day: Day): boolean {
  return timeOf[era].from <= day && day <= timeOf[era].to;
}

function usualVersion(era: Era): PresetVersion {
  const version = policyPresets[era].find(({ id }) => id === usualVersionIds[era]);
  if (!version) throw new Error(`no usual version for ${era}`);
  return version;
}

/** Which era's rule sets some rules come from: the one they have more arrival rules in common with. */
export function eraOf({ assessment }: Pick<PolicyRules, "assessment">): Era {
  const own = new Set(assessment.map(({ id }) => id));
  const common = (era: Era) =>
    Math.max(
      ...policyPresets[era].map(
        ({ rules }) => rules.assessment.filter(({ id }) => own.has(id)).length,
      ),
    );
  return common("2020") > common("2022") ? "2020" : "2022";
}

/** The version of the day; before the first one, the first. */
function versionOn(era: Era, day: Day): PresetVersion {
  return policyOn(day, policyPresets[era]) ?? policyPresets[era][0] ?? usualVersion(era);
}

function withRegions(version: PresetVersion, riskRegions: RiskRegion[], from: Day): PresetVersion {
  return { ...version, effectiveFrom: from, rules: { ...version.rules, riskRegions } };
}

// The longest look-back of any preset rule: who arrives on the first day is judged by it.
const lookBackDays = 14;

/** A region of another time as if it were one now: open-ended, from one look-back before the start. */
function carried(region: RiskRegion, startsOn: Day): RiskRegion {
  const { to: _, ...openEnded } = region;
  return { ...openEnded, from: addDays(startsOn, -lookBackDays) };
}

/**
 * The versions a response begins with, the first in effect from `startsOn`.
 * - A response in the era's own time has the rule sets of that time, one after the other.
 * - One that starts later (a drill today with the rules of 2020) keeps the rule set of the day of
 *   the model, `asOf`, and that day's risk regions count as if declared for it.
 * - When that day lies outside the era too, the era's usual rule set holds, without any region.
 */
export function startingPolicy(era: Era, asOf: Day, startsOn: Day): PresetVersion[] {
  if (isInTime(era, startsOn)) {
    const base = versionOn(era, startsOn);
    const later = policyPresets[era].filter(({ effectiveFrom }) => effectiveFrom > startsOn);
    return [
      { ...base, effectiveFrom: startsOn },
      ...later.filter((version) => version.id !== base.id),
    ];
  }
  if (!isInTime(era, asOf)) return [withRegions(usualVersion(era), [], startsOn)];
  const base = versionOn(era, asOf);
  const regions = base.rules.riskRegions.filter((region) => countsOn(region, asOf));
  return [
    withRegions(
      base,
      regions.map((region) => carried(region, startsOn)),
      startsOn,
    ),
  ];
}
