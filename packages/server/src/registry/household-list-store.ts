import type { Page, PageInput } from "@lianfang/core/kernel/page.ts";
import type { HouseholdRow } from "@lianfang/core/registry/people.ts";
import { readSearch } from "@lianfang/core/registry/search.ts";
import { sql } from "kysely";
import type { z } from "zod";
import type { QueryContext } from "../kernel/context.ts";
import { decodeCursor, toPage } from "../kernel/database/cursor.ts";
import type { Vault } from "../kernel/vault/vault.ts";
import { type Standing, standing } from "./household-store.ts";
import { phoneMasked, vaultOf } from "./sealed.ts";
import { householdsSought } from "./search-store.ts";
import { anyOf, areasSought, atMost, mostCounted } from "./store.ts";

type ShownHousehold = z.infer<typeof HouseholdRow>;

export interface HouseholdFilter extends PageInput {
  search?: string | undefined;
  areaId?: string | undefined;
}

/** Households of the town within the call's reach, as they are shown; removed ones are not there. */
export function householdLists(context: QueryContext) {
  return {
    async list(filter: HouseholdFilter): Promise<Page<ShownHousehold>> {
      const vault = await vaultOf(context);
      const found = await matching(context, filter);
      const [rows, total] = await Promise.all([
        listed(context, { query: pageOf(found.query, filter) }).execute(),
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
      const query = standing(context).where("household_id", "=", householdId);
      const row = await listed(context, { query }).executeTakeFirst();
      if (!row) return undefined;
      return {
        ...shown(row, await vaultOf(context)),
        revision: row.revision,
        createdAt: row.created_at,
        changedAt: row.changed_at,
      };
    },
  };
}

function pageOf(query: Standing, { after, limit }: PageInput): Standing {
  const page = query
    .orderBy("household.number_key")
    .orderBy("household.household_id")
    .limit(atMost(limit + 1));
  if (after === undefined) return page;
  const [key, id] = decodeCursor(after, 2);
  return page.where(sql<boolean>`(number_key, household_id) > (${key}, ${id}::uuid)`);
}

async function matching(
  context: QueryContext,
  filter: Omit<HouseholdFilter, keyof PageInput>,
): Promise<{ query: Standing }> {
  const areaIds = await areasSought(context, filter.areaId);
  const search = readSearch(filter.search);
  let query = standing(context);
  if (areaIds) query = query.where("household.area_id", "=", anyOf(areaIds));
  if (search) query = query.where(await householdsSought(context, search));
  // A builder is not to be awaited; inside an object it travels unharmed.
  return { query };
}

/** The rows are chosen before anything is joined to them: the planner has no better idea. */
function listed({ db }: QueryContext, { query }: { query: Standing }) {
  return db
    .selectFrom(query.selectAll("household").as("household"))
    .innerJoin("area", (join) =>
      join
        .onRef("area.town_id", "=", "household.town_id")
        .onRef("area.area_id", "=", "household.area_id"),
    )
    .selectAll("household")
    .select("area.name as area_name")
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
          .limit(atMost(1))
          .as("head_name"),
      ];
    })
    .orderBy("household.number_key")
    .orderBy("household.household_id");
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
    .selectFrom(query.select("household_id").limit(atMost(mostCounted)).as("found"))
    .select(({ fn }) => fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  return total;
}
