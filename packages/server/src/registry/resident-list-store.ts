import { orderIn } from "@lianfang/core/kernel/list.ts";
import type { PageInput } from "@lianfang/core/kernel/page.ts";
import { townDay } from "@lianfang/core/kernel/time.ts";
import type { DivisionIndex } from "@lianfang/core/policy/divisions.ts";
import type { Resident, ResidentListRow, ResidentRow } from "@lianfang/core/registry/people.ts";
import { residentList } from "@lianfang/core/registry/resident-list.ts";
import type { z } from "zod";
import type { QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import { type AllRows, each, withAllRows } from "../kernel/lists/all-rows.ts";
import { inOrder } from "../kernel/lists/orders.ts";
import { type ListPage, listPage } from "../kernel/lists/page.ts";
import { divisionsOf, placeName } from "../policy/divisions.ts";
import { shownCircumstances } from "./circumstances-store.ts";
import { type ResidentChoice, residentsChosen } from "./resident-filter-store.ts";
import { residentOrders } from "./resident-order-store.ts";
import { shownResident, withPlace } from "./resident-row-store.ts";
import { type Everybody, everybody, standing } from "./resident-store.ts";
import { vaultOf } from "./sealed.ts";
import { idOf, knownId, type Picked, picked } from "./store.ts";

export interface ResidentQuestion extends ResidentChoice, PageInput {
  sort?: string | undefined;
  from?: string | undefined;
}

/** Residents of the town within the call's reach, as they are shown. */
export function residentLists(context: QueryContext) {
  const { town, now } = context;
  const today = townDay(now, town.timeZone);

  return {
    async list(question: ResidentQuestion): Promise<ListPage<ResidentListRow>> {
      const { after, limit, sort, from, ...choice } = question;
      const found = await residentsChosen(context, choice);
      const { by, isFromEnd } = orderIn(residentList, sort);
      const order = residentOrders[by];
      return listPage({
        db: context.db,
        found: found.query,
        order,
        isFromEnd,
        at: { after, limit, from },
        fetch: (query) => inOrder(withProxy(context, { query }), order.keys, isFromEnd).execute(),
        show: await listRows(context),
      });
    },
    /** Does something with all of them, each as the table has it and as the list shows it. */
    async withAll<Result>(
      { sort, only, except, ...choice }: Picked<ResidentChoice> & { sort?: string | undefined },
      work: (all: AllRows<ExportedResident>) => Promise<Result>,
    ): Promise<Result> {
      const found = await residentsChosen(context, choice);
      const query = found.query.where(picked(idOf("resident"), { only, except }));
      const { by, isFromEnd } = orderIn(residentList, sort);
      const { keys } = residentOrders[by];
      const show = await listRows(context);
      const ordered = inOrder(withProxy(context, { query }), keys, isFromEnd);
      return withAllRows(ordered, ({ total, rows }) =>
        work({ total, rows: each(rows, (row) => ({ row, shown: show(row) })) }),
      );
    },
    /** Under an id that became part of another: that other one. */
    async show(residentId: string): Promise<z.infer<typeof Resident> | undefined> {
      const query = everybody(context).where("resident_id", "=", knownId(town.townId, residentId));
      const row = await withPlace(context, { query }).executeTakeFirst();
      if (!row) return undefined;
      const { removed_at: at, removal_reason: reason } = row;
      const vault = await vaultOf(context);
      return {
        ...shownResident(row, vault, today),
        ...(await shownCircumstances(context, row, { vault, today })),
        note: row.note ?? undefined,
        revision: row.revision,
        createdAt: row.created_at,
        changedAt: row.changed_at,
        removed: at && reason ? { at, reason } : undefined,
      };
    },
    /** Whether the resident is there for this call, on the register or off it. */
    async isThere(residentId: string): Promise<boolean> {
      const row = await everybody(context)
        .select("resident_id")
        .where("resident_id", "=", knownId(context.town.townId, residentId))
        .executeTakeFirst();
      return row !== undefined;
    },
    async members(householdId: string): Promise<ResidentRow[]> {
      const vault = await vaultOf(context);
      const query = standing(context).where("resident.household_id", "=", householdId);
      const { keys } = residentOrders.register;
      const rows = await inOrder(withPlace(context, { query }), keys, false).execute();
      return rows.map((row) => shownResident(row, vault, today));
    },
    /**
     * By the ids asked for, whether still on the register or not. Under an id that became part of
     * another stands that other one.
     */
    async byId(residentIds: readonly string[]): Promise<Map<string, ResidentRow>> {
      const vault = await vaultOf(context);
      const known = await context.db
        .selectFrom("known_resident")
        .select(["known_as", "resident_id"])
        .where("town_id", "=", town.townId)
        .where("known_as", "=", anyOf(residentIds))
        .execute();
      const ids = known.map((row) => row.resident_id);
      const query = everybody(context).where("resident_id", "=", anyOf(ids));
      const rows = await withPlace(context, { query }).execute();
      const people = new Map(
        rows.map((row) => [row.resident_id, shownResident(row, vault, today)]),
      );
      return new Map(
        known.flatMap(({ known_as, resident_id }) => {
          const person = people.get(resident_id);
          return person ? [[known_as, person] as const] : [];
        }),
      );
    },
  };
}

export interface ExportedResident {
  row: ListedRow;
  shown: ResidentListRow;
}

function withProxy(context: QueryContext, chosen: { query: Everybody }) {
  return withPlace(context, chosen)
    .leftJoin("resident as proxy", (join) =>
      join
        .onRef("proxy.town_id", "=", "resident.town_id")
        .onRef("proxy.resident_id", "=", "resident.proxy_resident_id"),
    )
    .select(({ fn }) => fn.coalesce("resident.proxy_name", "proxy.name").as("name_of_proxy"));
}

type ListedRow = Awaited<ReturnType<ReturnType<typeof withProxy>["executeTakeFirstOrThrow"]>>;

/** How a row of the list is shown. */
async function listRows(context: QueryContext): Promise<(row: ListedRow) => ResidentListRow> {
  const { town, now, locale, kernel } = context;
  const vault = await vaultOf(context);
  const divisions = await divisionsOf(kernel);
  const today = townDay(now, town.timeZone);
  const place = (code: string | null, address: string | null) =>
    placeText(divisions, locale, code, address);
  return (row) => ({
    ...shownResident(row, vault, today),
    registered: place(row.registered_division, row.registered_address),
    living: place(row.living_division, row.living_address),
    commutePlace: place(row.commute_division, row.commute_place),
    proxy: row.name_of_proxy ?? undefined,
    note: row.note ?? undefined,
    createdAt: row.created_at,
    changedAt: row.changed_at,
    // No list is of records that became part of others.
    removed: row.removal_reason === "merged" ? undefined : (row.removal_reason ?? undefined),
  });
}

function placeText(
  divisions: DivisionIndex,
  locale: QueryContext["locale"],
  code: string | null,
  address: string | null,
): string | undefined {
  const division = code ? placeName(divisions, code, locale) : "";
  const parts = locale === "en" ? [address, division] : [division, address];
  return parts.filter(Boolean).join(locale === "en" ? ", " : "") || undefined;
}
