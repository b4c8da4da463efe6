/** Searching the register: which residents and households the words typed may mean. */
import { lastOfIdentityNumber } from "@lianfang/core/registry/identity-number.ts";
import { lastOfPhone } from "@lianfang/core/registry/phone.ts";
import { folded, type Search, type SearchWord } from "@lianfang/core/registry/search.ts";
import { type RawBuilder, sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
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
import { atMost } from "./store.ts";

/** Candidates of a search by last digits that are opened and compared. */
const mostCandidates = 2_000;

type Ids = RawBuilder<unknown>;

/**
 * The condition that `resident` is one of those sought: each word in the name, as its pinyin or
 * initials, in the household's number, group, address or area, or as the end of a telephone or
 * identity number.
 * @param isRemoved whether the list is of those off the register: the indexes tell them apart
 */
export async function residentsSought(
  context: QueryContext,
  search: Search,
  isRemoved: boolean,
): Promise<RawBuilder<boolean>> {
  const { townId } = context.town;
  const standing = sql`resident.removed_at is ${sql.raw(isRemoved ? "not null" : "null")}`;
  const conditions = await waysOf(context, search, {
    byName: (query) => sql<boolean>`${nameKeys} @@ ${query}::tsquery`,
    byPlace: (ids) => sql<boolean>`resident.household_id = any(array(${ids}))`,
    byArea: (ids) => sql<boolean>`resident.area_id = ${anyOf(ids)}`,
    byTail: async (word) => {
      const ids = await residentsByTail(context, word, standing);
      return ids.length > 0 ? sql<boolean>`resident.resident_id = ${anyOf(ids)}` : undefined;
    },
  });
  const [only] = conditions;
  if (conditions.length === 1 && only) return only;
  const sets = conditions.map(
    (condition) => sql`
      select resident.resident_id from resident
      where resident.town_id = ${townId} and ${standing} and ${condition}`,
  );
  return sql<boolean>`resident.resident_id = any(array(${sql.join(sets, sql` intersect `)}))`;
}

/**
 * The same for a list of what belongs to residents, on the register or off it: they are found first,
 * by their indexes, and the list is asked for them. Who is found under the name of a record that
 * became part of another is that other one.
 */
export async function residentFound(
  context: QueryContext,
  search: Search,
): Promise<RawBuilder<boolean>> {
  const found = async (isRemoved: boolean) => sql`
    select coalesce(resident.merged_into, resident.resident_id) from resident
    where resident.town_id = ${context.town.townId}
      and resident.removed_at is ${sql.raw(isRemoved ? "not null" : "null")}
      and ${await residentsSought(context, search, isRemoved)}`;
  const [standing, removed] = await Promise.all([found(false), found(true)]);
  return sql<boolean>`resident.resident_id = any(array(${standing} union all ${removed}))`;
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
  const conditions = await waysOf(context, search, {
    byName: (query) => sql<boolean>`household.household_id = any(array(
      select resident.household_id from resident
      where resident.town_id = ${townId} and resident.removed_at is null
        and resident.relation = 'head' and ${nameKeys} @@ ${query}::tsquery))`,
    byPlace: (ids) => sql<boolean>`household.household_id = any(array(${ids}))`,
    byArea: (ids) => sql<boolean>`household.area_id = ${anyOf(ids)}`,
    byTail: async (word) => {
      const ids = await householdsByTail(context, word);
      return ids.length > 0 ? sql<boolean>`household.household_id = ${anyOf(ids)}` : undefined;
    },
  });
  const [only] = conditions;
  if (conditions.length === 1 && only) return only;
  const sets = conditions.map(
    (condition) => sql`
      select household.household_id from household
      where household.town_id = ${townId} and ${condition}`,
  );
  return sql<boolean>`household.household_id = any(array(${sql.join(sets, sql` intersect `)}))`;
}

/** How a list is narrowed by what a word may be. */
interface Ways {
  byName(query: string): RawBuilder<boolean>;
  byPlace(householdIds: Ids): RawBuilder<boolean>;
  byArea(areaIds: readonly string[]): RawBuilder<boolean>;
  byTail(word: SearchWord): Promise<RawBuilder<boolean> | undefined>;
}

/**
 * What each word demands. Words that can only be names are one demand, which the index answers by
 * itself; the others are demands apart, each answered by indexes alone. Joined by "and" they would not
 * be: whatever one of them finds would be compared with the next, name by name.
 */
async function waysOf(
  context: QueryContext,
  search: Search,
  ways: Ways,
): Promise<RawBuilder<boolean>[]> {
  const { townId } = context.town;
  const [areas, inPlaces] = await Promise.all([
    areasNamed(context, search),
    wordsInPlaces(context, search),
  ]);
  const demands = await Promise.all(
    search.map(async (word) => {
      const areaIds = areas.filter(({ name }) => isNamed(name, word)).map(({ areaId }) => areaId);
      const others = [
        inPlaces.has(word.text) ? ways.byPlace(householdsWith(townId, word)) : undefined,
        areaIds.length > 0 ? ways.byArea(areaIds) : undefined,
        await ways.byTail(word),
      ].filter((way) => way !== undefined);
      return { name: nameQuery(townId, word), others };
    }),
  );
  const names = demands.filter(({ others }) => others.length === 0).map(({ name }) => name);
  const apart = demands.filter(({ others }) => others.length > 0);
  return [
    ...(names.length > 0 ? [ways.byName(names.join(" & "))] : []),
    ...apart.map(
      ({ name, others }) => sql<boolean>`(${sql.join([ways.byName(name), ...others], sql` or `)})`,
    ),
  ];
}

/** The words that stand in some household's number, group or address. */
async function wordsInPlaces({ db, town }: QueryContext, search: Search): Promise<Set<string>> {
  const words = search.map(({ text }) => text);
  const queries = words.map((text) => characterQuery(town.townId, text));
  const { rows } = await sql<{ text: string }>`
    select word.text from unnest(${words}::text[], ${queries}::text[]) as word (text, query)
    where exists (
      select from household
      where household.town_id = ${town.townId} and household.removed_at is null
        and ${householdKeys} @@ word.query::tsquery and ${stands(sql`word.text`)})`.execute(db);
  return new Set(rows.map((row) => row.text));
}

/** Ids of the households in whose texts the word stands. */
function householdsWith(townId: string, { text }: SearchWord): Ids {
  return sql`
    select household.household_id from household
    where household.town_id = ${townId} and household.removed_at is null
      and ${householdKeys} @@ ${characterQuery(townId, text)}::tsquery
      and ${stands(sql`${text}`)}`;
}

/** One character would be in all of them: it has to be the whole number, or the group's. */
function stands(text: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`case when length(${text}) > 1
    then strpos(search_folded(${householdText}), ${text}) > 0
    else household.number = ${text} or household.villagers_group in (${text}, ${text} || '组') end`;
}

interface NamedArea {
  areaId: string;
  name: string;
}

function isNamed(name: string, { text }: SearchWord): boolean {
  return [...text].length > 1 && folded(name).includes(text);
}

/**
 * Areas whose name holds one of the words. Asked for beforehand, so that the planner knows how few
 * they are: none, mostly.
 */
async function areasNamed({ db, town }: QueryContext, search: Search): Promise<NamedArea[]> {
  const words = search.map(({ text }) => text);
  const rows = await db
    .selectFrom("area")
    .select(["area_id", "name"])
    .where("town_id", "=", town.townId)
    .where("kind", "!=", "town")
    .where(
      sql<boolean>`exists (select from unnest(${words}::text[]) word
        where length(word) > 1 and strpos(search_folded(area.name), word) > 0)`,
    )
    .execute();
  return rows.map((row) => ({ areaId: row.area_id, name: row.name }));
}

/** Residents whose identity number ends so, or the telephone number by which they are reached. */
async function residentsByTail(
  context: QueryContext,
  { tail }: SearchWord,
  standing: RawBuilder<unknown>,
): Promise<readonly string[]> {
  if (tail === undefined) return [];
  const vault = await vaultOf(context);
  const end = tail.slice(-tailLength);
  const phoneTail = vault.blind("phone-tail", end);
  const sharing = sql<string>`any(array(
    select household_id from household
    where town_id = ${context.town.townId} and removed_at is null and phone_tail = ${phoneTail}))`;
  const candidates = everybody(context)
    .selectAll("resident")
    .where(sql<boolean>`${standing}`)
    .where(({ eb, or }) =>
      or([
        eb("identity_tail", "=", vault.blind("identity-number-tail", end)),
        eb("phone_tail", "=", phoneTail),
        eb("household_id", "=", sharing),
      ]),
    )
    .limit(atMost(mostCandidates));
  const rows = await context.db
    .selectFrom(candidates.as("resident"))
    .innerJoin("household", (join) =>
      join
        .onRef("household.town_id", "=", "resident.town_id")
        .onRef("household.household_id", "=", "resident.household_id"),
    )
    .select(["resident_id", "identity"])
    .select(({ fn }) => fn.coalesce("resident.phone", "household.phone").as("phone"))
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
