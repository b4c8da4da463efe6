/** What modules keep of residents, for the register, which can't look up the shelf. */
import type { Db } from "./database/database.ts";

export interface TieScope {
  db: Db;
  town: { townId: string };
}

export interface Tie {
  /** `<module>.<what>`, as `screening.arrivals`. */
  name: string;
  /**
   * How many of them each resident has, whoever may see them; who has none may be left out. What was
   * recorded of a record that became part of a resident's counts as the resident's.
   */
  count(scope: TieScope, residentIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
}

/** What residents are tied by: the names of the ties with how many, for those that have any. */
export async function tiesOf(
  { kernel: { ties }, ...scope }: TieScope & { kernel: { ties: readonly Tie[] } },
  residentIds: readonly string[],
): Promise<Map<string, { name: string; count: number }[]>> {
  const found = new Map<string, { name: string; count: number }[]>();
  if (residentIds.length === 0) return found;
  for (const tie of ties) {
    for (const [residentId, count] of await tie.count(scope, residentIds)) {
      const others = found.get(residentId) ?? [];
      if (count > 0) found.set(residentId, [...others, { name: tie.name, count }]);
    }
  }
  return found;
}
