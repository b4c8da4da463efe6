/** National administrative divisions by their six-digit codes (GB/T 2260). */
import { z } from "zod";

export const DivisionCode = z.string().regex(/^\d{6}$/);

/** One row of `towns/divisions.json`: provinces end in 0000, cities in 00. */
export const Division = z.strictObject({
  code: DivisionCode,
  name: z.string().min(1),
  nameEn: z.string().min(1).optional(),
});
export type Division = z.infer<typeof Division>;

/** Where people come from who were outside the mainland's divisions; 99 is no province. */
export const abroad: Division = { code: "990000", name: "境外", nameEn: "Abroad" };

/** How far a place lies from the town. */
export const distances = [
  "same-county",
  "same-city",
  "same-province",
  "other-province",
  "abroad",
] as const;
export type Distance = (typeof distances)[number];

export type DivisionLevel = "province" | "city" | "county";

export function levelOf(code: string): DivisionLevel {
  if (code.endsWith("0000")) return "province";
  return code.endsWith("00") ? "city" : "county";
}

/** The digits that a place's code begins with when it lies in the division. */
export function prefixOf(code: string): string {
  return { province: code.slice(0, 2), city: code.slice(0, 4), county: code }[levelOf(code)];
}

/** Whether a place is the division or lies in it. A province is not in its own city. */
export function isWithin(code: string, division: string): boolean {
  return code.startsWith(prefixOf(division));
}

// Beijing, Tianjin, Shanghai, Chongqing: province and city at once.
const municipalities = ["11", "12", "31", "50"];

/** The digits of the city a county belongs to. Counties directly under a province (`xx90xx`) are their own. */
export function cityPrefix(code: string): string {
  if (municipalities.includes(code.slice(0, 2))) return code.slice(0, 2);
  return code.slice(2, 4) === "90" ? code : code.slice(0, 4);
}

/** How far a place lies from the town's county. */
export function distanceBetween(placeCode: string, townCode: string): Distance {
  if (placeCode === abroad.code) return "abroad";
  if (placeCode === townCode) return "same-county";
  if (placeCode.slice(0, 2) !== townCode.slice(0, 2)) return "other-province";
  return cityPrefix(placeCode) === cityPrefix(townCode) ? "same-city" : "same-province";
}

export interface DivisionIndex {
  find(code: string): Division | undefined;
  /** Children in code order; the provinces when no code is given. */
  childrenOf(code?: string): readonly Division[];
  /** From the province down to the division itself; empty for an unknown code. */
  pathOf(code: string): readonly Division[];
  /** Best first: the name itself, then names beginning with the text, then names holding it. */
  search(text: string, limit?: number): readonly Division[];
}

function parentCode(code: string, known: ReadonlyMap<string, Division>): string | undefined {
  const level = levelOf(code);
  if (level === "province") return undefined;
  const province = `${code.slice(0, 2)}0000`;
  if (level === "city") return province;
  const city = `${code.slice(0, 4)}00`;
  // Districts of municipalities and counties directly under a province have no city between.
  return known.has(city) ? city : province;
}

const plain = (text: string) =>
  text
    .normalize("NFD")
    .replace(/[\u0300-\u036f']/g, "")
    .toLowerCase();

/** 0 for the name itself, 1 for its beginning, 2 for a part; undefined when the text is not in it. */
function closeness(division: Division, text: string): number | undefined {
  const names = [division.name, plain(division.nameEn ?? ""), division.code];
  const ranks = names.flatMap((name) => {
    const at = name.indexOf(text);
    if (at < 0) return [];
    return [name === text ? 0 : at === 0 ? 1 : 2];
  });
  return ranks.length > 0 ? Math.min(...ranks) : undefined;
}

/**
 * An index over the rows of `towns/divisions.json`, with {@link abroad} added.
 * Searching for several words (`四川 高坪`, `sichuan gaoping`) asks that the last be in the name and
 * the others in the names above it.
 */
export function indexDivisions(rows: readonly Division[]): DivisionIndex {
  const byCode = new Map([...rows, abroad].map((division) => [division.code, division]));
  const all = [...byCode.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
  const children = new Map<string | undefined, Division[]>();
  for (const division of all) {
    const parent = parentCode(division.code, byCode);
    children.set(parent, [...(children.get(parent) ?? []), division]);
  }

  const find = (code: string) => byCode.get(code);
  const pathOf = (code: string): Division[] => {
    const division = byCode.get(code);
    if (!division) return [];
    const above = parentCode(code, byCode);
    return above === undefined ? [division] : [...pathOf(above), division];
  };
  const search = (text: string, limit = 20): Division[] => {
    const words = plain(text.trim()).split(/\s+/).filter(Boolean);
    const last = words.at(-1);
    if (last === undefined) return [];
    const isUnder = (division: Division) =>
      words
        .slice(0, -1)
        .every((word) => pathOf(division.code).some((d) => closeness(d, word) !== undefined));
    return all
      .map((division) => ({ division, rank: closeness(division, last) }))
      .filter((hit): hit is { division: Division; rank: number } => hit.rank !== undefined)
      .filter((hit) => isUnder(hit.division))
      .sort((a, b) => a.rank - b.rank)
      .slice(0, limit)
      .map((hit) => hit.division);
  };
  return { find, childrenOf: (code) => children.get(code) ?? [], pathOf, search };
}

/** The county of that name in the province of that name, when there is exactly one. */
export function countyNamed(
  index: DivisionIndex,
  county: string | undefined,
  province: string | undefined,
): Division | undefined {
  if (!county) return undefined;
  const named = index.search(county, 50).filter((division) => division.name === county);
  const inProvince = named.filter(
    (division) => !province || index.pathOf(division.code)[0]?.name === province,
  );
  return inProvince.length === 1 ? inProvince[0] : undefined;
}
