/** The policy a town starts with: its era's rule sets, changed where its file says otherwise. */
import type { Day } from "../kernel/time.ts";
import type { AssessmentRule, Bilingual } from "../policy/assessment-rule.ts";
import { startingPolicy } from "../policy/presets/presets.ts";
import { type PresetVersion, usualDuties, windowsFor } from "../policy/presets/standing.ts";
import type { CheckpointDemands, DutyRule, PolicyRules } from "../policy/rules-data.ts";
import type { TownDuty, TownFile } from "./town-file.ts";
import { inBoth } from "./town-words.ts";

/** How often a day an observed person's temperature is taken; undefined when the file is silent. */
export function readingsPerDay(file: TownFile): number | undefined {
  const duty = file.cadence?.find(
    (one) => one.duty.startsWith("temperature") && one.target === "observed-person",
  );
  return duty?.perDay === undefined ? undefined : Math.min(duty.perDay, 6);
}

export const usualReadingsPerDay = 2;

const all = (texts: readonly string[] | undefined): Bilingual[] => (texts ?? []).map(inBoth);

function dutyRule(duty: TownDuty, id: string): DutyRule {
  return {
    id,
    duty: duty.duty,
    target: duty.target,
    ...(duty.targetText && { targetText: inBoth(duty.targetText) }),
    ...(duty.premises && { premises: duty.premises }),
    by: all(duty.by),
    ...(duty.perDay !== undefined && { perDay: Math.min(duty.perDay, 48) }),
    ...(duty.hoursPerDay !== undefined && { hoursPerDay: duty.hoursPerDay }),
    windows: all(duty.windows),
    ...(duty.from !== undefined && { from: duty.from }),
    ...(duty.coverage !== undefined && { coverage: duty.coverage }),
    checklist: all(duty.checklist),
    asks: all(duty.asks),
    what: all(duty.what),
    ...(duty.onFailure && { onFailure: inBoth(duty.onFailure) }),
  };
}

/** The file's duties; the taking of temperatures is always among them, and all usual ones when it has none. */
export function plannedDuties(file: TownFile): DutyRule[] {
  const cadence = file.cadence ?? [];
  if (cadence.length === 0) return [...usualDuties];
  const kinds = cadence.map((duty) => `${duty.duty}-${duty.target}`);
  const own = cadence.map((duty, at) => {
    const kind = kinds[at] ?? duty.duty;
    const nth = kinds.slice(0, at + 1).filter((one) => one === kind).length;
    return dutyRule(duty, nth === 1 ? kind : `${kind}-${nth}`);
  });
  const isReadingMissing = !own.some(
    (duty) => duty.duty.startsWith("temperature") && duty.target === "observed-person",
  );
  const [reading] = usualDuties;
  return isReadingMissing && reading ? [reading, ...own] : own;
}

/** A town's own number of days holds for isolation at home; the protocols' other periods stay. */
function withDays(rule: AssessmentRule, days: number | undefined): AssessmentRule {
  if (days === undefined || rule.measure !== "home-isolation") return rule;
  return { ...rule, days, testDays: rule.testDays.filter((day) => day <= days) };
}

function demands(base: CheckpointDemands, checkpoints: TownFile["checkpoints"]): CheckpointDemands {
  const said = [...(checkpoints?.checks ?? []), ...(checkpoints?.denyWhen ?? [])].map((text) => {
    const { zh, en } = inBoth(text);
    return `${zh} ${en}`.toLowerCase();
  });
  const speaksOf = (pattern: RegExp) => said.some((text) => pattern.test(text));
  const test = said.find((text) => /nucleic|核酸/.test(text));
  const testHours =
    test === undefined ? undefined : Number(/(\d+)\s*(?:h|小时)/.exec(test)?.[1] ?? 48);
  const purposes = (checkpoints?.denyWhen ?? []).filter((text) =>
    /^purpose other than /i.test(text),
  );
  const isWithCard = /identity card|身份证/i.test(checkpoints?.pass?.rule ?? "");
  return {
    ...base,
    temperature: base.temperature || speaksOf(/temperature|体温/),
    registration: base.registration || speaksOf(/regist|登记/),
    mask: base.mask || speaksOf(/mask|口罩/),
    pass: base.pass || checkpoints?.pass !== undefined,
    ...(isWithCard && { passWithIdentityCard: true }),
    ...outsiderRule(checkpoints),
    healthCode: base.healthCode || speaksOf(/health code|健康码/),
    venueCode: base.venueCode || speaksOf(/venue code|场所码/),
    ...(testHours !== undefined && { testWithinHours: Math.min(Math.max(testHours, 1), 168) }),
    purposes: purposes.length > 0 ? purposesAllowed : base.purposes,
  };
}

/** A town that turns outsiders away says so; one that writes visitors down names what it writes. */
function outsiderRule(
  checkpoints: TownFile["checkpoints"],
): Pick<CheckpointDemands, "outsiders"> | undefined {
  const isDenied = checkpoints?.denyWhen?.some((text) => /^outsider|^外来/i.test(text));
  if (isDenied) return { outsiders: "refuse" };
  return checkpoints?.visitorFields ? { outsiders: "register" } : undefined;
}

const purposesAllowed: Bilingual[] = [
  { zh: "购买食品", en: "buying food" },
  { zh: "购买药品、就医", en: "buying medicine or seeing a doctor" },
];

function adapted(rules: PolicyRules, file: TownFile): PolicyRules {
  const own = file.observationRules;
  const perDay = readingsPerDay(file);
  return {
    ...rules,
    assessment: rules.assessment.map((rule) => withDays(rule, own?.days)),
    readings:
      perDay === undefined ? rules.readings : { ...rules.readings, windows: windowsFor(perDay) },
    orders: {
      ...rules.orders,
      mayLeaveHome: own?.mayLeave ?? rules.orders.mayLeaveHome,
      doorSealed: own?.sealed ?? rules.orders.doorSealed,
      noticePosted: own?.noticePosted ?? rules.orders.noticePosted,
    },
    checkpoint: demands(rules.checkpoint, file.checkpoints),
    duties: plannedDuties(file),
  };
}

/** The versions the town's policy begins with, the first in effect from `startsOn`. */
export function plannedPolicy(file: TownFile, startsOn: Day): PresetVersion[] {
  return startingPolicy(file.era, file.asOf, startsOn).map((version) => ({
    ...version,
    rules: adapted(version.rules, file),
  }));
}

/** The days a person from a risk region is kept under the rules, as a founder would ask it. */
export function observationDays(file: TownFile, rules: PolicyRules): number {
  if (file.observationRules?.days !== undefined) return file.observationRules.days;
  const regional = rules.assessment.find(
    ({ when, measure }) => when.kind === "region" && measure.endsWith("isolation"),
  );
  return regional?.days ?? Math.max(0, ...rules.assessment.map(({ days }) => days));
}
