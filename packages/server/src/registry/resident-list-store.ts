import type { Page, PageInput } from "@lianfang/core/kernel/page.ts";
import { type Day, townDay } from "@lianfang/core/kernel/time.ts";
import { lastOfIdentityNumber } from "@lianfang/core/registry/identity-number.ts";
import type {
  Residence,
  Resident,
  ResidentRow,
  Sex,
  Vulnerability,
} from "@lianfang/core/registry/people.ts";
import { lastOfPhone } from "@lianfang/core/registry/phone.ts";
import {
  ageOn,
  bornAfter,
  bornBy,
  readSearch,
  type Search,
} from "@lianfang/core/registry/rules.ts";
import { sql } from "kysely";
import type { z } from "zod";
import type { QueryContext } from "../kernel/context.ts";
import { decodeCursor, toPage } from "../kernel/database/cursor.ts";
import type { Vault } from "../kernel/vault/vault.ts";
import { type Everybody, everybody, standing } from "./resident-store.ts";
import {
  identityMasked,
  openIdentity,
  openPhone,
  phoneMasked,
  tailLength,
  vaultOf,
} from "./sealed.ts";
import {
  anyOf,
  areasSought,
  atMost,
  mostCandidates,
  mostCounted,
  residentMatches,
} from "./store.ts";

export interface ResidentFilter extends PageInput {
  search?: string | undefined;
  areaId?: string | undefined;
  sex?: z.infer<typeof Sex> | undefined;
  ageFrom?: number | undefined;
  ageTo?: number | undefined;
  residence?: z.infer<typeof Residence> | undefined;
  vulnerability?: z.infer<typeof Vulnerability> | undefined;
}

/** Residents of the town within the call's reach, as they are shown. */
export function residentLists(context: QueryContext) {
  const { town, now } = context;
  const today = townDay(now, town.timeZone);

  return {
    async list(filter: ResidentFilter): Promise<Page<ResidentRow>> {
      const vault = await vaultOf(context);
      const found = await matching(context, vault, filter, today);
      const [rows, total] = await Promise.all([
        listed(context, { query: pageOf(found.query, filter) }).execute(),
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
      const query = everybody(context).where("resident_id", "=", residentId);
      const row = await listed(context, { query }).executeTakeFirst();
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
      const query = standing(context).where("resident.household_id", "=", householdId);
      const rows = await listed(context, { query }).execute();
      return rows.map((row) => shown(row, vault, today));
    },
    /** Whether still on the register or not. */
    async byId(residentIds: readonly string[]): Promise<ResidentRow[]> {
      const vault = await vaultOf(context);
      const query = everybody(context).where("resident_id", "=", anyOf(residentIds));
      const rows = await listed(context, { query }).execute();
      return rows.map((row) => shown(row, vault, today));
    },
    /** Ids of those on the register that a search finds, at most `limit`, in the register's order. */
    async idsFound(search: string, limit: number): Promise<string[]> {
      const { query } = await matching(context, await vaultOf(context), { search }, today);
      const rows = await inOrder(query).select("resident_id").limit(atMost(limit)).execute();
      return rows.map((row) => row.resident_id);
    },
  };
}

/** As households come, and the head first. */
function inOrder(query: Everybody): Everybody {
  return query
    .orderBy("resident.number_key")
    .orderBy("resident.relation_rank")
    .orderBy("resident.resident_id");
}

function pageOf(query: Everybody, { after, limit }: PageInput): Everybody {
  const page = inOrder(query).limit(atMost(limit + 1));
  if (after === undefined) return page;
  const [key, rank, id] = decodeCursor(after, 3);
  return page.where(
    sql<boolean>`(resident.number_key, relation_rank, resident_id) > (${key}, ${rank}::int, ${id}::uuid)`,
  );
}

async function matching(
  context: QueryContext,
  vault: Vault,
  filter: Omit<ResidentFilter, keyof PageInput>,
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
    .limit(atMost(mostCandidates))
    .execute();
  const endsSo = ({ identity, phone }: (typeof rows)[number]) =>
    lastOfIdentityNumber(openIdentity(vault, identity) ?? "", tail.length) === tail ||
    lastOfPhone(openPhone(vault, phone) ?? "", tail.length) === tail;
  return rows.filter(endsSo).map((row) => row.resident_id);
}

/** The rows are chosen before anything is joined to them: the planner has no better idea. */
function listed({ db }: QueryContext, { query }: { query: Everybody }) {
  return db
    .selectFrom(query.selectAll("resident").as("resident"))
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
    .select(["household.number", "villagers_group", "household.address", "area.name as area_name"])
    .orderBy("resident.number_key")
    .orderBy("resident.relation_rank")
    .orderBy("resident.resident_id");
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
    .selectFrom(query.select("resident_id").limit(atMost(mostCounted)).as("found"))
    .select(({ fn }) => fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  return total;
}
