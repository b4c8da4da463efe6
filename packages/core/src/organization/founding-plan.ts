/**
 * What founding a town from a file makes: areas, units and their posts, the chain, the clock and the
 * policy. A plan and nothing more: the server gives ids and writes it down. The same file and the
 * same choices always give the same plan.
 */
import type { z } from "zod";
import type { FieldProblem } from "../kernel/problems.ts";
import type { Day } from "../kernel/time.ts";
import type { Bilingual } from "../policy/assessment-rule.ts";
import { countyNamed, type Division, type DivisionIndex } from "../policy/divisions.ts";
import type { Era } from "../policy/presets/presets.ts";
import type { PresetVersion } from "../policy/presets/standing.ts";
import type { DutyRule } from "../policy/rules-data.ts";
import { mostLevels } from "./chain.ts";
import type { ChainLevel, FoundingPreview } from "./contract.ts";
import {
  type AreaChoices,
  type PlannedArea,
  plannedAreas,
  type VillageCount,
  type VillageSource,
  villageCount,
} from "./founding-areas.ts";
import { type PlannedCheckpoint, plannedCheckpoints } from "./founding-checkpoints.ts";
import { isClockIncomplete, type TownClock, townClock } from "./founding-clock.ts";
import {
  observationDays,
  plannedDuties,
  plannedPolicy,
  readingsPerDay,
  usualReadingsPerDay,
} from "./founding-policy.ts";
import { type PlannedUnit, plannedUnits, usualOrganization } from "./founding-units.ts";
import type { TownFile } from "./town-file.ts";
import { headed, inBoth } from "./town-words.ts";

export interface FoundingChoices extends AreaChoices {
  /** The first day of the response; the file's own day when absent. */
  startsOn?: Day | undefined;
  /** To find the town's county by the names in its file. */
  divisions?: DivisionIndex | undefined;
}

export interface FoundingPlan {
  town: {
    fileId: string;
    name: string;
    nameEn: string;
    county?: string;
    province?: string;
    /** The county's code, where the names in the file point to exactly one. */
    division?: Division;
    model: Bilingual;
    era: Era;
    asOf: Day;
  };
  startsOn: Day;
  areas: PlannedArea[];
  units: PlannedUnit[];
  checkpoints: PlannedCheckpoint[];
  /** The chain of responsibility, highest first, levels from 1. */
  chain: z.infer<typeof ChainLevel>[];
  clock: TownClock;
  duties: DutyRule[];
  readingsPerDay: number;
  observationDays: number;
  /** Versions of the policy by day of effect; the first begins on `startsOn`. */
  policy: PresetVersion[];
  /** What the file left open and how it was filled in, as texts at `townfile.assumed.*`. */
  assumptions: FieldProblem[];
}

const usualChain = [
  "village-responsible town leader",
  "village-responsible cadre",
  "village cadre",
  "medic",
];
function plannedChain(file: TownFile): z.infer<typeof ChainLevel>[] {
  return (file.responsibility?.chain ?? usualChain).slice(0, mostLevels).map((text, at) => {
    const { zh, en } = inBoth(text);
    return { level: at + 1, label: zh, labelEn: headed(en) };
  });
}

const villageAssumptions: Partial<Record<VillageSource, string>> = {
  figure: "villagesFromFigure",
  units: "villagesFromUnits",
  names: "villagesFromNames",
  usual: "villagesUsual",
};

type Assumed = [code: string, path: string, params?: FieldProblem["params"]];

function villagesAssumed(
  areas: readonly PlannedArea[],
  { count, source }: VillageCount,
): Assumed[] {
  const code = villageAssumptions[source];
  const numbered = areas.filter((area) => area.isNumbered && area.kind !== "grid").length;
  const assumed: Assumed[] = code ? [[code, "areas.villages", { count }]] : [];
  if (numbered > 0) assumed.push(["villagesNumbered", "areas.named", { count: numbered }]);
  return assumed;
}

function assumptionsOf(file: TownFile, areas: PlannedArea[], count: VillageCount): FieldProblem[] {
  const assumed = villagesAssumed(areas, count);
  if (file.organization.length === 0) assumed.push(["organizationUsual", "organization"]);
  const { numbered = [] } = file.checkpoints ?? {};
  const unnamed = numbered.reduce((sum, { count: some }) => sum + some, 0);
  if (unnamed > 0)
    assumed.push(["checkpointsNumbered", "checkpoints.numbered", { count: unnamed }]);
  const levels = file.responsibility?.chain.length;
  if (levels === undefined) assumed.push(["chainUsual", "responsibility"]);
  else if (levels > mostLevels)
    assumed.push(["chainCut", "responsibility.chain", { count: mostLevels }]);
  if (isClockIncomplete(file.rhythm))
    assumed.push(["clockUsual", "rhythm", { ...townClock(file.rhythm) }]);
  if ((file.cadence ?? []).length === 0) assumed.push(["dutiesUsual", "cadence"]);
  if (readingsPerDay(file) === undefined)
    assumed.push(["readingsUsual", "cadence", { count: usualReadingsPerDay }]);
  return assumed.map(([code, path, params]) => ({
    path,
    code: `townfile.assumed.${code}`,
    ...(params && { params }),
  }));
}

function plannedTown(file: TownFile, divisions: DivisionIndex | undefined): FoundingPlan["town"] {
  const division = divisions && countyNamed(divisions, file.county, file.province);
  return {
    fileId: file.id,
    name: file.name,
    nameEn: file.nameEn,
    ...(file.county !== undefined && { county: file.county }),
    ...(file.province !== undefined && { province: file.province }),
    ...(division && { division }),
    model: file.model,
    era: file.era,
    asOf: file.asOf,
  };
}

/** What a town file becomes. Whatever the file leaves out is filled in and told in `assumptions`. */
export function foundingPlan(file: TownFile, choices: FoundingChoices = {}): FoundingPlan {
  const startsOn = choices.startsOn ?? file.asOf;
  const areas = plannedAreas(file, choices);
  const villages = areas.filter(({ kind }) => kind === "village" || kind === "community");
  const organization = file.organization.length > 0 ? file.organization : usualOrganization;
  const policy = plannedPolicy(file, startsOn);
  const [first] = policy;
  return {
    town: plannedTown(file, choices.divisions),
    startsOn,
    areas,
    units: plannedUnits(organization, villages),
    checkpoints: plannedCheckpoints(file, areas),
    chain: plannedChain(file),
    clock: townClock(file.rhythm),
    duties: plannedDuties(file),
    readingsPerDay: readingsPerDay(file) ?? usualReadingsPerDay,
    observationDays: first ? observationDays(file, first.rules) : 0,
    policy,
    assumptions: assumptionsOf(file, areas, villageCount(file, choices.villages)),
  };
}

function unitsInShort(plan: FoundingPlan): z.infer<typeof FoundingPreview>["units"] {
  const top = plan.units.filter((unit) => unit.parentKey === undefined);
  return [...new Set(top.map((unit) => unit.entry))].flatMap((entry) => {
    const alike = top.filter((unit) => unit.entry === entry);
    const [first] = alike;
    if (!first) return [];
    const { kind, entryName } = first;
    const inShort = { kind, name: entryName.zh, nameEn: headed(entryName.en), count: alike.length };
    return [inShort];
  });
}

/** The plan as shown before it is carried out. */
export function foundingPreview(plan: FoundingPlan): z.infer<typeof FoundingPreview> {
  const villages = plan.areas.filter(({ kind }) => kind === "village" || kind === "community");
  return {
    name: plan.town.name,
    nameEn: plan.town.nameEn,
    villages: villages.map(({ name, nameEn, isNumbered }) => ({ name, nameEn, isNumbered })),
    units: unitsInShort(plan),
    checkpoints: plan.checkpoints.map(({ kind, name, nameEn, isNumbered }) => ({
      kind,
      name,
      nameEn,
      isNumbered,
    })),
    chain: plan.chain,
    clock: plan.clock,
    readingsPerDay: plan.readingsPerDay,
    observationDays: plan.observationDays,
    policyPreset: plan.town.era,
  };
}

export interface BlankTown {
  nameEn?: string | undefined;
  county?: string | undefined;
  province?: string | undefined;
  villages?: number | undefined;
  era?: Era | undefined;
}

/** An id a file may bear, from a name in Latin letters. */
export function idFrom(nameEn: string): string {
  const plain = nameEn.normalize("NFD").toLowerCase();
  const slug = plain.replace(/[^a-z0-9]+/g, "-").replace(/^[^a-z]+|-+$/g, "");
  return slug.length >= 2 ? slug.slice(0, 32).replace(/-+$/, "") : "town";
}

/**
 * A file for a town about which nothing is known but its name.
 * @param asOf the town's today
 */
export function blankTown(name: string, asOf: Day, known: BlankTown = {}): TownFile {
  const nameEn = known.nameEn || name;
  return {
    id: idFrom(nameEn),
    name,
    nameEn,
    ...(known.county && { county: known.county }),
    ...(known.province && { province: known.province }),
    asOf,
    era: known.era ?? "2022",
    model: { zh: name, en: nameEn },
    ...(known.villages !== undefined && { areas: { villages: known.villages } }),
    organization: [],
    figures: [],
  };
}
