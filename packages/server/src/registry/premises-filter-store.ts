/** Which premises a list is of. */
import type { ColumnKind, FilterOf } from "@lianfang/core/kernel/list.ts";
import { type FilterKind, numbersIn } from "@lianfang/core/kernel/list-filters.ts";
import { townDay } from "@lianfang/core/kernel/time.ts";
import { type PremisesFilters, premisesList } from "@lianfang/core/registry/premises-list.ts";
import { readSearch } from "@lianfang/core/registry/search.ts";
import { type RawBuilder, sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import { conditionOn } from "../kernel/lists/conditions.ts";
import { filterCounts } from "../kernel/lists/counts.ts";
import { landlordOf, tenantsThere } from "./premises-landlord-store.ts";
import { premisesSought } from "./premises-search-store.ts";
import { type EveryPremises, everyPremises } from "./premises-store.ts";
import { areasSought } from "./store.ts";

export interface PremisesChoice extends PremisesFilters {
  search?: string | undefined;
}

type Name = FilterOf<typeof premisesList>;

/**
 * Premises by search and filters; on the register, unless those off it are asked for.
 * @param isEither takes both: for counting how many of each there are
 */
export async function premisesChosen(
  context: QueryContext,
  { search: typed, ...filters }: PremisesChoice,
  isEither = false,
): Promise<{ query: EveryPremises }> {
  const areaIds = await areasSought(context, filters.areaId);
  const search = readSearch(typed);
  const conditions = premisesList.filters.flatMap(
    (name) => premisesCondition(context, name, filters[name]) ?? [],
  );
  let query = everyPremises(context);
  if (!isEither && !filters.removed) query = query.where("premises.removed_at", "is", null);
  if (areaIds) query = query.where("premises.area_id", "=", anyOf(areaIds));
  for (const condition of conditions) query = query.where(condition);
  if (search) query = query.where(await premisesSought(context, search));
  // A builder is not to be awaited; inside an object it travels unharmed.
  return { query };
}

/** What one filter demands; undefined for one that is not set, and for areas. */
function premisesCondition(
  context: QueryContext,
  name: Name,
  text: string | undefined,
): RawBuilder<boolean> | undefined {
  if (!text || name === "areaId") return undefined;
  if (name === "people") return between(peopleThere, text);
  if (name === "tenants") return between(tenantsThere, text);
  const { now, town } = context;
  const field: { filter: FilterKind; column?: ColumnKind } = premisesList.fields[name];
  const calendar = { today: townDay(now, town.timeZone), timeZone: town.timeZone };
  const column =
    name === "landlord" ? landlordOf(context) : sql.ref(`premises.${columns[name] ?? name}`);
  return conditionOn(column, field, text, calendar);
}

/** Columns that are not called as their filter is. */
const columns: Partial<Record<Name, string>> = {
  creditCode: "credit_code",
  inCharge: "in_charge_name",
  phone: "in_charge_phone",
  stateSince: "state_since",
  entered: "created_at",
  changed: "changed_at",
  removed: "removal_reason",
};

/** How many people of the register are at `premises` now, each counted once. */
export const peopleThere = sql<number>`(
  select count(distinct known.resident_id) from premises_person link
  join known_resident known on known.town_id = link.town_id and known.known_as = link.resident_id
  join resident on resident.town_id = known.town_id and resident.resident_id = known.resident_id
  where link.town_id = premises.town_id and link.premises_id = premises.premises_id
    and link.ended_at is null and resident.removed_at is null)`;

function between(count: RawBuilder<number>, text: string): RawBuilder<boolean> {
  const { from = 0, to } = numbersIn(text) ?? {};
  return to === undefined
    ? sql<boolean>`${count} >= ${from}`
    : sql<boolean>`${count} between ${from} and ${to}`;
}

/** How many premises each value of some filters would find. */
export function premisesCounts(
  context: QueryContext,
  { of, ...choice }: PremisesChoice & { of: string },
) {
  return filterCounts<Name, "premises">(
    {
      filters: premisesList.filters,
      kindOf: (name) => premisesList.fields[name].filter,
      isApart: (name) => Boolean(choice[name]) || name === "removed",
      without: (names) => {
        const unset = Object.fromEntries(names.map((name) => [name, undefined]));
        return premisesChosen(context, { ...choice, ...unset }, names.includes("removed"));
      },
      conditionFor: (name, value) => premisesCondition(context, name, value),
      valuesOf: () => sql`premises.kind`,
    },
    of,
  );
}
