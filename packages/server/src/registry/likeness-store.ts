/** Residents who may be one: those like somebody described, and pairs among all. */
import type { Day } from "@lianfang/core/kernel/time.ts";
import type { Sex } from "@lianfang/core/registry/people.ts";
import type { Likened } from "@lianfang/core/registry/same-person.ts";
import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import type { QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import { atMost, within } from "./store.ts";
import "./tables.ts";

/** A resident as far as likeness goes; numbers as their digests, which are equal when they are. */
export interface LikenedRow extends Likened {
  residentId: string;
  removed: string | undefined;
}

/** So many who share something with somebody described are compared. */
const mostCompared = 2_000;
/** So many pairs are compared in a sweep; a register with more has other troubles. */
export const mostPairs = 20_000;

export interface LikenessQuestion {
  identityBlind: Buffer | undefined;
  phoneBlind: Buffer | undefined;
  name: string;
  pinyin: string;
  householdId: string | undefined;
  besides: string | undefined;
}

/**
 * Residents, on the register or off it, whose identity number, name as it is read, telephone number
 * or household is the one asked for.
 */
export async function residentsLike(
  context: QueryContext,
  { identityBlind, phoneBlind, name, pinyin, householdId, besides }: LikenessQuestion,
): Promise<LikenedRow[]> {
  const { db, town } = context;
  const same = (column: string, value: unknown, type: string) =>
    value === undefined
      ? []
      : [
          sql`
        select resident_id from resident
        where town_id = ${town.townId} and removed_at is null
          and ${sql.ref(column)} = ${value}::${sql.raw(type)}`,
        ];
  const ways = [
    ...same("identity_blind", identityBlind, "bytea"),
    ...same("phone_blind", phoneBlind, "bytea"),
    ...same("household_id", householdId, "uuid"),
    ...(name === "" ? [] : calledAlike(town.townId, name, pinyin)),
    ...(phoneBlind ? [ofHouseholdsWith(town.townId, phoneBlind)] : []),
  ];
  if (ways.length === 0) return [];
  const { rows } = await sql<Row>`
    select ${likened}
    from (${sql.join(ways, sql` union `)}) as found
    join resident on resident.resident_id = found.resident_id ${withHousehold}
    where resident.town_id = ${town.townId} and resident.merged_into is null
      ${reached(context)}
      ${besides === undefined ? sql`` : sql`and resident.resident_id <> ${besides}`}
    limit ${atMost(mostCompared)}`.execute(db);
  return rows.map(likenedFrom);
}

/** Residents by id, in the order of the ids. */
export async function likenedById(
  context: QueryContext,
  residentIds: readonly string[],
): Promise<LikenedRow[]> {
  const { rows } = await sql<Row>`
    select ${likened} from resident ${withHousehold}
    where resident.town_id = ${context.town.townId} and resident.resident_id = ${anyOf(residentIds)}
      ${reached(context)}`.execute(context.db);
  const people = rows.map(likenedFrom);
  return residentIds.flatMap((id) => people.filter(({ residentId }) => residentId === id));
}

/** Whether somebody outside the reach has the identity number; more is not told of them. */
export async function isIdentityElsewhere(
  { db, town, reach }: QueryContext,
  identityBlind: Buffer,
): Promise<boolean> {
  if (reach.all) return false;
  const row = await db
    .selectFrom("resident")
    .select("resident_id")
    .where("town_id", "=", town.townId)
    .where("removed_at", "is", null)
    .where("identity_blind", "=", identityBlind)
    .where("area_id", "!=", sql<string>`all(${[...reach.areaIds]}::uuid[])`)
    .executeTakeFirst();
  return row !== undefined;
}

/** By how the name is read; of those off the register, who come back, by the name itself. */
function calledAlike(townId: string, name: string, pinyin: string): RawBuilder<unknown>[] {
  return [
    sql`
      select resident_id from resident
      where town_id = ${townId} and removed_at is null and name_pinyin = ${pinyin}`,
    sql`
      select resident_id from resident
      where town_id = ${townId} and removed_at is not null and merged_into is null
        and search_folded(name) = search_folded(${name})`,
  ];
}

function ofHouseholdsWith(townId: string, phoneBlind: Buffer): RawBuilder<unknown> {
  return sql`
    select resident.resident_id from resident
    join household on household.town_id = resident.town_id
      and household.household_id = resident.household_id
    where household.town_id = ${townId} and household.removed_at is null
      and household.phone_blind = ${phoneBlind} and resident.removed_at is null`;
}

export interface LikenedPair {
  one: LikenedRow;
  other: LikenedRow;
}

/**
 * Pairs on the register that share enough to be compared. Two who both have identity numbers are
 * two; so every pair has one without, and those are mostly few.
 */
export async function pairsLike(
  context: QueryContext,
  areaIds: readonly string[] | undefined,
): Promise<LikenedPair[]> {
  const { db, town } = context;
  const { townId } = town;
  const standing = sql`resident.town_id = ${townId} and resident.removed_at is null
    ${reached(context)}
    ${areaIds ? sql`and resident.area_id = ${anyOf(areaIds)}` : sql``}`;
  const { rows } = await sql<{ one: Row; other: Row }>`
    with nameless as materialized (
      select resident.resident_id, resident.household_id, resident.name_pinyin,
        resident.birthday, ${phone} as phone, resident.area_id, ${roof} as roof
      from resident ${withHousehold}
      where ${standing} and resident.identity_blind is null
    ), pair as (
      ${sql.join(waysToPairs(standing), sql` union `)}
    ), apart as (
      select distinct least(one_id, other_id) as one_id, greatest(one_id, other_id) as other_id
      from pair where one_id <> other_id
    )
    select to_jsonb(one) as "one", to_jsonb(other) as "other"
    from apart
    cross join lateral (${likenedOne(townId, sql`apart.one_id`)}) as one
    cross join lateral (${likenedOne(townId, sql`apart.other_id`)}) as other
    where not exists (
      select from different_people different
      where different.town_id = ${townId} and different.one_id = apart.one_id
        and different.other_id = apart.other_id)
    order by apart.one_id, apart.other_id
    limit ${atMost(mostPairs)}`.execute(db);
  return rows.map(({ one, other }) => ({ one: likenedFrom(one), other: likenedFrom(other) }));
}

/**
 * What two must share to be compared: with less than this nobody is like enough. Each way begins with
 * one who has no identity number and finds others by an index.
 */
function waysToPairs(standing: RawBuilder<unknown>): RawBuilder<unknown>[] {
  const pairs = sql`select one.resident_id as one_id, resident.resident_id as other_id
    from nameless one`;
  const bornAlike = sql`resident.birthday = one.birthday`;
  return [
    sql`${pairs}
      join resident on resident.name_pinyin = one.name_pinyin ${withHousehold}
      where ${standing} and one.name_pinyin <> all(array['', '~'])
        and (${bornAlike} or resident.household_id = one.household_id or ${phone} = one.phone
          or (resident.area_id = one.area_id and ${roof} = one.roof))`,
    sql`${pairs}
      join resident on resident.household_id = one.household_id
      where ${standing} and ${bornAlike}`,
    sql`${pairs}
      join resident on resident.phone_blind = one.phone
      where ${standing} and ${bornAlike}`,
    sql`${pairs}
      join household on household.phone_blind = one.phone and household.removed_at is null
      join resident on resident.town_id = household.town_id
        and resident.household_id = household.household_id and resident.phone_blind is null
      where ${standing} and ${bornAlike}`,
  ];
}

function likenedOne(townId: string, residentId: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select ${likened} from resident ${withHousehold}
    where resident.town_id = ${townId} and resident.resident_id = ${residentId}`;
}

/** By which somebody is reached. */
const phone = sql`coalesce(resident.phone_blind, household.phone_blind)`;

/** Under which one lives, within an area; the rule compares it more closely. */
const roof = sql`(coalesce(household.villagers_group, '') || ' ' || replace(household.address, ' ', ''))`;

interface Row {
  resident_id: string;
  household_id: string;
  area_id: string;
  name: string;
  pinyin: string;
  sex: z.infer<typeof Sex>;
  birthday: Day | null;
  /** Digests, in hexadecimal digits. */
  identity: string | null;
  phone: string | null;
  villagers_group: string | null;
  address: string | null;
  removal_reason: string | null;
}

const likened = sql`resident.resident_id, resident.household_id, resident.area_id, resident.name,
  resident.name_pinyin as pinyin, resident.sex, resident.birthday, resident.removal_reason,
  encode(resident.identity_blind, 'hex') as identity,
  encode(${phone}, 'hex') as phone,
  household.villagers_group, household.address`;

const withHousehold = sql`join household on household.town_id = resident.town_id
  and household.household_id = resident.household_id`;

function reached({ reach }: QueryContext): RawBuilder<unknown> {
  return reach.all ? sql`` : sql`and resident.area_id = ${within(reach)}`;
}

function likenedFrom(row: Row): LikenedRow {
  return {
    residentId: row.resident_id,
    removed: row.removal_reason ?? undefined,
    name: row.name,
    pinyin: row.pinyin,
    identityNumber: row.identity,
    sex: row.sex,
    birthday: row.birthday,
    phone: row.phone,
    householdId: row.household_id,
    areaId: row.area_id,
    group: row.villagers_group,
    address: row.address,
  };
}
