/** Areas by the names registers give them: with and without 村, 社区, the town's name and spaces. */

export interface NamedArea {
  areaId: string;
  parentId?: string | undefined;
  kind: "town" | "village" | "community" | "grid";
  name: string;
  nameEn: string;
}

export interface NearArea {
  areaId: string;
  name: string;
}

export type AreaFound =
  | { is: "found"; areaId: string; name: string; group?: string }
  /** Several areas go by that name. */
  | { is: "ambiguous"; near: NearArea[] }
  /** None does; `near` holds areas whose names differ little. */
  | { is: "unknown"; near: NearArea[] };

export interface AreaNames {
  find(text: string): AreaFound;
  /** The one area whose name stands somewhere in a text, as in a title; the longest name counts. */
  findIn(text: string): NearArea | undefined;
  nameOf(areaId: string): string;
  /** Whether an area is the other one or lies in it. */
  isIn(areaId: string, otherId: string): boolean;
}

const numerals = "一二三四五六七八九";

/** 三 → 3, 十二 → 12, 二十 → 20: villages and groups are numbered either way. */
function arabic(text: string): string {
  return text.replace(
    /[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]/g,
    (word) => {
      const [tens = "", ones = ""] = word.includes("十") ? word.split("十") : ["0", word];
      const value = (sign: string, empty: number) =>
        sign === "" ? empty : sign === "0" ? 0 : numerals.indexOf(sign) + 1;
      return String(value(tens, 1) * 10 + value(ones, 0));
    },
  );
}

const endings =
  /(村民委员会|居民委员会|村委会|居委会|行政村|社区居委会|社区|村|village|community)$/;

function key(text: string, townNames: readonly string[]): string {
  const plain = arabic(
    text
      .normalize("NFKC")
      .toLowerCase()
      .replace(/[\s·.,()（）'’"“”_-]/g, ""),
  );
  const prefix = townNames.find((name) => plain.startsWith(name) && plain.length > name.length);
  const own = prefix ? plain.slice(prefix.length) : plain;
  const short = own.replace(endings, "").replace(/^第(?=\d)/, "");
  return short === "" ? own : short;
}

const withGroup = /^(.+?[村区会]|.+?)(第?[一二三四五六七八九十\d]+(?:村民)?(?:小组|组|队))$/;

/** Changes of one character that make one text of the other. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const swap = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}

const mostNear = 3;
/** What is longer is an address, and like no name. */
const longestName = 30;

export interface NameKnowledge {
  /** What somebody said a name means, by the name as it stands in the file. */
  chosen?: ReadonlyMap<string, string> | undefined;
  /** How a text sounds, in Latin letters: names are often written with another character of one sound. */
  soundOf?: ((text: string) => string) | undefined;
}

function nearArea({ areaId, name }: NamedArea): NearArea {
  return { areaId, name };
}

/**
 * @param areas all areas of the town; the town itself is no place for a household
 * @param townNames names that may stand before an area's: the town's, the county's
 */
export function indexAreaNames(
  areas: readonly NamedArea[],
  townNames: readonly string[],
  { chosen, soundOf = (text) => text }: NameKnowledge = {},
): AreaNames {
  const prefixes = townNames.map((name) => name.toLowerCase()).filter(Boolean);
  const places = areas.filter((area) => area.kind !== "town");
  const byId = new Map(areas.map((area) => [area.areaId, area]));
  const exact = new Map<string, Set<NamedArea>>();
  const loose = new Map<string, Set<NamedArea>>();
  const add = (map: Map<string, Set<NamedArea>>, name: string, area: NamedArea) => {
    if (name) map.set(name, (map.get(name) ?? new Set()).add(area));
  };
  for (const area of places) {
    const parent = area.parentId ? byId.get(area.parentId) : undefined;
    const above = parent && parent.kind !== "town" ? parent.name : "";
    for (const name of [area.name, area.nameEn, above + area.name]) {
      add(exact, name.normalize("NFKC").replace(/\s/g, ""), area);
      add(loose, key(name, prefixes), area);
    }
  }

  const keyed = places.map((area) => {
    const own = key(area.name, prefixes);
    return { area, own, ownSound: soundOf(own) };
  });
  const near = (text: string): NearArea[] => {
    if (text.length > longestName) return [];
    const sought = key(text, prefixes);
    const sound = soundOf(sought);
    const measured = keyed.map(({ area, own, ownSound }) => {
      const isPart = own.length > 1 && (sought.includes(own) || own.includes(sought));
      const isHeardAlike = sound !== "" && sound === ownSound;
      const away = isHeardAlike ? 0.5 : isPart ? 1 : distance(sought, own);
      return { area, away, length: own.length };
    });
    const close = measured.filter(
      ({ away, length }) => away <= 2 && away < Math.max(length, sought.length),
    );
    // A village stands for its grids, which bear its name.
    const ids = new Set(close.map(({ area }) => area.areaId));
    return close
      .filter(({ area }) => !ids.has(area.parentId ?? ""))
      .sort((a, b) => a.away - b.away)
      .slice(0, mostNear)
      .map(({ area }) => nearArea(area));
  };
  const lookUp = (text: string): AreaFound | undefined => {
    const found =
      exact.get(text.normalize("NFKC").replace(/\s/g, "")) ?? loose.get(key(text, prefixes));
    const [only] = found ?? [];
    if (!found || !only) return undefined;
    if (found.size > 1) return { is: "ambiguous", near: [...found].map(nearArea) };
    return { is: "found", areaId: only.areaId, name: only.name };
  };
  const find = (text: string): AreaFound => {
    const said = byId.get(chosen?.get(text) ?? "");
    if (said) return { is: "found", areaId: said.areaId, name: said.name };
    const whole = lookUp(text);
    if (whole) return whole;
    const [, areaText, group] = withGroup.exec(text.replace(/\s/g, "")) ?? [];
    const part = areaText === undefined ? undefined : lookUp(areaText);
    if (part?.is === "found" && group !== undefined) return { ...part, group };
    return part ?? { is: "unknown", near: near(text) };
  };
  const findIn = (text: string): NearArea | undefined => {
    const plain = text.normalize("NFKC").replace(/\s/g, "");
    const inside = places
      .filter(({ kind, name }) => kind !== "grid" && name.length > 1 && plain.includes(name))
      .sort((a, b) => b.name.length - a.name.length);
    const [longest, next] = inside;
    if (!longest || (next && !longest.name.includes(next.name))) return undefined;
    return nearArea(longest);
  };
  const isIn = (areaId: string, otherId: string): boolean => {
    if (areaId === otherId) return true;
    const above = byId.get(areaId)?.parentId;
    return above !== undefined && isIn(above, otherId);
  };
  const known = new Map<string, AreaFound>();
  return {
    nameOf: (areaId) => byId.get(areaId)?.name ?? "",
    isIn,
    findIn,
    find(text) {
      const found = known.get(text) ?? find(text);
      known.set(text, found);
      return found;
    },
  };
}
