/** How many rows each value of a filter would find, beside the filters that are set. */
import { type FilterKind, optionsOf, severalIn } from "@lianfang/core/kernel/list-filters.ts";
import { type RawBuilder, type SelectQueryBuilder, sql } from "kysely";
import type { Tables } from "../database/tables.ts";

export interface Counted {
  filter: string;
  value: string;
  count: number;
}

/** A list as its counts are asked for. */
export interface CountedList<Name extends string, Table extends keyof Tables> {
  filters: readonly Name[];
  kindOf(name: Name): FilterKind;
  /** The rows, leaving out how some filters are set. */
  without(names: readonly Name[]): Promise<{ query: SelectQueryBuilder<Tables, Table, object> }>;
  /** Counted in a pass of its own: it is set, or chooses among all rows. */
  isApart(name: Name): boolean;
  conditionFor(name: Name, value: string): RawBuilder<boolean> | undefined;
  /** Of a filter by values as they were entered: where they stand. */
  valuesOf(name: Name): RawBuilder<string>;
}

/** Of values as they were entered the commonest are told. */
const mostValues = 60;

/**
 * A filter's own setting does not narrow what is offered beside it; those that are not set share one
 * pass over the rows.
 * @param of names of filters, joined by commas
 */
export async function filterCounts<Name extends string, Table extends keyof Tables>(
  list: CountedList<Name, Table>,
  of: string,
): Promise<{ counts: Counted[] }> {
  const asked = severalIn(of).flatMap((text) => list.filters.find((one) => one === text) ?? []);
  const together = asked.filter((name) => !list.isApart(name));
  const apart = asked.filter((name) => list.isApart(name)).map((name) => [name]);
  const counts = await Promise.all(
    [together, ...apart].flatMap((names) => [
      optionCounts(list, names),
      ...names
        .filter((name) => list.kindOf(name).kind === "value")
        .map((name) => valueCounts(list, name)),
    ]),
  );
  return { counts: counts.flat() };
}

async function optionCounts<Name extends string, Table extends keyof Tables>(
  list: CountedList<Name, Table>,
  names: readonly Name[],
): Promise<Counted[]> {
  const options = names.flatMap((filter) =>
    optionsOf(list.kindOf(filter)).map((value) => ({ filter, value })),
  );
  if (options.length === 0) return [];
  const { query } = await list.without(names);
  const columns = options.map(({ filter, value }, at) => {
    const condition = list.conditionFor(filter, value) ?? sql<boolean>`true`;
    return sql<number>`count(*) filter (where ${condition})`.as(`n${at}`);
  });
  const row: Partial<Record<string, number>> = await query
    .select(columns)
    .executeTakeFirstOrThrow();
  return options.map((option, at) => ({ ...option, count: row[`n${at}`] ?? 0 }));
}

/** The commonest first. */
async function valueCounts<Name extends string, Table extends keyof Tables>(
  list: CountedList<Name, Table>,
  filter: Name,
): Promise<Counted[]> {
  const { query } = await list.without([filter]);
  const value = list.valuesOf(filter);
  const rows = await query
    .select([value.as("value"), sql<number>`count(*)`.as("count")])
    .where(sql<boolean>`${value} is not null`)
    .groupBy(sql`1`)
    .orderBy(sql`2`, "desc")
    .orderBy(sql`1`)
    .limit(sql.lit(mostValues))
    .execute();
  return rows.map(({ value: text, count }) => ({ filter, value: text, count }));
}
