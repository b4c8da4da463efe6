/** What modules keep of the register's records, for the register, which can't look up the shelf. */
import type { Db } from "./database/database.ts";

export interface TieScope {
  db: Db;
  town: { townId: string };
}

/** The register's records that others may be tied to. */
export type TiedKind = "household" | "resident" | "premises";

export interface Tie {
  /** `<module>.<what>`, as `screening.arrivals`. */
  name: string;
  /** What kind of record it is kept of. */
  of: TiedKind;
  /** What it is called, as 到镇记录. */
  words(none: object, options: { locale: "zh-CN" | "en" }): string;
  /** Who has one has to be let go of it before leaving the register among many others. */
  isBinding?: true;
  /**
   * How many of them each record has, whoever may see them; which has none may be left out. What was
   * recorded of a resident that became part of another counts as the other's.
   */
  count(scope: TieScope, ids: readonly string[]): Promise<ReadonlyMap<string, number>>;
}

/** Counts by the record's id, as a query gives them. */
export function countsIn(rows: readonly { id: string; count: number }[]): Map<string, number> {
  return new Map(rows.map(({ id, count }) => [id, count]));
}

/** What records are tied by: the names of the ties with how many, for those that have any. */
export async function tiesOf(
  { kernel: { ties }, ...scope }: TieScope & { kernel: { ties: readonly Tie[] } },
  kind: TiedKind,
  ids: readonly string[],
): Promise<Map<string, { name: string; count: number }[]>> {
  const found = new Map<string, { name: string; count: number }[]>();
  if (ids.length === 0) return found;
  for (const tie of ties.filter(({ of }) => of === kind)) {
    for (const [id, count] of await tie.count(scope, ids)) {
      const others = found.get(id) ?? [];
      if (count > 0) found.set(id, [...others, { name: tie.name, count }]);
    }
  }
  return found;
}

/** Those of the residents whom something binds. */
export async function boundAmong(
  { kernel: { ties }, ...scope }: TieScope & { kernel: { ties: readonly Tie[] } },
  residentIds: readonly string[],
): Promise<Set<string>> {
  const kernel = { ties: ties.filter(({ isBinding }) => isBinding) };
  return new Set((await tiesOf({ kernel, ...scope }, "resident", residentIds)).keys());
}
