import type { Day } from "@lianfang/core/kernel/time.ts";
import type { Circumstances } from "@lianfang/core/registry/circumstances.ts";
import type { Relation, Residence, Sex, Vulnerability } from "@lianfang/core/registry/people.ts";
import { type Selectable, sql } from "kysely";
import type { z } from "zod";
import type { CommandContext, QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import type { Vault } from "../kernel/vault/vault.ts";
import { keepBefore, keepCreated } from "./change-store.ts";
import { circumstancesColumns, circumstancesFrom } from "./circumstances-columns.ts";
import { pinyinOf } from "./name-pinyin.ts";
import { openIdentity, openPhone, sealIdentity, sealPhone, vaultOf } from "./sealed.ts";
import { isCalled } from "./search-key-store.ts";
import { within } from "./store.ts";
import type { ResidentTable } from "./tables.ts";

/** The fields of a resident; null where the register knows nothing. */
export interface ResidentFields extends Circumstances {
  householdId: string;
  name: string;
  identityNumber: string | null;
  sex: z.infer<typeof Sex>;
  birthday: Day | null;
  phone: string | null;
  relation: z.infer<typeof Relation>;
  residence: z.infer<typeof Residence>;
  occupation: string | null;
  vulnerabilities: z.infer<typeof Vulnerability>[];
  note: string | null;
}

export interface HeldResident extends ResidentFields {
  residentId: string;
  areaId: string;
  revision: number;
  isRemoved: boolean;
  /** The record it became part of. */
  mergedInto: string | null;
}

/** So many of one name in one area are compared. */
const mostNamesakes = 2_000;

/** Residents of the town within the call's reach, one by one. */
export function residentStore(context: CommandContext) {
  const { db, town, now } = context;

  return {
    /** For a change: nobody else changes it before the transaction ends. */
    async hold(residentId: string): Promise<HeldResident | undefined> {
      const row = await everybody(context)
        .selectAll()
        .where("resident_id", "=", residentId)
        .forUpdate()
        .executeTakeFirst();
      return row && held(row, await vaultOf(context));
    },
    /** Who has this identity number in the town, outside the call's reach too: it is given once only. */
    async withIdentity(number: string): Promise<HeldResident | undefined> {
      const vault = await vaultOf(context);
      const row = await db
        .selectFrom("resident")
        .selectAll()
        .where("town_id", "=", town.townId)
        .where("removed_at", "is", null)
        .where("identity_blind", "=", vault.blind("identity-number", number))
        .executeTakeFirst();
      return row && held(row, vault);
    },
    /** Residents of an area by their very name. */
    async namesakes(areaId: string, name: string): Promise<HeldResident[]> {
      const vault = await vaultOf(context);
      const rows = await standing(context)
        .selectAll()
        .where("area_id", "=", areaId)
        .where(isCalled(town.townId, name))
        .limit(mostNamesakes)
        .execute();
      return rows.map((row) => held(row, vault));
    },
    /** Whether all of them are on the register and within reach. */
    async areThere(residentIds: readonly string[]): Promise<boolean> {
      const { found } = await standing(context)
        .select(({ fn }) => fn.countAll<number>().as("found"))
        .where("resident_id", "=", anyOf(residentIds))
        .executeTakeFirstOrThrow();
      return found === residentIds.length;
    },
    /** Those of them who are none yet become tenants who are here. */
    async becomeTenants(residentIds: readonly string[]): Promise<void> {
      const rows = await standing(context)
        .select("resident_id")
        .where("resident_id", "=", anyOf(residentIds))
        .where("tenancy", "is", null)
        .execute();
      const ids = rows.map((row) => row.resident_id);
      if (ids.length === 0) return;
      await keepBefore(context, "resident", ids, "edited");
      await db
        .updateTable("resident")
        .set({ tenancy: "stayed", changed_at: now, revision: sql<number>`revision + 1` })
        .where("town_id", "=", town.townId)
        .where("resident_id", "=", anyOf(ids))
        .execute();
    },
    /**
     * The telephone number by which somebody is reached: their own, else the household's. Also of
     * who lies outside the reach, for a proxy is called whatever village they live in.
     */
    async phoneOf(residentId: string): Promise<string | null> {
      const row = await db
        .selectFrom("resident")
        .innerJoin("household", (join) =>
          join
            .onRef("household.town_id", "=", "resident.town_id")
            .onRef("household.household_id", "=", "resident.household_id"),
        )
        .select(({ fn }) => fn.coalesce("resident.phone", "household.phone").as("phone"))
        .where("resident.town_id", "=", town.townId)
        .where("resident.resident_id", "=", residentId)
        .executeTakeFirst();
      return openPhone(await vaultOf(context), row?.phone ?? null) ?? null;
    },
    async insert(residentId: string, fields: ResidentFields): Promise<void> {
      const columns = columnsOf(fields, await vaultOf(context));
      const place = await placeOf(context, fields.householdId);
      await db
        .insertInto("resident")
        .values({
          town_id: town.townId,
          resident_id: residentId,
          ...place,
          ...columns,
          created_at: now,
          changed_at: now,
          removed_at: null,
          removal_reason: null,
        })
        .execute();
      await keepCreated(context, "resident", [residentId]);
    },
    async update(residentId: string, fields: ResidentFields): Promise<void> {
      const columns = columnsOf(fields, await vaultOf(context));
      const place = await placeOf(context, fields.householdId);
      await keepBefore(context, "resident", [residentId], "edited");
      await change(context, residentId)
        .set({ ...place, ...columns })
        .execute();
    },
    async remove(residentId: string, reason: "moved-away" | "died" | "entered-by-mistake") {
      await keepBefore(context, "resident", [residentId], "removed");
      await change(context, residentId).set({ removed_at: now, removal_reason: reason }).execute();
    },
    /** Past days still count the resident as absent. */
    async restore(residentId: string): Promise<void> {
      const absences = sql<string>`absences + tstzmultirange(tstzrange(removed_at, ${now}))`;
      await keepBefore(context, "resident", [residentId], "restored");
      await change(context, residentId)
        .set({ removed_at: null, removal_reason: null, absences })
        .execute();
    },
  };
}

/** On the register or not. */
export function everybody({ db, town, reach }: QueryContext) {
  return db
    .selectFrom("resident")
    .where("resident.town_id", "=", town.townId)
    .$if(!reach.all, (query) => query.where("resident.area_id", "=", within(reach)));
}

export type Everybody = ReturnType<typeof everybody>;

/** On the register. */
export function standing(context: QueryContext): Everybody {
  return everybody(context).where("resident.removed_at", "is", null);
}

type HeldRow = Selectable<ResidentTable>;

function held(row: HeldRow, vault: Vault): HeldResident {
  return {
    residentId: row.resident_id,
    householdId: row.household_id,
    areaId: row.area_id,
    name: row.name,
    identityNumber: openIdentity(vault, row.identity) ?? null,
    sex: row.sex,
    birthday: row.birthday,
    phone: openPhone(vault, row.phone) ?? null,
    relation: row.relation,
    residence: row.residence,
    occupation: row.occupation,
    vulnerabilities: row.vulnerabilities,
    note: row.note,
    ...circumstancesFrom(row, vault),
    revision: row.revision,
    isRemoved: row.removed_at !== null,
    mergedInto: row.merged_into,
  };
}

/** A resident as the table has one, but for what is repeated of the household. */
export function columnsOf(fields: ResidentFields, vault: Vault) {
  return {
    household_id: fields.householdId,
    name: fields.name,
    name_pinyin: pinyinOf(fields.name),
    sex: fields.sex,
    birthday: fields.birthday,
    ...sealIdentity(vault, fields.identityNumber ?? undefined),
    ...sealPhone(vault, fields.phone ?? undefined),
    relation: fields.relation,
    residence: fields.residence,
    occupation: fields.occupation,
    vulnerabilities: fields.vulnerabilities,
    note: fields.note,
    ...circumstancesColumns(fields, vault),
  };
}

/** What a resident repeats of the household; locked, so that it stays true to the end. */
async function placeOf({ db, town }: QueryContext, householdId: string) {
  return db
    .selectFrom("household")
    .select(["area_id", "number_key"])
    .where("town_id", "=", town.townId)
    .where("household_id", "=", householdId)
    .forShare()
    .executeTakeFirstOrThrow();
}

function change({ db, town, now }: QueryContext, residentId: string) {
  return db
    .updateTable("resident")
    .set({ changed_at: now, revision: sql<number>`revision + 1` })
    .where("town_id", "=", town.townId)
    .where("resident_id", "=", residentId);
}
