import type { Page, PageInput } from "@lianfang/core/kernel/page.ts";
import type { Instant } from "@lianfang/core/kernel/time.ts";
import type { HouseholdRow } from "@lianfang/core/registry/contract.ts";
import { lastOfPhone } from "@lianfang/core/registry/phone.ts";
import { orderKey, readSearch, type Search } from "@lianfang/core/registry/rules.ts";
import { sql } from "kysely";
import type { z } from "zod";
import type { QueryContext } from "../kernel/context.ts";
import { decodeCursor, toPage } from "../kernel/database/cursor.ts";
import type { Vault } from "../kernel/vault/vault.ts";
import { openPhone, phoneMasked, sealPhone, tailLength, vaultOf } from "./sealed.ts";
import {
  anyOf,
  areasNamed,
  areasSought,
  householdMatches,
  mostCandidates,
  mostCounted,
  within,
} from "./store.ts";

type ShownHousehold = z.infer<typeof HouseholdRow>;

export interface HouseholdFilter extends PageInput {
  search?: string | undefined;
  areaId?: string | undefined;
}

/** The fields of a household; null where the register knows nothing. */
export interface HouseholdFields {
  areaId: string;
  number: string;
  group: string | null;
  address: string | null;
  phone: string | null;
}

export interface HeldHousehold extends HouseholdFields {
  householdId: string;
  revision: number;
}

/** Households of the town within the call's reach; removed ones are not there. */
export function householdStore(context: QueryContext) {
  const { db, town, now } = context;

  return {
    async list(filter: HouseholdFilter): Promise<Page<ShownHousehold>> {
      const vault = await vaultOf(context);
      const found = await matching(context, vault, filter);
      const [rows, total] = await Promise.all([
        listed(found)
          .$if(filter.after !== undefined, (query) => {
            const [key, id] = decodeCursor(filter.after ?? "", 2);
            return query.where(sql<boolean>`(number_key, household_id) > (${key}, ${id}::uuid)`);
          })
          .orderBy("number_key")
          .orderBy("household_id")
          .limit(filter.limit + 1)
          .execute(),
        count(context, found),
      ]);
      const page = toPage(
        rows,
        filter.limit,
        (row) => [row.number_key, row.household_id],
        (row) => shown(row, vault),
      );
      return { ...page, total };
    },
    async show(householdId: string) {
      const row = await listed({ query: standing(context) })
        .where("household_id", "=", householdId)
        .executeTakeFirst();
      if (!row) return undefined;
      return {
        ...shown(row, await vaultOf(context)),
        revision: row.revision,
        createdAt: row.created_at,
        changedAt: row.changed_at,
      };
    },
    /** For a change: nobody else changes it before the transaction ends. */
    async hold(householdId: string): Promise<HeldHousehold | undefined> {
      const row = await standing(context)
        .select(["household_id", "area_id", "number", "villagers_group", "address", "phone"])
        .select("revision")
        .where("household_id", "=", householdId)
        .forUpdate()
        .executeTakeFirst();
      if (!row) return undefined;
      return {
        householdId: row.household_id,
        areaId: row.area_id,
        number: row.number,
        group: row.villagers_group,
        address: row.address,
        phone: openPhone(await vaultOf(context), row.phone) ?? null,
        revision: row.revision,
      };
    },
    /** Whether another household, anywhere in the town, has the number. */
    async isNumberTaken(number: string, besides?: string): Promise<boolean> {
      const row = await db
        .selectFrom("household")
        .select("household_id")
        .where("town_id", "=", town.townId)
        .where("removed_at", "is", null)
        .where("number", "=", number)
        .$if(besides !== undefined, (query) => query.where("household_id", "!=", besides ?? ""))
        .executeTakeFirst();
      return row !== undefined;
    },
    async insert(householdId: string, fields: HouseholdFields): Promise<void> {
      await db
        .insertInto("household")
        .values({
          town_id: town.townId,
          household_id: householdId,
          ...columnsOf(fields, await vaultOf(context)),
          created_at: now,
          changed_at: now,
          removed_at: null,
        })
        .execute();
    },
    /** Its members move with it. */
    async update(householdId: string, fields: HouseholdFields): Promise<void> {
      const columns = columnsOf(fields, await vaultOf(context));
      await db
        .updateTable("household")
        .set({ ...columns, changed_at: now, revision: sql<number>`revision + 1` })
        .where("town_id", "=", town.townId)
        .where("household_id", "=", householdId)
        .execute();
      await db
        .updateTable("resident")
        .set({ area_id: columns.area_id, number_key: columns.number_key })
        .where("town_id", "=", town.townId)
        .where("household_id", "=", householdId)
        .execute();
    },
    async countMembers(householdId: string): Promise<number> {
      const row = await db
        .selectFrom("resident")
        .select(({ fn }) => fn.countAll<number>().as("members"))
        .where("town_id", "=", town.townId)
        .where("household_id", "=", householdId)
        .where("removed_at", "is", null)
        .executeTakeFirstOrThrow();
      return row.members;
    },
    async remove(householdId: string): Promise<void> {
      await mark(context, householdId, now);
    },
    /** A household that was removed after its last member had been. */
    removed: (householdId: string) =>
      db
        .selectFrom("household")
        .select("number")
        .where("town_id", "=", town.townId)
        .where("household_id", "=", householdId)
        .where("removed_at", "is not", null)
        .executeTakeFirst(),
    async restore(householdId: string): Promise<void> {
      await mark(context, householdId, null);
    },
    /** A household at the very address, for somebody new there. */
    async at(place: { areaId: string; group: string | null; address: string }) {
      const rows = await standing(context)
        .select("household_id")
        .where("area_id", "=", place.areaId)
        .where(sql<boolean>`search_folded(address) = search_folded(${place.address})`)
        .where(sql<boolean>`villagers_group is not distinct from ${place.group}`)
        .limit(2)
        .execute();
      return rows.length === 1 ? rows[0]?.household_id : undefined;
    },
  };
}

function standing({ db, town, reach }: QueryContext) {
  return db
    .selectFrom("household")
    .where("household.town_id", "=", town.townId)
    .where("household.removed_at", "is", null)
    .$if(!reach.all, (query) => query.where("household.area_id", "=", within(reach)));
}

type Standing = ReturnType<typeof standing>;

async function matching(
  context: QueryContext,
  vault: Vault,
  filter: HouseholdFilter,
): Promise<{ query: Standing }> {
  const areaIds = await areasSought(context, filter.areaId);
  const search = readSearch(filter.search);
  let query = standing(context);
  if (areaIds) query = query.where("household.area_id", "=", anyOf(areaIds));
  if (search) {
    const byTail = await idsByTail(context, vault, search);
    const areas = await areasNamed(context, search);
    query = query.where(householdMatches(context.town.townId, search, areas, byTail));
  }
  // A builder is not to be awaited; inside an object it travels unharmed.
  return { query };
}

/** Households whose telephone number ends so. */
async function idsByTail(
  context: QueryContext,
  vault: Vault,
  { tail }: Search,
): Promise<readonly string[]> {
  if (tail === undefined) return [];
  const rows = await standing(context)
    .select(["household_id", "phone"])
    .where("phone_tail", "=", vault.blind("phone-tail", tail.slice(-tailLength)))
    .limit(mostCandidates)
    .execute();
  return rows
    .filter(({ phone }) => lastOfPhone(openPhone(vault, phone) ?? "", tail.length) === tail)
    .map((row) => row.household_id);
}

function listed({ query }: { query: Standing }) {
  return query
    .innerJoin("area", (join) =>
      join
        .onRef("area.town_id", "=", "household.town_id")
        .onRef("area.area_id", "=", "household.area_id"),
    )
    .select([
      "household_id",
      "number",
      "number_key",
      "household.area_id",
      "area.name as area_name",
      "villagers_group",
      "address",
      "phone",
      "revision",
      "created_at",
      "changed_at",
    ])
    .select((household) => {
      const members = household
        .selectFrom("resident")
        .whereRef("resident.town_id", "=", "household.town_id")
        .whereRef("resident.household_id", "=", "household.household_id")
        .where("resident.removed_at", "is", null);
      return [
        members.select(({ fn }) => fn.countAll<number>().as("members")).as("members"),
        members
          .select("resident.name")
          .where("resident.relation", "=", "head")
          .orderBy("resident.resident_id")
          .limit(1)
          .as("head_name"),
      ];
    });
}

type ListedRow = Awaited<ReturnType<ReturnType<typeof listed>["executeTakeFirstOrThrow"]>>;

function shown(row: ListedRow, vault: Vault): ShownHousehold {
  return {
    householdId: row.household_id,
    number: row.number,
    areaId: row.area_id,
    areaName: row.area_name,
    group: row.villagers_group ?? undefined,
    address: row.address ?? undefined,
    headName: row.head_name ?? undefined,
    phoneMasked: phoneMasked(vault, row.phone),
    members: row.members ?? 0,
  };
}

async function count({ db }: QueryContext, { query }: { query: Standing }): Promise<number> {
  const { total } = await db
    .selectFrom(query.select("household_id").limit(mostCounted).as("found"))
    .select(({ fn }) => fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  return total;
}

function columnsOf(fields: HouseholdFields, vault: Vault) {
  return {
    area_id: fields.areaId,
    number: fields.number,
    number_key: orderKey(fields.number),
    villagers_group: fields.group,
    address: fields.address,
    ...sealPhone(vault, fields.phone ?? undefined),
  };
}

async function mark({ db, town, now }: QueryContext, householdId: string, at: Instant | null) {
  await db
    .updateTable("household")
    .set({ removed_at: at, changed_at: now, revision: sql<number>`revision + 1` })
    .where("town_id", "=", town.townId)
    .where("household_id", "=", householdId)
    .execute();
}
