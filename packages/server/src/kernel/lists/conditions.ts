/** What a filter demands of a column, by its kind. */

import type { ColumnKind } from "@lianfang/core/kernel/list.ts";
import {
  daysIn,
  type FilterKind,
  numbersIn,
  severalIn,
} from "@lianfang/core/kernel/list-filters.ts";
import { type Day, instantAt } from "@lianfang/core/kernel/time.ts";
import { type RawBuilder, sql } from "kysely";
import { anyOf } from "../database/any-of.ts";

export interface Calendar {
  /** The town's. */
  today: Day;
  timeZone: string;
}

const nothing = sql<boolean>`false`;

/**
 * @param text as the filter's kind understands it, but for areas, which need asking what lies under
 * @param column compared as what it is shown as: instants by the town's days
 */
export function conditionOn(
  column: RawBuilder<unknown>,
  { filter, column: shownAs }: { filter: FilterKind; column?: ColumnKind },
  text: string,
  calendar: Calendar,
): RawBuilder<boolean> {
  switch (filter.kind) {
    case "area":
      return sql`${column} = ${text}::uuid`;
    case "presence":
      return text === "yes" ? sql`${column} is not null` : sql`${column} is null`;
    case "choice":
    case "value":
      return oneOf(column, text, filter.kind === "choice" && filter.isOptional);
    case "numbers":
      return between(column, numbersIn(text));
    case "days":
      return shownAs === "instant"
        ? withinDays(column, text, calendar)
        : between(column, daysIn(text, calendar.today));
    case "division":
      return sql`${column} like ${`${text}%`}`;
  }
}

function oneOf(column: RawBuilder<unknown>, text: string, isOptional: boolean) {
  if (isOptional && text === "any") return sql<boolean>`${column} is not null`;
  if (isOptional && text === "none") return sql<boolean>`${column} is null`;
  return sql<boolean>`${column} = ${anyOf(severalIn(text), "text")}`;
}

/** @param range open where a side is not said */
function between(
  column: RawBuilder<unknown>,
  range: { from?: string | number; to?: string | number } | undefined,
): RawBuilder<boolean> {
  if (!range) return nothing;
  return both(
    range.from === undefined ? undefined : sql`${column} >= ${range.from}`,
    range.to === undefined ? undefined : sql`${column} <= ${range.to}`,
  );
}

function withinDays(
  column: RawBuilder<unknown>,
  text: string,
  { today, timeZone }: Calendar,
): RawBuilder<boolean> {
  const range = daysIn(text, today);
  if (!range) return nothing;
  const { from, to } = range;
  return both(
    from === undefined
      ? undefined
      : sql`${column} >= ${instantAt(from, "00:00", timeZone)}::timestamptz`,
    to === undefined
      ? undefined
      : sql`${column} < ${instantAt(to, "24:00", timeZone)}::timestamptz`,
  );
}

function both(...sides: (RawBuilder<boolean> | undefined)[]): RawBuilder<boolean> {
  return sql<boolean>`(${sql.join(
    sides.filter((side) => side !== undefined),
    sql` and `,
  )})`;
}
