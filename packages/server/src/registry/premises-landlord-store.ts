/** Of whom rented dwellings are rented, and how many rent there. */
import type { Grant } from "@lianfang/core/kernel/access.ts";
import { peopleReaders } from "@lianfang/core/registry/people.ts";
import type { SearchWord } from "@lianfang/core/registry/search.ts";
import { type RawBuilder, sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { nameKeys, nameQuery } from "./search-key-store.ts";
import { within } from "./store.ts";

const linked = sql`
  premises_person link
  join known_resident known on known.town_id = link.town_id and known.known_as = link.resident_id
  join resident on resident.town_id = known.town_id and resident.resident_id = known.resident_id
  where link.town_id = premises.town_id and link.premises_id = premises.premises_id
    and link.ended_at is null and resident.removed_at is null`;

/** How many rent `premises` now. */
export const tenantsThere = sql<number>`(
  select count(distinct known.resident_id) from ${linked} and link.role = 'tenant')`;

/**
 * The names of who lets `premises`: those of the register the caller may read of, else, of a rented
 * dwelling, who is in charge.
 */
export function landlordOf(context: QueryContext): RawBuilder<string | null> {
  return sql<string | null>`coalesce(
    (select string_agg(named.name, '、' order by named.name) from (
      select distinct known.resident_id, resident.name from ${linked}
        and link.role = 'landlord' and ${mayBeReadOf(context)}) named),
    case when premises.kind = 'rented-dwelling' then premises.in_charge_name end)`;
}

/** Let by somebody of the register whose name the word is, or is the pinyin of; the caller may read of them. */
export function letBy(context: QueryContext, word: SearchWord): RawBuilder<boolean> {
  const { townId } = context.town;
  return sql<boolean>`premises.premises_id = any(array(
    select link.premises_id from resident
    join known_resident known on known.town_id = resident.town_id
      and known.resident_id = resident.resident_id
    join premises_person link on link.town_id = known.town_id and link.resident_id = known.known_as
    where resident.town_id = ${townId} and ${nameKeys} @@ ${nameQuery(townId, word)}::tsquery
      and resident.removed_at is null and link.role = 'landlord' and link.ended_at is null
      and ${mayBeReadOf(context)}))`;
}

/** Not everybody who may read of premises may read of people. */
function mayBeReadOf({ actor, reach, town }: QueryContext): RawBuilder<boolean> {
  const here = reach.all ? sql<boolean>`true` : sql<boolean>`resident.area_id = ${within(reach)}`;
  if (actor.is === "system") return here;
  const counting = actor.grants.filter(isOfPeople);
  if (counting.some(({ scopeKind }) => scopeKind === "town")) return here;
  const under = counting.flatMap((grant) =>
    grant.scopeKind === "town"
      ? []
      : [
          sql`select unnest(areas_under(${town.townId}::uuid, ${grant.scopeKind}, ${grant.scopeId}::uuid))`,
        ],
  );
  if (under.length === 0) return sql<boolean>`false`;
  return sql<boolean>`(${here} and resident.area_id in (${sql.join(under, sql` union `)}))`;
}

function isOfPeople({ role }: Grant): boolean {
  return peopleReaders.who === "held" && peopleReaders.roles.includes(role);
}
