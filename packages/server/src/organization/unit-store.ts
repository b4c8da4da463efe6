/** Units and the areas they cover. Every account of the town may know them: no reach. */
import type { Unit } from "@lianfang/core/organization/contract.ts";
import { sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { deletedUnlessHeld } from "./held-store.ts";
import "./tables.ts";

type Kind = Unit["kind"];

interface UnitFields {
  kind: Kind;
  name: string;
  nameEn: string;
  parentId: string | null;
  membersNeeded: number | null;
}

export function unitStore({
  db,
  town: { townId },
  now,
}: Pick<QueryContext, "db" | "town" | "now">) {
  return {
    /** Parents before their teams. */
    async all(): Promise<Unit[]> {
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

    async insert(unitId: string, fields: UnitFields, areaIds: readonly string[]): Promise<void> {
      await db
        .insertInto("unit")
        .values({
          town_id: townId,
          unit_id: unitId,
          ...columnsOf(fields),
          position: sql<number>`(
            select coalesce(max(position), 0) + 1 from unit where town_id = ${townId})`,
          formed_at: now,
        })
        .execute();
      await setAreas(unitId, areaIds);
    },

    /** @param isOther whether it becomes one of another kind: what it was is kept for past figures */
    async edit(unitId: string, fields: UnitFields, isOther: boolean): Promise<void> {
      if (isOther) await remember(unitId);
      await db
        .updateTable("unit")
        .set({ ...columnsOf(fields), ...(isOther ? { formed_at: now } : {}) })
        .where("town_id", "=", townId)
        .where("unit_id", "=", unitId)
        .execute();
    },

    setAreas,

    /**
     * Ends a unit. Who has left the service leaves it too.
     * @returns false when something still refers to it; nothing can be written in this transaction then
     */
    async end(unitId: string): Promise<boolean> {
      await remember(unitId);
      await setAreas(unitId, []);
      await db
        .updateTable("staff")
        .set({ unit_id: null })
        .where("town_id", "=", townId)
        .where("unit_id", "=", unitId)
        .where("is_active", "=", false)
        .execute();
      return deletedUnlessHeld(() =>
        db.deleteFrom("unit").where("town_id", "=", townId).where("unit_id", "=", unitId).execute(),
      );
    },
  };

  /** Keeps what the unit was until now. */
  async function remember(unitId: string): Promise<void> {
    await sql`
      insert into unit_former
        (town_id, unit_id, kind, name, name_en, area_id, known_from, known_until)
      select town_id, unit_id, kind, name, name_en, (
          select (array_agg(c.area_id))[1] from unit_area c
          where c.town_id = unit.town_id and c.unit_id = unit.unit_id
          having count(*) = 1), formed_at, ${now}
      from unit where town_id = ${townId} and unit_id = ${unitId}`.execute(db);
  }

  async function setAreas(unitId: string, areaIds: readonly string[]): Promise<void> {
    await db
      .deleteFrom("unit_area")
      .where("town_id", "=", townId)
      .where("unit_id", "=", unitId)
      .execute();
    if (areaIds.length === 0) return;
    await db
      .insertInto("unit_area")
      .values(
        [...new Set(areaIds)].map((areaId) => ({
          town_id: townId,
          unit_id: unitId,
          area_id: areaId,
        })),
      )
      .execute();
  }
}

function columnsOf({ kind, name, nameEn, parentId, membersNeeded }: UnitFields) {
  return { kind, name, name_en: nameEn, parent_id: parentId, members_needed: membersNeeded };
}
