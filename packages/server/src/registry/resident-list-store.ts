import type { Page, PageInput } from "@lianfang/core/kernel/page.ts";
import { type Day, townDay } from "@lianfang/core/kernel/time.ts";
import type {
  CommuteFrequency,
  ListedTrade,
  Tenancy,
} from "@lianfang/core/registry/circumstances.ts";
import type {
  Residence,
  Resident,
  ResidentRow,
  Sex,
  Vulnerability,
} from "@lianfang/core/registry/people.ts";
import { ageOn, bornAfter, bornBy, guardedIfBornAfter } from "@lianfang/core/registry/rules.ts";
import { readSearch } from "@lianfang/core/registry/search.ts";
import { sql } from "kysely";
import type { z } from "zod";
import type { QueryContext } from "../kernel/context.ts";
import { decodeCursor, toPage } from "../kernel/database/cursor.ts";
import type { Vault } from "../kernel/vault/vault.ts";
import { shownCircumstances } from "./circumstances-store.ts";
import { type Everybody, everybody, standing } from "./resident-store.ts";
import { identityMasked, phoneMasked, vaultOf } from "./sealed.ts";
import { residentsSought } from "./search-store.ts";
import { anyOf, areasSought, atMost, mostCounted } from "./store.ts";

export interface ResidentFilter extends PageInput {
  search?: string | undefined;
  areaId?: string | undefined;
  sex?: z.infer<typeof Sex> | undefined;
  ageFrom?: number | undefined;
  ageTo?: number | undefined;
  residence?: z.infer<typeof Residence> | undefined;
  vulnerability?: z.infer<typeof Vulnerability> | undefined;
  listedTrade?: z.infer<typeof ListedTrade> | undefined;
  tenancy?: z.infer<typeof Tenancy> | undefined;
  commuteFrequency?: z.infer<typeof CommuteFrequency> | undefined;
  lacksGuardian?: boolean | undefined;
}

/** Residents of the town within the call's reach, as they are shown. */
export function residentLists(context: QueryContext) {
  const { town, now } = context;
  const today = townDay(now, town.timeZone);

  return {
    async list(filter: ResidentFilter): Promise<Page<ResidentRow>> {
      const vault = await vaultOf(context);
      const found = await matching(context, filter, today);
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
      const vault = await vaultOf(context);
      return {
        ...shown(row, vault, today),
        ...(await shownCircumstances(context, row, { vault, today })),
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
  filter: Omit<ResidentFilter, keyof PageInput>,
  today: Day,
): Promise<{ query: Everybody }> {
  const { sex, ageFrom, ageTo, residence, vulnerability } = filter;
  const areaIds = await areasSought(context, filter.areaId);
  const search = readSearch(filter.search);
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
  query = withCircumstances(query, filter, today);
  if (search) query = query.where(await residentsSought(context, search));
  // A builder is not to be awaited; inside an object it travels unharmed.
  return { query };
}

function withCircumstances(
  given: Everybody,
  { listedTrade, tenancy, commuteFrequency, lacksGuardian }: Partial<ResidentFilter>,
  today: Day,
): Everybody {
  let query = given;
  if (listedTrade) query = query.where("listed_trade", "=", listedTrade);
  if (tenancy) query = query.where("tenancy", "=", tenancy);
  if (commuteFrequency) query = query.where("commute_frequency", "=", commuteFrequency);
  if (lacksGuardian)
    query = query
      .where("birthday", ">", guardedIfBornAfter(today))
      .where("proxy_resident_id", "is", null)
      .where("proxy_name", "is", null);
  return query;
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
    .select("household.phone as household_phone")
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
    phoneMasked: phoneMasked(vault, row.phone ?? row.household_phone),
    isPhoneShared: row.phone === null && row.household_phone !== null,
    areaId: row.area_id,
    areaName: row.area_name,
    group: row.villagers_group ?? undefined,
    address: row.address ?? undefined,
    relation: row.relation,
    residence: row.residence,
    occupation: row.occupation ?? undefined,
    listedTrade: row.listed_trade ?? undefined,
    tenancy: row.tenancy ?? undefined,
    commuteFrequency: row.commute_frequency ?? undefined,
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
