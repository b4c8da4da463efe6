/** The units a town file founds: counted ones one by one, teams below them, posts to be filled. */
import type { z } from "zod";
import type { Bilingual } from "../policy/assessment-rule.ts";
import type { StaffKind } from "./contract.ts";
import { coversEachVillage, type PlannedArea } from "./founding-areas.ts";
import type { TownUnit } from "./town-file.ts";
import { headed, inBoth, unitName } from "./town-words.ts";

/** People of one kind a unit needs. */
export interface PlannedPost {
  kind: z.infer<typeof StaffKind>;
  title: Bilingual;
  count: number;
  /** The number is a minimum. */
  isAtLeast: boolean;
}

export interface PlannedUnit {
  /** Names the unit within the plan; the server makes the ids. */
  key: string;
  parentKey?: string;
  kind: TownUnit["kind"];
  name: string;
  nameEn: string;
  /** Keys of the areas it covers. */
  areaKeys: string[];
  posts: PlannedPost[];
  membersNeeded?: number;
  /** Hours a day it is on duty, when the file says so. */
  hoursPerDay?: number;
  /** What it does, and the agencies its people come from. */
  does: Bilingual[];
  agencies: Bilingual[];
  /** Which entry of the file it was made from, and that entry's own name: equal units belong together. */
  entry: number;
  entryName: Bilingual;
}

/** What stands for an organisation when a file has none. */
export const usualOrganization: readonly TownUnit[] = [
  { kind: "leading-group", zh: "疫情防控工作领导小组" },
  {
    kind: "combat-unit",
    zh: "作战单元",
    covers: "one village or community each",
    composition: { townCadres: 1, villageCadresAtLeast: 3 },
    teams: [
      { kind: "household-team", zh: "入户组" },
      { kind: "checkpoint-team", zh: "卡点组" },
    ],
  },
  { kind: "task-force", zh: "后勤保障" },
  { kind: "inspection-team", zh: "督导检查组" },
];

function postsOf(unit: TownUnit): PlannedPost[] {
  const { townLeaders, townCadres, villageCadresAtLeast } = unit.composition ?? {};
  const counted: [PlannedPost["kind"], Bilingual, number | undefined, boolean][] = [
    ["town-leader", { zh: "镇领导", en: "Town leader" }, townLeaders, false],
    ["town-cadre", { zh: "镇干部", en: "Town cadre" }, townCadres, false],
    ["village-cadre", { zh: "村干部", en: "Village cadre" }, villageCadresAtLeast, true],
  ];
  const composed = counted.flatMap(([kind, title, count, isAtLeast]) =>
    count !== undefined && count > 0 ? [{ kind, title, count, isAtLeast }] : [],
  );
  const leaders = (unit.leaders ?? []).map((title) => ({
    kind: "town-leader" as const,
    title: inBoth(title),
    count: 1,
    isAtLeast: false,
  }));
  return [...leaders, ...composed];
}

function membersNeeded(unit: TownUnit, posts: readonly PlannedPost[]): number | undefined {
  if (unit.members !== undefined) return unit.members;
  return posts.length > 0 ? posts.reduce((sum, post) => sum + post.count, 0) : undefined;
}

interface Spot {
  key: string;
  parentKey?: string;
  name: string;
  nameEn: string;
  areaKeys: string[];
  entry: number;
}

function planned(unit: TownUnit, spot: Spot): PlannedUnit {
  const posts = postsOf(unit);
  const needed = membersNeeded(unit, posts);
  return {
    ...spot,
    kind: unit.kind,
    entryName: unitName(unit),
    posts,
    ...(needed !== undefined && { membersNeeded: needed }),
    ...(unit.hours !== undefined && { hoursPerDay: unit.hours }),
    does: (unit.does ?? []).map(inBoth),
    agencies: [...(unit.agencies ?? []), ...(unit.from ?? [])].map(inBoth),
  };
}

/** The unit at its spot and, below it, its teams, whose names begin as its own does. */
function withTeams(unit: TownUnit, spot: Spot, before: Bilingual): PlannedUnit[] {
  const teams = (unit.teams ?? []).flatMap((team, at) => {
    const name = unitName(team);
    const below: Spot = {
      key: `${spot.key}-${at + 1}`,
      parentKey: spot.key,
      name: before.zh + name.zh,
      nameEn: before.en === "" ? headed(name.en) : `${before.en} ${name.en}`,
      areaKeys: spot.areaKeys,
      entry: spot.entry,
    };
    return withTeams(team, below, before);
  });
  return [planned(unit, spot), ...teams];
}

function inEachVillage(
  unit: TownUnit,
  entry: number,
  villages: readonly PlannedArea[],
): PlannedUnit[] {
  const name = unitName(unit);
  return villages.flatMap((village, at) => {
    const before = { zh: village.name, en: village.nameEn };
    const spot: Spot = {
      key: `unit-${entry + 1}-${at + 1}`,
      name: before.zh + name.zh,
      nameEn: `${before.en} ${name.en}`,
      areaKeys: [village.key],
      entry,
    };
    return withTeams(unit, spot, before);
  });
}

function forTheTown(unit: TownUnit, entry: number): PlannedUnit[] {
  const name = unitName(unit);
  const count = unit.count ?? 1;
  return Array.from({ length: count }, (_, at) => {
    const isOne = count === 1;
    const spot: Spot = {
      key: isOne ? `unit-${entry + 1}` : `unit-${entry + 1}-${at + 1}`,
      name: isOne ? name.zh : `第${at + 1}${name.zh}`,
      nameEn: isOne ? headed(name.en) : `${headed(name.en)} ${at + 1}`,
      areaKeys: ["town"],
      entry,
    };
    const before = isOne ? { zh: "", en: "" } : { zh: spot.name, en: `${spot.nameEn},` };
    return withTeams(unit, spot, before);
  }).flat();
}

/** All units, parents before their teams. A unit for each village is there as often as villages are. */
export function plannedUnits(
  organization: readonly TownUnit[],
  villages: readonly PlannedArea[],
): PlannedUnit[] {
  return organization.flatMap((unit, entry) =>
    coversEachVillage(unit) ? inEachVillage(unit, entry, villages) : forTheTown(unit, entry),
  );
}
