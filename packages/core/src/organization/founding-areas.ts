/** The areas a town file founds: the town, its villages and communities, and perhaps their grids. */
import type { z } from "zod";
import type { AreaKind } from "./contract.ts";
import type { TownFile } from "./town-file.ts";
import { inBoth } from "./town-words.ts";

export interface PlannedArea {
  /** Names the area within the plan; the server makes the ids. */
  key: string;
  parentKey?: string;
  kind: z.infer<typeof AreaKind>;
  name: string;
  nameEn: string;
  /** A number given at founding, to be replaced by the name. */
  isNumbered: boolean;
}

/** Where the number of villages comes from, most reliable first. */
export type VillageSource = "chosen" | "given" | "figure" | "units" | "names" | "usual";

export interface VillageCount {
  count: number;
  source: VillageSource;
}

const usualVillages = 10;

/** Whether a unit is there once for each village or community. */
export function coversEachVillage(unit: { covers?: string | undefined }): boolean {
  return (
    /(village|communit|村|社区)/i.test(unit.covers ?? "") &&
    /(each|every|per|每|各|一村)/i.test(unit.covers ?? "")
  );
}

/** How many villages a town has, from what its file says. Never fewer than it names. */
export function villageCount(file: TownFile, chosen?: number): VillageCount {
  const named = file.areas?.named?.length ?? 0;
  const figure = file.figures.find(({ id }) => id === "org.villages")?.value;
  const perVillage = file.organization.find((unit) => coversEachVillage(unit))?.count;
  const candidates: [VillageSource, number | undefined][] = [
    ["chosen", chosen],
    ["given", file.areas?.villages],
    ["figure", figure === undefined ? undefined : Math.trunc(figure)],
    ["units", perVillage],
    ["names", named],
    ["usual", usualVillages],
  ];
  const [source, count] = candidates.find(([, n]) => n !== undefined && n >= 1) ?? [
    "usual",
    usualVillages,
  ];
  return { source, count: Math.max(count ?? usualVillages, named) };
}

function kindOf(name: string): "village" | "community" {
  return /(社区|居委会|居民委员会|居)$/.test(name) ? "community" : "village";
}

export interface AreaChoices {
  villages?: number | undefined;
  /** One grid to each village, to be divided later; none when false. */
  hasGrids?: boolean | undefined;
  /** Writes a Chinese name in Latin letters; names stay Chinese without it. */
  romanise?: ((name: string) => string) | undefined;
}

function namedVillage(name: string, at: number, romanise: AreaChoices["romanise"]): PlannedArea {
  const known = inBoth(name).en;
  const nameEn = known === name && romanise ? romanise(name) : known;
  return {
    key: `village-${at + 1}`,
    parentKey: "town",
    kind: kindOf(name),
    name,
    nameEn,
    isNumbered: false,
  };
}

/** The name of a village until it has one. @param at counted from 0 */
export function numberedVillageName(at: number): string {
  return `第${at + 1}村`;
}

function numberedVillage(at: number): PlannedArea {
  const name = numberedVillageName(at);
  const nameEn = `Village ${at + 1}`;
  return {
    key: `village-${at + 1}`,
    parentKey: "town",
    kind: "village",
    name,
    nameEn,
    isNumbered: true,
  };
}

function defaultGrid(village: PlannedArea): PlannedArea {
  return {
    key: village.key.replace("village", "grid"),
    parentKey: village.key,
    kind: "grid",
    name: `${village.name}第1网格`,
    nameEn: `${village.nameEn}, grid 1`,
    isNumbered: true,
  };
}

/** The town first, then its villages in order, then their grids. */
export function plannedAreas(file: TownFile, choices: AreaChoices): PlannedArea[] {
  const named = (file.areas?.named ?? []).map((name) => name.trim());
  const { count } = villageCount(file, choices.villages);
  const villages = Array.from({ length: count }, (_, at) => {
    const name = named[at];
    return name === undefined ? numberedVillage(at) : namedVillage(name, at, choices.romanise);
  });
  const town: PlannedArea = {
    key: "town",
    kind: "town",
    name: file.name,
    nameEn: file.nameEn,
    isNumbered: false,
  };
  return [town, ...villages, ...(choices.hasGrids ? villages.map(defaultGrid) : [])];
}
