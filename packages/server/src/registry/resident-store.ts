import type { Page, PageInput } from "@lianfang/core/kernel/page.ts";
import { type Day, townDay } from "@lianfang/core/kernel/time.ts";
import type {
  Relation,
  Residence,
  Resident,
  ResidentRow,
  Sex,
  Vulnerability,
} from "@lianfang/core/registry/contract.ts";
import { lastOfIdentityNumber } from "@lianfang/core/registry/identity-number.ts";
import { lastOfPhone } from "@lianfang/core/registry/phone.ts";
import {
  ageOn,
  bornAfter,
  bornBy,
  readSearch,
  type Search,
} from "@lianfang/core/registry/rules.ts";
import { type Selectable, sql } from "kysely";
import type { z } from "zod";
import type { QueryContext } from "../kernel/context.ts";
import { decodeCursor, toPage } from "../kernel/database/cursor.ts";
import type { Vault } from "../kernel/vault/vault.ts";
import {
  identityMasked,
  openIdentity,
  openPhone,
  phoneMasked,
  sealIdentity,
  sealPhone,
  tailLength,
  vaultOf,
} from "./sealed.ts";
import {
  anyOf,
  areasSought,
  mostCandidates,
  mostCounted,
  residentMatches,
  within,
} from "./store.ts";
import type { ResidentTable } from "./tables.ts";

export interface ResidentFilter extends PageInput {
  search?: string | undefined;
  areaId?: string | undefined;
  sex?: z.infer<typeof Sex> | undefined;
  ageFrom?: number | undefined;
  ageTo?: number | undefined;
  residence?: z.infer<typeof Residence> | undefined;
  vulnerability?: z.infer<typeof Vulnerability> | undefined;
}

/** The fields of a resident; null where the register knows nothing. */
export interface ResidentFields {
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
}

/** Residents of the town within the call's reach. */
export function residentStore(context: QueryContext) {
  const { db, town, now } = context;
  const today = townDay(now, town.timeZone);

  return {
    async list(filter: ResidentFilter): Promise<Page<ResidentRow>> {
      const vault = await vaultOf(context);
      const found = await matching(context, vault, filter, today);
      const [rows, total] = await Promise.all([
        listed(found)
          .$if(filter.after !== undefined, (query) => {
            const [key, rank, id] = decodeCursor(filter.after ?? "", 3);
            return query.where(
              sql<boolean>`(resident.number_key, relation_rank, resident_id) > (${key}, ${rank}::int, ${id}::uuid)`,
            );
          })
          .orderBy("resident.number_key")
          .orderBy("relation_rank")
          .orderBy("resident_id")
          .limit(filter.limit + 1)
          .execute(),
        count(context, found),
      ]);
      const page = toPage(
        rows,
        filter.limit,
        (row) => [row.number_key, row.relation_rank, row.resident_id],
        (row) => shown(row, vault, today),
      );
      return { ...page, total };
    },
    async show(residentId: string): Promise<z.infer<typeof Resident> | undefined> {
      const row = await listed({ query: everybody(context) })
        .where("resident_id", "=", residentId)
        .executeTakeFirst();
      if (!row) return undefined;
      const { removed_at: at, removal_reason: reason } = row;
      return {
        ...shown(row, await vaultOf(context), today),
        note: row.note ?? undefined,
        revision: row.revision,
        createdAt: row.created_at,
        changedAt: row.changed_at,
        removed: at && reason ? { at, reason } : undefined,
      };
    },
    async members(householdId: string): Promise<ResidentRow[]> {
      const vault = await vaultOf(context);
      const rows = await listed({ query: standing(context) })
        .where("resident.household_id", "=", householdId)
        .orderBy("relation_rank")
        .orderBy("resident_id")
        .execute();
      return rows.map((row) => shown(row, vault, today));
    },
    /** Whether still on the register or not. */
    async byId(residentIds: readonly string[]): Promise<ResidentRow[]> {
      const vault = await vaultOf(context);
      const rows = await listed({ query: everybody(context) })
        .where("resident_id", "=", anyOf(residentIds))
        .execute();
      return rows.map((row) => shown(row, vault, today));
    },
    /** Ids of those on the register that a search finds, at most `limit`, in the register's order. */
    async idsFound(search: string, limit: number): Promise<string[]> {
      const found = await matching(context, await vaultOf(context), { search, limit }, today);
      const rows = await found.query
        .select(["resident_id"])
        .orderBy("resident.number_key")
        .orderBy("relation_rank")
        .orderBy("resident_id")
        .limit(limit)
        .execute();
      return rows.map((row) => row.resident_id);
    },
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
        .where(
          sql<boolean>`search_grams(name) @> search_wanted(${name}) and search_folded(name) = search_folded(${name})`,
        )
        .limit(mostCandidates)
        .execute();
      return rows.map((row) => held(row, vault));
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
    },
    async update(residentId: string, fields: ResidentFields): Promise<void> {
      const columns = columnsOf(fields, await vaultOf(context));
      const place = await placeOf(context, fields.householdId);
      await change(context, residentId)
        .set({ ...place, ...columns })
        .execute();
    },
    async remove(residentId: string, reason: "moved-away" | "died" | "entered-by-mistake") {
      await change(context, residentId).set({ removed_at: now, removal_reason: reason }).execute();
    },
    /** Past days still count the resident as absent. */
    async restore(residentId: string): Promise<void> {
      const absences = sql<string>`absences + tstzmultirange(tstzrange(removed_at, ${now}))`;
      await change(context, residentId)
        .set({ removed_at: null, removal_reason: null, absences })
        .execute();
    },
  };
}

function everybody({ db, town, reach }: QueryContext) {
  return db
    .selectFrom("resident")
    .where("resident.town_id", "=", town.townId)
    .$if(!reach.all, (query) => query.where("resident.area_id", "=", within(reach)));
}

type Everybody = ReturnType<typeof everybody>;

function standing(context: QueryContext): Everybody {
  return everybody(context).where("resident.removed_at", "is", null);
}

async function matching(
  context: QueryContext,
  vault: Vault,
  filter: ResidentFilter,
  today: Day,
): Promise<{ query: Everybody }> {
  const { sex, ageFrom, ageTo, residence, vulnerability } = filter;
  const areaIds = await areasSought(context, filter.areaId);
  const search = readSearch(filter.search);
  const byTail = search ? await idsByTail(context, vault, search) : [];
  let query = standing(context);
  if (areaIds) query = query.where("resident.area_id", "=", anyOf(areaIds));
  if (sex) query = query.where("sex", "=", sex);
  if (residence) query = query.where("residence", "=", residence);
  if (ageFrom !== undefined) query = query.where("birthday", "<=", bornBy(ageFrom, today));
  if (ageTo !== undefined) query = query.where("birthday", ">", bornAfter(ageTo, today));
  if (vulnerability)
    query = query.where(
      sql<boolean>`vulnerabilities <> '{}' and vulnerabilities @> array[${vulnerability}]`,
    );
  if (search) query = query.where(residentMatches(context.town.townId, search, byTail));
  // A builder is not to be awaited; inside an object it travels unharmed.
  return { query };
}

/** Residents whose telephone or identity number ends so. */
async function idsByTail(
  context: QueryContext,
  vault: Vault,
  { tail }: Search,
): Promise<readonly string[]> {
  if (tail === undefined) return [];
  const end = tail.slice(-tailLength);
  const rows = await standing(context)
    .select(["resident_id", "identity", "phone"])
    .where(({ eb, or }) =>
      or([
        eb("identity_tail", "=", vault.blind("identity-number-tail", end)),
        eb("phone_tail", "=", vault.blind("phone-tail", end)),
      ]),
    )
    .limit(mostCandidates)
    .execute();
  const endsSo = ({ identity, phone }: (typeof rows)[number]) =>
    lastOfIdentityNumber(openIdentity(vault, identity) ?? "", tail.length) === tail ||
    lastOfPhone(openPhone(vault, phone) ?? "", tail.length) === tail;
  return rows.filter(endsSo).map((row) => row.resident_id);
}

function listed({ query }: { query: Everybody }) {
  return query
    .innerJoin("household", (join) =>
      join
        .onRef("household.town_id", "=", "resident.town_id")
        .onRef("household.household_id", "=", "resident.household_id"),
    )
    .innerJoin("area", (join) =>
      join
        .onRef("area.town_id", "=", "resident.town_id")
        .onRef("area.area_id", "=", "resident.area_id"),
    )
    .selectAll("resident")
    .select(["household.number", "villagers_group", "address", "area.name as area_name"]);
}

type ListedRow = Awaited<ReturnType<ReturnType<typeof listed>["executeTakeFirstOrThrow"]>>;

function shown(row: ListedRow, vault: Vault, today: Day): ResidentRow {
  return {
    residentId: row.resident_id,
    householdId: row.household_id,
    householdNumber: row.number,
    name: row.name,
    sex: row.sex,
    birthday: row.birthday ?? undefined,
    age: row.birthday ? ageOn(row.birthday, today) : undefined,
    identityMasked: identityMasked(vault, row.identity),
    phoneMasked: phoneMasked(vault, row.phone),
    areaId: row.area_id,
    areaName: row.area_name,
    group: row.villagers_group ?? undefined,
    address: row.address ?? undefined,
    relation: row.relation,
    residence: row.residence,
    occupation: row.occupation ?? undefined,
    vulnerabilities: row.vulnerabilities,
  };
}

async function count({ db }: QueryContext, { query }: { query: Everybody }): Promise<number> {
  const { total } = await db
    .selectFrom(query.select("resident_id").limit(mostCounted).as("found"))
    .select(({ fn }) => fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  return total;
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
    revision: row.revision,
    isRemoved: row.removed_at !== null,
  };
}

function columnsOf(fields: ResidentFields, vault: Vault) {
  return {
    household_id: fields.householdId,
    name: fields.name,
    sex: fields.sex,
    birthday: fields.birthday,
    ...sealIdentity(vault, fields.identityNumber ?? undefined),
    ...sealPhone(vault, fields.phone ?? undefined),
    relation: fields.relation,
    residence: fields.residence,
    occupation: fields.occupation,
    vulnerabilities: fields.vulnerabilities,
    note: fields.note,
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
