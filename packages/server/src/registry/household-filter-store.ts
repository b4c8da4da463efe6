/** Which households a list is of. */
import type { ColumnKind, FilterOf } from "@lianfang/core/kernel/list.ts";
import { type FilterKind, numbersIn } from "@lianfang/core/kernel/list-filters.ts";
import { townDay } from "@lianfang/core/kernel/time.ts";
import { type HouseholdFilters, householdList } from "@lianfang/core/registry/household-list.ts";
import { readSearch } from "@lianfang/core/registry/search.ts";
import { type RawBuilder, sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import { conditionOn } from "../kernel/lists/conditions.ts";
import { everyHousehold, type Households } from "./household-store.ts";
import { householdsSought } from "./search-store.ts";
import { areasSought } from "./store.ts";

export interface HouseholdChoice extends HouseholdFilters {
  search?: string | undefined;
}

type Name = FilterOf<typeof householdList>;

/**
 * Households by search and filters; on the register, unless those off it are asked for.
 * @param isEither takes both: for counting how many of each there are
 */
export async function householdsChosen(
  context: QueryContext,
  { search: typed, ...filters }: HouseholdChoice,
  isEither = false,
): Promise<{ query: Households }> {
  const areaIds = await areasSought(context, filters.areaId);
  const search = readSearch(typed);
  const conditions = householdList.filters.flatMap(
    (name) => householdCondition(context, name, filters[name]) ?? [],
  );
  const isRemoved = filters.removed === "yes";
  let query = everyHousehold(context);
  if (!isEither) query = query.where("household.removed_at", isRemoved ? "is not" : "is", null);
  if (areaIds) query = query.where("household.area_id", "=", anyOf(areaIds));
  for (const condition of conditions) query = query.where(condition);
  if (search) query = query.where(await householdsSought(context, search));
  // A builder is not to be awaited; inside an object it travels unharmed.
  return { query };
}

/** What one filter demands; undefined for one that is not set, and for areas. */
export function householdCondition(
  { now, town }: QueryContext,
  name: Name,
  text: string | undefined,
): RawBuilder<boolean> | undefined {
  if (!text || name === "areaId") return undefined;
  const special = specials[name];
  if (special) return special(text);
  const field: { filter: FilterKind; column?: ColumnKind } = householdList.fields[name];
  const calendar = { today: townDay(now, town.timeZone), timeZone: town.timeZone };
  return conditionOn(sql.ref(`household.${columns[name] ?? name}`), field, text, calendar);
}

/** Columns that are not called as their filter is. */
const columns: Partial<Record<Name, string>> = {
  group: "villagers_group",
  entered: "created_at",
  changed: "changed_at",
  removed: "removed_at",
};

const members = sql`from resident
  where resident.town_id = household.town_id and resident.household_id = household.household_id
    and resident.removed_at is null`;

function holds(somebody: RawBuilder<unknown>, text: string): RawBuilder<boolean> {
  const found = sql<boolean>`exists (select ${members} and ${somebody})`;
  return text === "yes" ? found : sql<boolean>`not ${found}`;
}

/** Filters that are more than a comparison with a column. */
const specials: Partial<Record<Name, (text: string) => RawBuilder<boolean>>> = {
  head: (text) => holds(sql`resident.relation = 'head'`, text),
  vulnerable: (text) => holds(sql`resident.vulnerabilities <> '{}'`, text),
  members: (text) => {
    const { from = 0, to } = numbersIn(text) ?? {};
    const count = sql<number>`(select count(*) ${members})`;
    return to === undefined
      ? sql<boolean>`${count} >= ${from}`
      : sql<boolean>`${count} between ${from} and ${to}`;
  },
};
