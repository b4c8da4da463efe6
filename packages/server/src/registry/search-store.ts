/** Searching the register: which residents and households the words typed may mean. */
import { lastOfIdentityNumber } from "@lianfang/core/registry/identity-number.ts";
import { lastOfPhone } from "@lianfang/core/registry/phone.ts";
import { folded, type Search, type SearchWord } from "@lianfang/core/registry/search.ts";
import { type RawBuilder, sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { standing as standingHouseholds } from "./household-store.ts";
import { everybody } from "./resident-store.ts";
import { openIdentity, openPhone, tailLength, vaultOf } from "./sealed.ts";
import {
  characterQuery,
  householdKeys,
  householdText,
  nameKeys,
  nameQuery,
} from "./search-key-store.ts";
import { anyOf, atMost } from "./store.ts";

/** Candidates of a search by last digits that are opened and compared. */
const mostCandidates = 2_000;

/**
 * The condition that `resident` is one of those sought, on the register or off it: each word in the
 * name, as its pinyin or initials, in the household's number, group, address or area, or as the end
 * of a telephone or identity number.
 */
export async function residentsSought(
  context: QueryContext,
  search: Search,
): Promise<RawBuilder<boolean>> {
  const { townId } = context.town;
  const areas = await areasNamed(context, search);
  const conditions = await Promise.all(
    search.map(async (word) => {
      const ways = [sql<boolean>`${nameKeys} @@ ${nameQuery(townId, word)}::tsquery`];
      if (!word.isOneCharacter) {
        ways.push(sql`resident.household_id = any(array(${householdsHolding(townId, word)}))`);
      }
      const areaIds = areas.filter(({ name }) => isNamed(name, word)).map(({ areaId }) => areaId);
      if (areaIds.length > 0) ways.push(sql`resident.area_id = ${anyOf(areaIds)}`);
      const byTail = await residentsByTail(context, word);
      if (byTail.length > 0) ways.push(sql`resident.resident_id = ${anyOf(byTail)}`);
      return sql<boolean>`(${sql.join(ways, sql` or `)})`;
    }),
  );
  return allOf(conditions);
}

/**
 * The condition that `household` is one of those sought: each word in its number, group, address or
 * area, its head's name, or as the end of its telephone number.
 */
export async function householdsSought(
  context: QueryContext,
  search: Search,
): Promise<RawBuilder<boolean>> {
  const { townId } = context.town;
  const areas = await areasNamed(context, search);
  const conditions = await Promise.all(
    search.map(async (word) => {
      const heads = sql`
        select resident.household_id from resident
        where resident.town_id = ${townId} and resident.removed_at is null
          and resident.relation = 'head'
          and ${nameKeys} @@ ${nameQuery(townId, word)}::tsquery`;
      const held = word.isOneCharacter
        ? heads
        : sql`${householdsHolding(townId, word)} union all ${heads}`;
      const ways = [sql<boolean>`household.household_id = any(array(${held}))`];
      const areaIds = areas.filter(({ name }) => isNamed(name, word)).map(({ areaId }) => areaId);
      if (areaIds.length > 0) ways.push(sql`household.area_id = ${anyOf(areaIds)}`);
      const byTail = await householdsByTail(context, word);
      if (byTail.length > 0) ways.push(sql`household.household_id = ${anyOf(byTail)}`);
      return sql<boolean>`(${sql.join(ways, sql` or `)})`;
    }),
  );
  return allOf(conditions);
}

/**
 * The same for a list of what belongs to residents: they are found first, by their indexes, and the
 * list is asked for them.
 */
export async function residentFound(
  context: QueryContext,
  search: Search,
): Promise<RawBuilder<boolean>> {
  return sql<boolean>`resident.resident_id = any(array(
    select resident.resident_id from resident
    where resident.town_id = ${context.town.townId}
      and ${await residentsSought(context, search)}))`;
}

function allOf(conditions: readonly RawBuilder<boolean>[]): RawBuilder<boolean> {
  return sql<boolean>`(${sql.join(conditions, sql` and `)})`;
}

/**
 * Ids of households in whose texts the word stands. A list of its own: within a condition joined by
 * "or" the comparison would be made with every row the other ways find.
 */
function householdsHolding(townId: string, { text }: SearchWord): RawBuilder<unknown> {
  return sql`
    select household.household_id from household
    where household.town_id = ${townId} and household.removed_at is null
      and ${householdKeys} @@ ${characterQuery(townId, text)}::tsquery
      and strpos(search_folded(${householdText}), ${text}) > 0`;
}

interface NamedArea {
  areaId: string;
  name: string;
}

function isNamed(name: string, { text, isOneCharacter }: SearchWord): boolean {
  return !isOneCharacter && folded(name).includes(text);
}

/**
 * Areas whose name holds one of the words. Asked for beforehand, so that the planner knows how few
 * they are: none, mostly.
 */
async function areasNamed({ db, town }: QueryContext, search: Search): Promise<NamedArea[]> {
  const words = search.filter(({ isOneCharacter }) => !isOneCharacter).map(({ text }) => text);
  if (words.length === 0) return [];
  const rows = await db
    .selectFrom("area")
    .select(["area_id", "name"])
    .where("town_id", "=", town.townId)
    .where("kind", "!=", "town")
    .where(
      sql<boolean>`exists (select from unnest(${words}::text[]) word
        where strpos(search_folded(area.name), word) > 0)`,
    )
    .execute();
  return rows.map((row) => ({ areaId: row.area_id, name: row.name }));
}

/** Residents whose identity number ends so, or the telephone number by which they are reached. */
async function residentsByTail(
  context: QueryContext,
  { tail }: SearchWord,
): Promise<readonly string[]> {
  if (tail === undefined) return [];
  const vault = await vaultOf(context);
  const end = tail.slice(-tailLength);
  const phoneTail = vault.blind("phone-tail", end);
  const sharing = sql<string>`any(array(
    select household_id from household
    where town_id = ${context.town.townId} and removed_at is null and phone_tail = ${phoneTail}))`;
  const rows = await everybody(context)
    .innerJoin("household", (join) =>
      join
        .onRef("household.town_id", "=", "resident.town_id")
        .onRef("household.household_id", "=", "resident.household_id"),
    )
    .select(["resident_id", "identity"])
    .select(({ fn }) => fn.coalesce("resident.phone", "household.phone").as("phone"))
    .where(({ eb, or }) =>
      or([
        eb("identity_tail", "=", vault.blind("identity-number-tail", end)),
        eb("resident.phone_tail", "=", phoneTail),
        eb("resident.household_id", "=", sharing),
      ]),
    )
    .limit(atMost(mostCandidates))
    .execute();
  const endsSo = ({ identity, phone }: (typeof rows)[number]) =>
    lastOfIdentityNumber(openIdentity(vault, identity) ?? "", tail.length) === tail ||
    lastOfPhone(openPhone(vault, phone) ?? "", tail.length) === tail;
  return rows.filter(endsSo).map((row) => row.resident_id);
}

async function householdsByTail(
  context: QueryContext,
  { tail }: SearchWord,
): Promise<readonly string[]> {
  if (tail === undefined) return [];
  const vault = await vaultOf(context);
  const rows = await standingHouseholds(context)
    .select(["household_id", "phone"])
    .where("phone_tail", "=", vault.blind("phone-tail", tail.slice(-tailLength)))
    .limit(atMost(mostCandidates))
    .execute();
  return rows
    .filter(({ phone }) => lastOfPhone(openPhone(vault, phone) ?? "", tail.length) === tail)
    .map((row) => row.household_id);
}
