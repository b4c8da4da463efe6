/** What a policy says of a journey, a contact or a day. Pure: the town's today is passed in. */
import { addDays, type Day, daysBetween } from "../kernel/time.ts";
import type {
  AssessmentRule,
  Bilingual,
  Condition,
  Measure,
  Place,
  ReasonCode,
  Residence,
  RestrictiveMeasure,
  RiskRegion,
  Vaccination,
} from "./assessment-rule.ts";
import { distanceBetween, isWithin, prefixOf } from "./divisions.ts";
import type { PolicyRules } from "./rules-data.ts";

/** What is known of a person and of one journey or contact. All days are the town's. */
export interface Facts {
  /** The town's own county, six digits. */
  townCode: string;
  /** Where the person came from; as exact as is known. */
  originCode: string;
  /** Places passed through where somebody got off, waited or changed. */
  transitCodes: readonly string[];
  arrivedOn: Day;
  /** The last day in a risk region; the day of arrival when unknown, which errs to caution. */
  leftRiskOn?: Day | undefined;
  residence?: Residence | undefined;
  vaccination?: Vaccination | undefined;
  /** Contact with a case, or with a contact of one; `lastExposedOn` falls back to the arrival. */
  closeContact?: { ring: "close" | "second"; lastExposedOn?: Day | undefined } | undefined;
}

/** One stretch under one measure. It begins on `startDay` and ends at 24:00 of `endDay`. */
export interface Stretch {
  measure: RestrictiveMeasure;
  place: Place;
  /** How long it lasts from here on; what was served before the arrival is not in it. */
  days: number;
  startDay: Day;
  endDay: Day;
  testOn: readonly Day[];
}

/** What the policy says, and why. */
export interface Outcome {
  measure: Measure;
  place: Place;
  days: number;
  startDay?: Day;
  endDay?: Day;
  testOn: readonly Day[];
  followOn?: Stretch;
  ruleId: string;
  reasonCode: ReasonCode;
  /** The rule's reason with this person's region and days filled in. */
  reason: Bilingual;
  source: Bilingual;
  /** True when the rule asks for a measure whose days had all passed on arrival. */
  isServed: boolean;
  /** Risk regions inside a place given too coarsely to tell: ask where exactly. */
  askAbout: readonly RiskRegion[];
}

interface Stop {
  code: string;
  by: "origin" | "transit";
}

/** What made a rule apply. */
interface Ground {
  region?: RiskRegion;
  by?: "origin" | "transit";
  /** The last day of exposure. */
  exposedOn: Day;
}

function stopsOf(facts: Facts): Stop[] {
  const transits = facts.transitCodes.map((code) => ({ code, by: "transit" as const }));
  return [{ code: facts.originCode, by: "origin" }, ...transits];
}

/** Whether a region's days include the day. */
export function countsOn(region: RiskRegion, day: Day): boolean {
  return region.from <= day && (region.to === undefined || day <= region.to);
}

/** The regions that decide about a place: the most exact ones, so a county stands before its province. */
export function regionsOf(place: string, day: Day, regions: readonly RiskRegion[]): RiskRegion[] {
  const around = regions.filter(
    (region) => countsOn(region, day) && isWithin(place, region.divisionCode),
  );
  const exactness = (region: RiskRegion) => prefixOf(region.divisionCode).length;
  const most = Math.max(0, ...around.map(exactness));
  return around.filter((region) => exactness(region) === most);
}

function regionGround(
  when: Extract<Condition, { kind: "region" }>,
  facts: Facts,
  regions: readonly RiskRegion[],
): Ground | undefined {
  const exposedOn = facts.leftRiskOn ?? facts.arrivedOn;
  const daysSince = daysBetween(exposedOn, facts.arrivedOn);
  if (daysSince > when.withinDays) return undefined;
  for (const stop of stopsOf(facts).filter(({ by }) => when.by.includes(by))) {
    const region = regionsOf(stop.code, exposedOn, regions).find(({ level }) =>
      when.levels.includes(level),
    );
    if (region) return { region, by: stop.by, exposedOn };
  }
  return undefined;
}

function contactGround(
  when: Extract<Condition, { kind: "contact" }>,
  facts: Facts,
): Ground | undefined {
  if (facts.closeContact?.ring !== when.ring) return undefined;
  return { exposedOn: facts.closeContact.lastExposedOn ?? facts.arrivedOn };
}

function isNarrowedAway(when: Condition, facts: Facts): boolean {
  const { residences, vaccinations } = when;
  const isOtherResidence = residences && !(facts.residence && residences.includes(facts.residence));
  const isOtherDose =
    vaccinations && !(facts.vaccination && vaccinations.includes(facts.vaccination));
  return Boolean(isOtherResidence || isOtherDose);
}

function groundFor(when: Condition, facts: Facts, rules: PolicyRules): Ground | undefined {
  if (isNarrowedAway(when, facts)) return undefined;
  switch (when.kind) {
    case "contact":
      return contactGround(when, facts);
    case "region":
      return regionGround(when, facts, rules.riskRegions);
    case "distance":
      return when.distances.includes(distanceBetween(facts.originCode, facts.townCode))
        ? { exposedOn: facts.arrivedOn }
        : undefined;
    case "anyone":
      return { exposedOn: facts.arrivedOn };
  }
}

interface PlannedMeasure {
  measure: Measure;
  place: Place;
  days: number;
  testDays: readonly number[];
}

/** @param firstDay the first day the measure holds, were the person here by then */
function stretch(
  plan: PlannedMeasure,
  dayZero: Day,
  firstDay: Day,
  arrivedOn: Day,
): Stretch | undefined {
  if (plan.measure === "none") return undefined;
  const endDay = addDays(dayZero, plan.days);
  if (endDay <= arrivedOn) return undefined;
  const testOn = plan.testDays.map((day) => addDays(dayZero, day));
  return {
    measure: plan.measure,
    place: plan.place,
    days: daysBetween(dayZero < arrivedOn ? arrivedOn : dayZero, endDay),
    startDay: firstDay < arrivedOn ? arrivedOn : firstDay,
    endDay,
    testOn: testOn.filter((day) => day >= arrivedOn),
  };
}

/**
 * The stretches of a rule. A period of N days leaves out the day it is counted from and ends at
 * 24:00 of the Nth day after it (民法总则 and 民法典, articles 201 and 203): fourteen days from an
 * arrival on 27 January end at 24:00 on 10 February. What lies before the arrival falls away.
 */
function stretches(rule: AssessmentRule, ground: Ground, arrivedOn: Day): Stretch[] {
  const dayZero = rule.countedFrom === "arrival" ? arrivedOn : ground.exposedOn;
  const turn = addDays(dayZero, rule.days);
  const main = stretch(rule, dayZero, dayZero, arrivedOn);
  const follow = rule.followOn && stretch(rule.followOn, turn, addDays(turn, 1), arrivedOn);
  return [main, follow].filter((one) => one !== undefined);
}

const englishMonths =
  "January February March April May June July August September October November December".split(
    " ",
  );

function inWords(day: Day): Bilingual {
  const [, month = 1, date = 1] = day.split("-").map(Number);
  return { zh: `${month}月${date}日`, en: `${date} ${englishMonths[month - 1]}` };
}

function filledIn(rule: AssessmentRule, ground: Ground, arrivedOn: Day): Bilingual {
  const via = ground.by === "transit" ? { zh: "途经", en: "through" } : { zh: "从", en: "from" };
  const region = { zh: ground.region?.name ?? "", en: ground.region?.nameEn ?? "" };
  const fill = (language: "zh" | "en") => {
    const values: Record<string, string> = {
      region: region[language],
      via: via[language],
      arrivedOn: inWords(arrivedOn)[language],
      exposedOn: inWords(ground.exposedOn)[language],
      days: String(rule.days),
    };
    return rule.reason[language].replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
  };
  return { zh: fill("zh"), en: fill("en") };
}

function coarselyGiven(facts: Facts, rules: PolicyRules): RiskRegion[] {
  const day = facts.leftRiskOn ?? facts.arrivedOn;
  const isInside = (region: RiskRegion, code: string) =>
    prefixOf(code).length < prefixOf(region.divisionCode).length &&
    isWithin(region.divisionCode, code);
  return rules.riskRegions.filter(
    (region) => countsOn(region, day) && stopsOf(facts).some(({ code }) => isInside(region, code)),
  );
}

function outcome(rule: AssessmentRule, ground: Ground, facts: Facts, rules: PolicyRules): Outcome {
  const [main, followOn] = stretches(rule, ground, facts.arrivedOn);
  return {
    measure: main?.measure ?? "none",
    place: main?.place ?? "none",
    days: main?.days ?? 0,
    ...(main && { startDay: main.startDay, endDay: main.endDay }),
    testOn: main?.testOn ?? [],
    ...(followOn && { followOn }),
    ruleId: rule.id,
    reasonCode: rule.reason.code,
    reason: filledIn(rule, ground, facts.arrivedOn),
    source: rule.source,
    isServed: rule.measure !== "none" && main === undefined,
    askAbout: coarselyGiven(facts, rules),
  };
}

/**
 * What a policy says of one person. The first rule whose condition holds decides; a valid policy
 * ends with a rule for everybody, so there is always one.
 * @throws Error when no rule holds, which {@link PolicyRules} rules out
 */
export function assess(facts: Facts, rules: PolicyRules): Outcome {
  for (const rule of rules.assessment) {
    const ground = groundFor(rule.when, facts, rules);
    if (ground) return outcome(rule, ground, facts, rules);
  }
  throw new Error("a policy without a last rule for everybody");
}
