/** Units and the areas they cover. Every account of the town may know them: no reach. */
import type { Unit } from "@lianfang/core/organization/contract.ts";
import { sql } from "kysely";
import type { z } from "zod";
import type { QueryContext } from "../kernel/context.ts";
import "./tables.ts";

interface UnitEdit {
  name?: string | undefined;
  nameEn?: string | undefined;
  areaIds?: readonly string[] | undefined;
}

export function unitStore({ db, town: { townId } }: Pick<QueryContext, "db" | "town">) {
  return {
    /** Parents before their teams. */
    async all(): Promise<z.infer<typeof Unit>[]> {
      const rows = await db
        .selectFrom("unit")
        .select([
          "unit_id",
          "parent_id",
          "kind",
          "name",
          "name_en",
          "members_needed",
          sql<string[]>`array(
            select c.area_id from unit_area c
            where c.town_id = unit.town_id and c.unit_id = unit.unit_id
            order by c.area_id)`.as("area_ids"),
          sql<number>`(
            select count(*) from staff s
            where s.town_id = unit.town_id and s.unit_id = unit.unit_id and s.is_active)`.as(
            "members",
          ),
        ])
        .where("town_id", "=", townId)
        .orderBy("position")
        .orderBy("unit_id")
        .execute();
      return rows.map((row) => ({
        unitId: row.unit_id,
        parentId: row.parent_id ?? undefined,
        kind: row.kind,
        name: row.name,
        nameEn: row.name_en,
        areaIds: row.area_ids,
        membersNeeded: row.members_needed ?? undefined,
        members: row.members,
      }));
    },

    async exists(unitId: string): Promise<boolean> {
      const row = await db
        .selectFrom("unit")
        .select("unit_id")
        .where("town_id", "=", townId)
        .where("unit_id", "=", unitId)
        .executeTakeFirst();
      return row !== undefined;
    },

    async edit(unitId: string, { name, nameEn, areaIds }: UnitEdit): Promise<void> {
      if (name !== undefined || nameEn !== undefined) {
        await db
          .updateTable("unit")
          .set({ name, name_en: nameEn })
          .where("town_id", "=", townId)
          .where("unit_id", "=", unitId)
          .execute();
      }
      if (areaIds) await setAreas(unitId, [...new Set(areaIds)]);
    },
  };

  async function setAreas(unitId: string, areaIds: readonly string[]): Promise<void> {
    await db
      .deleteFrom("unit_area")
      .where("town_id", "=", townId)
      .where("unit_id", "=", unitId)
      .execute();
    if (areaIds.length === 0) return;
    await db
      .insertInto("unit_area")
      .values(areaIds.map((areaId) => ({ town_id: townId, unit_id: unitId, area_id: areaId })))
      .execute();
  }
}
