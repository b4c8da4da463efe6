/** Which residents a list is of. */

import type { ColumnKind, FilterOf } from "@lianfang/core/kernel/list.ts";
import { type FilterKind, numbersIn, severalIn } from "@lianfang/core/kernel/list-filters.ts";
import { townDay } from "@lianfang/core/kernel/time.ts";
import { type ResidentFilters, residentList } from "@lianfang/core/registry/resident-list.ts";
import { bornAfter, bornBy, guardedIfBornAfter } from "@lianfang/core/registry/rules.ts";
import { readSearch } from "@lianfang/core/registry/search.ts";
import { type RawBuilder, sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import { type Calendar, conditionOn } from "../kernel/lists/conditions.ts";
import { type Everybody, everybody } from "./resident-store.ts";
import { residentFound, residentsSought } from "./search-store.ts";
import { areasSought } from "./store.ts";

export interface ResidentChoice extends ResidentFilters {
  search?: string | undefined;
}

type Name = FilterOf<typeof residentList>;

/**
 * Residents by search and filters; on the register, unless those off it are asked for.
 * @param isEither takes both: for counting how many of each there are
 */
export async function residentsChosen(
  context: QueryContext,
  { search: typed, ...filters }: ResidentChoice,
  isEither = false,
): Promise<{ query: Everybody }> {
  const areaIds = await areasSought(context, filters.areaId);
  const search = readSearch(typed);
  const conditions = residentList.filters.flatMap(
    (name) => residentCondition(context, name, filters[name]) ?? [],
  );
  const isRemoved = filters.removed !== undefined;
  let query = everybody(context);
  if (!isEither) query = query.where("resident.removed_at", isRemoved ? "is not" : "is", null);
  // What became part of another record is nobody of their own any more.
  if (isEither || isRemoved) query = query.where("resident.merged_into", "is", null);
  if (areaIds) query = query.where("resident.area_id", "=", anyOf(areaIds));
  for (const condition of conditions) query = query.where(condition);
  if (search)
    query = query.where(
      await (isEither
        ? residentFound(context, search)
        : residentsSought(context, search, isRemoved)),
    );
  // A builder is not to be awaited; inside an object it travels unharmed.
  return { query };
}

/** What one filter demands; undefined for one that is not set, and for areas. */
export function residentCondition(
  { now, town }: QueryContext,
  name: Name,
  text: string | undefined,
): RawBuilder<boolean> | undefined {
  if (!text || name === "areaId") return undefined;
  const field: { filter: FilterKind; column?: ColumnKind } = residentList.fields[name];
  const calendar = { today: townDay(now, town.timeZone), timeZone: town.timeZone };
  const special = specials[name];
  return special ? special(text, calendar) : conditionOn(columnOf(name), field, text, calendar);
}

/** Columns that are not called as their filter is. */
const columns: Partial<Record<Name, string>> = {
  identityNumber: "identity",
  registered: "registered_division",
  living: "living_division",
  entered: "created_at",
  changed: "changed_at",
  removed: "removal_reason",
};

function columnOf(name: Name): RawBuilder<unknown> {
  const column = columns[name] ?? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return sql.ref(`resident.${column}`);
}

const hasPhone = sql<boolean>`(resident.phone is not null or exists (
  select from household
  where household.town_id = resident.town_id and household.household_id = resident.household_id
    and household.phone is not null))`;
const hasProxy = sql<boolean>`(resident.proxy_resident_id is not null or resident.proxy_name is not null)`;

/** Filters that are more than a comparison with a column. */
const specials: Partial<Record<Name, (text: string, calendar: Calendar) => RawBuilder<boolean>>> = {
  age: (text, { today }) => {
    const { from = 0, to } = numbersIn(text) ?? {};
    const isOld = sql<boolean>`resident.birthday <= ${bornBy(from, today)}`;
    return to === undefined
      ? isOld
      : sql<boolean>`(${isOld} and resident.birthday > ${bornAfter(to, today)})`;
  },
  vulnerability: (text) => {
    if (text === "none") return sql`resident.vulnerabilities = '{}'`;
    // As in the index: most people have none.
    const some = sql<boolean>`resident.vulnerabilities <> '{}'`;
    return text === "any"
      ? some
      : sql`(${some} and resident.vulnerabilities && ${severalIn(text)}::text[])`;
  },
  group: (text) => sql`exists (
    select from household
    where household.town_id = resident.town_id and household.household_id = resident.household_id
      and household.villagers_group = ${anyOf(severalIn(text), "text")})`,
  phone: (text) => where(hasPhone, text),
  proxy: (text) => where(hasProxy, text),
  lacksGuardian: (text, { today }) =>
    where(
      sql<boolean>`(resident.birthday > ${guardedIfBornAfter(today)} and not ${hasProxy}) is true`,
      text,
    ),
};

function where(condition: RawBuilder<boolean>, text: string): RawBuilder<boolean> {
  return text === "yes" ? condition : sql<boolean>`not ${condition}`;
}
