import { surfaceM2 } from "@lianfang/core/organization/boundary.ts";
import { type Boundary, Shape } from "@lianfang/core/organization/contract.ts";
import { sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import "./tables.ts";

/** Boundaries of the town's areas; every account of the town may know them. */
export function boundaryStore({ db, town: { townId }, now }: QueryContext) {
  return {
    async all(): Promise<Boundary[]> {
      const rows = await db
        .selectFrom("area_boundary")
        .select(["area_id", "shape", "drawn_at"])
        .where("town_id", "=", townId)
        .orderBy("area_id")
        .execute();
      return rows.map((row) => {
        const shape = Shape.parse(row.shape);
        return {
          areaId: row.area_id,
          shape,
          surfaceM2: surfaceM2(shape),
          drawnAt: row.drawn_at,
        };
      });
    },

    async find(areaId: string): Promise<Shape | undefined> {
      const row = await db
        .selectFrom("area_boundary")
        .select("shape")
        .where("town_id", "=", townId)
        .where("area_id", "=", areaId)
        .executeTakeFirst();
      return row && Shape.parse(row.shape);
    },

    async set(boundaries: readonly { areaId: string; shape: Shape }[]): Promise<void> {
      const given = boundaries.map(({ areaId, shape }) => ({ area_id: areaId, shape }));
      await sql`
        insert into area_boundary (town_id, area_id, shape, drawn_at)
        select ${townId}, area_id, shape, ${now}
        from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as given (area_id uuid, shape jsonb)
        on conflict (town_id, area_id)
          do update set shape = excluded.shape, drawn_at = excluded.drawn_at`.execute(db);
    },

    async remove(areaIds: readonly string[]): Promise<void> {
      await db
        .deleteFrom("area_boundary")
        .where("town_id", "=", townId)
        .where("area_id", "=", anyOf(areaIds))
        .execute();
    },
  };
}
