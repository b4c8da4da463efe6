/** Staff within the caller's reach: those of its areas, and of units that cover them. */

import type { Page, PageInput } from "@lianfang/core/kernel/page.ts";
import type { Staff, StaffKind } from "@lianfang/core/organization/contract.ts";
import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import type { QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import { decodeCursor, toPage } from "../kernel/database/cursor.ts";
import "./tables.ts";

type Kind = z.infer<typeof StaffKind>;

interface Choice {
  search?: string | undefined;
  areaId?: string | undefined;
  unitId?: string | undefined;
  kind?: Kind | undefined;
  isActive?: boolean | undefined;
  /** These alone. */
  staffIds?: readonly string[] | undefined;
  /** All but these. */
  exceptIds?: readonly string[] | undefined;
}

interface Filter extends Choice, PageInput {}

/** Without what is counted elsewhere. */
type Person = Omit<z.infer<typeof Staff>, "load">;

export interface StaffFields {
  name: string;
  kind: Kind;
  phone?: string | undefined;
  unitId?: string | undefined;
  areaId?: string | undefined;
}

export interface StaffEdit {
  name?: string | undefined;
  kind?: Kind | undefined;
  /** Empty takes the number away. */
  phone?: string | undefined;
  unitId?: string | null | undefined;
  areaId?: string | null | undefined;
  isActive?: boolean | undefined;
}

export function staffStore(context: QueryContext) {
  const { db, town, reach, now, kernel } = context;
  const { townId } = town;
  const vault = () => kernel.vaults.of(db, townId);
  const sealed = async (phone: string | undefined): Promise<Buffer | null> =>
    phone ? (await vault()).seal("phone", phone) : null;

  const within = (): RawBuilder<boolean> =>
    reach.all
      ? sql<boolean>`true`
      : sql<boolean>`case when staff.area_id is not null
          then staff.area_id = ${anyOf(reach.areaIds)}
          else exists (
            select from unit_area c
            where c.town_id = staff.town_id and c.unit_id = staff.unit_id
              and c.area_id = ${anyOf(reach.areaIds)}) end`;

  const reachable = () =>
    db
      .selectFrom("staff")
      .where("staff.town_id", "=", townId)
      .where("staff.withdrawn_at", "is", null)
      .where(within());

  const chosen = ({ search, areaId, unitId, kind, isActive, staffIds, exceptIds }: Choice) => {
    let query = reachable();
    if (search) query = query.where("name", "ilike", `%${search.replace(/[\\%_]/g, "\\$&")}%`);
    if (staffIds) query = query.where("staff.staff_id", "=", anyOf(staffIds));
    if (exceptIds)
      query = query.where(sql<boolean>`staff.staff_id <> all(${[...exceptIds]}::uuid[])`);
    if (kind) query = query.where("staff.kind", "=", kind);
    if (isActive !== undefined) query = query.where("staff.is_active", "=", isActive);
    if (areaId) {
      const under = sql<string>`any(areas_under(${townId}, 'area', ${areaId}))`;
      query = query.where("staff.area_id", "=", under);
    }
    if (unitId) {
      const withTeams = sql<string>`any(array(
        select u.unit_id from unit u
        where u.town_id = ${townId} and ${unitId} in (u.unit_id, u.parent_id)))`;
      query = query.where("staff.unit_id", "=", withTeams);
    }
    return query;
  };

  const page = ({ after, limit, ...choice }: Filter) => {
    const query = chosen(choice)
      .leftJoin("account", (join) =>
        join
          .onRef("account.town_id", "=", "staff.town_id")
          .onRef("account.staff_id", "=", "staff.staff_id"),
      )
      .selectAll("staff")
      .select("account.account_id")
      .orderBy(sql`name collate "C"`)
      .orderBy("staff.staff_id")
      .limit(limit + 1);
    if (!after) return query;
    const [name, id] = decodeCursor(after, 2);
    return query.where(
      sql<boolean>`(name collate "C", staff.staff_id) > (${name} collate "C", ${id}::uuid)`,
    );
  };

  return {
    /** By name; with a unit its teams, with an area what lies in it. */
    async list(filter: Filter): Promise<Page<Person>> {
      const { after: _, limit: __, ...choice } = filter;
      const [rows, { total }] = await Promise.all([
        page(filter).execute(),
        chosen(choice)
          .select(({ fn }) => fn.countAll<number>().as("total"))
          .executeTakeFirstOrThrow(),
      ]);
      const opened = rows.some((row) => row.phone) ? await vault() : undefined;
      const shown = toPage(
        rows,
        filter.limit,
        (row) => [row.name, row.staff_id],
        (row) => ({
          staffId: row.staff_id,
          name: row.name,
          kind: row.kind,
          phone: row.phone ? opened?.open("phone", row.phone) : undefined,
          unitId: row.unit_id ?? undefined,
          areaId: row.area_id ?? undefined,
          isActive: row.is_active,
          accountId: row.account_id ?? undefined,
        }),
      );
      return { ...shown, total };
    },

    find: (staffId: string) =>
      reachable()
        .select(["staff_id", "kind", "is_active", "area_id"])
        .where("staff_id", "=", staffId)
        .executeTakeFirst(),

    /** Whether all of them are there for this call. */
    async areThere(staffIds: readonly string[]): Promise<boolean> {
      const rows = await reachable()
        .select("staff_id")
        .where("staff_id", "=", anyOf(staffIds))
        .execute();
      return rows.length === new Set(staffIds).size;
    },

    async insert(staffId: string, staff: StaffFields): Promise<void> {
      await db
        .insertInto("staff")
        .values({
          town_id: townId,
          staff_id: staffId,
          name: staff.name,
          kind: staff.kind,
          phone: await sealed(staff.phone),
          unit_id: staff.unitId ?? null,
          area_id: staff.areaId ?? null,
          added_at: now,
          withdrawn_at: null,
        })
        .execute();
      await beginService(staffId, staff.kind);
    },

    async edit(staffId: string, { name, kind, phone, unitId, areaId, isActive }: StaffEdit) {
      await db
        .updateTable("staff")
        .set({
          name,
          kind,
          unit_id: unitId,
          area_id: areaId,
          is_active: isActive,
          ...(phone === undefined ? {} : { phone: await sealed(phone) }),
          // Something is always set, so that an edit of nothing is no error.
          town_id: townId,
        })
        .where("town_id", "=", townId)
        .where("staff_id", "=", staffId)
        .execute();
    },

    /** @returns how many of them there are */
    async moveTo(unitId: string | null, staffIds: readonly string[]): Promise<number> {
      const moved = await db
        .updateTable("staff")
        .set({ unit_id: unitId })
        .where("town_id", "=", townId)
        .where("staff_id", "=", anyOf(staffIds))
        .returning("staff_id")
        .execute();
      return moved.length;
    },

    /** Ends the current service, and begins the next when there is one. */
    async changeService(staffId: string, next: Kind | undefined): Promise<void> {
      await db
        .updateTable("staff_service")
        .set({ until_at: now })
        .where("town_id", "=", townId)
        .where("staff_id", "=", staffId)
        .where("until_at", "is", null)
        .execute();
      if (next) await beginService(staffId, next);
    },
  };

  async function beginService(staffId: string, kind: Kind): Promise<void> {
    await db
      .insertInto("staff_service")
      .values({ town_id: townId, staff_id: staffId, from_at: now, until_at: null, kind })
      .execute();
  }
}
