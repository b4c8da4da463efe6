import type { Instant } from "@lianfang/core/kernel/time.ts";
import { orderKey } from "@lianfang/core/registry/rules.ts";
import { sql } from "kysely";
import type { CommandContext, QueryContext } from "../kernel/context.ts";
import type { Vault } from "../kernel/vault/vault.ts";
import { keepBefore, keepCreated } from "./change-store.ts";
import { openPhone, sealPhone, vaultOf } from "./sealed.ts";
import { within } from "./store.ts";

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

/** Households of the town within the call's reach, one by one; removed ones are not there. */
export function householdStore(context: CommandContext) {
  const { db, town, now } = context;

  return {
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
      await keepCreated(context, "household", [householdId]);
    },
    /** Its members move with it. */
    async update(householdId: string, fields: HouseholdFields): Promise<void> {
      const columns = columnsOf(fields, await vaultOf(context));
      await keepBefore(context, "household", [householdId], "edited");
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
      await keepBefore(context, "household", [householdId], "removed");
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
      await keepBefore(context, "household", [householdId], "restored");
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

/** On the register or not. */
export function everyHousehold({ db, town, reach }: QueryContext) {
  return db
    .selectFrom("household")
    .where("household.town_id", "=", town.townId)
    .$if(!reach.all, (query) => query.where("household.area_id", "=", within(reach)));
}

export type Households = ReturnType<typeof everyHousehold>;

/** Not removed. */
export function standing(context: QueryContext): Households {
  return everyHousehold(context).where("household.removed_at", "is", null);
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
