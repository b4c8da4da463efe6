/** The town's tree of areas. Every account of the town may know it: it carries no reach. */

import type { Area, AreaKind } from "@lianfang/core/organization/contract.ts";
import { sql } from "kysely";
import type { z } from "zod";
import type { QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import "./tables.ts";

interface NewArea {
  areaId: string;
  parentId: string;
  kind: z.infer<typeof AreaKind>;
  name: string;
  nameEn: string;
}

export function areaStore({
  db,
  town: { townId },
  now,
}: Pick<QueryContext, "db" | "town" | "now">) {
  const areas = () => db.selectFrom("area").where("area.town_id", "=", townId);
  return {
    /** Parents before children, siblings in their order. */
    async all(): Promise<Area[]> {
      const rows = await areas()
        .selectAll()
        .orderBy(sql`case kind when 'town' then 0 when 'grid' then 2 else 1 end`)
        .orderBy("position")
        .orderBy("area_id")
        .execute();
      return rows.map((row) => ({
        areaId: row.area_id,
        parentId: row.parent_id ?? undefined,
        kind: row.kind,
        name: row.name,
        nameEn: row.name_en,
        isNumbered: row.is_numbered,
      }));
    },

    find: (areaId: string) => areas().selectAll().where("area_id", "=", areaId).executeTakeFirst(),

    async allExist(areaIds: readonly string[]): Promise<boolean> {
      const rows = await areas().select("area_id").where("area_id", "=", anyOf(areaIds)).execute();
      return rows.length === new Set(areaIds).size;
    },

    async isNameTaken(parentId: string | null, name: string, exceptId?: string): Promise<boolean> {
      const row = await areas()
        .select("area_id")
        .where("parent_id", "=", parentId)
        .where("name", "=", name)
        .$if(exceptId !== undefined, (query) => query.where("area_id", "!=", exceptId ?? ""))
        .executeTakeFirst();
      return row !== undefined;
    },

    async insert(area: NewArea): Promise<void> {
      await db
        .insertInto("area")
        .values({
          town_id: townId,
          area_id: area.areaId,
          parent_id: area.parentId,
          kind: area.kind,
          name: area.name,
          name_en: area.nameEn,
          position: sql<number>`(
            select coalesce(max(position), 0) + 1 from area where town_id = ${townId})`,
          added_at: now,
        })
        .execute();
    },

    /** The root has the town's names. */
    async renameRoot(name: string, nameEn: string): Promise<void> {
      await db
        .updateTable("area")
        .set({ name, name_en: nameEn })
        .where("town_id", "=", townId)
        .where("parent_id", "is", null)
        .execute();
    },

    /** Names of the areas below and of the units that cover the area. */
    async namedFor(areaId: string) {
      const below = await areas()
        .select(["area_id as id", "name", "name_en"])
        .where("parent_id", "=", areaId)
        .execute();
      const units = await db
        .selectFrom("unit")
        .innerJoin("unit_area", (join) =>
          join
            .onRef("unit_area.town_id", "=", "unit.town_id")
            .onRef("unit_area.unit_id", "=", "unit.unit_id"),
        )
        .select(["unit.unit_id as id", "name", "name_en"])
        .where("unit.town_id", "=", townId)
        .where("unit_area.area_id", "=", areaId)
        .execute();
      return { below, units };
    },

    async setNames(
      table: "area" | "unit",
      names: readonly { id: string; name: string; nameEn: string }[],
    ): Promise<void> {
      if (names.length === 0) return;
      await sql`
        update ${sql.table(table)} as t set name = n.name, name_en = n.name_en
        from jsonb_to_recordset(${JSON.stringify(
          names.map(({ id, name, nameEn }) => ({ id, name, name_en: nameEn })),
        )}::jsonb) as n (id uuid, name text, name_en text)
        where t.town_id = ${townId} and t.${sql.ref(`${table}_id`)} = n.id`.execute(db);
    },
  };
}
