/** Writing what a list of areas changes, in a few statements however long it is. */

import type { Node } from "@lianfang/core/organization/area-sheet-nodes.ts";
import { sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import "./tables.ts";

const asRows = (nodes: readonly Node[]): string =>
  JSON.stringify(
    nodes.map(({ areaId, parentId, kind, name, nameEn }) => ({
      ...{ area_id: areaId, parent_id: parentId, kind, name, name_en: nameEn },
    })),
  );
const columns = sql`(area_id uuid, parent_id uuid, kind text, name text, name_en text)`;

export function areaImportStore({ db, town: { townId }, now }: QueryContext) {
  /** What they were until now, of those that become something else. */
  const rememberKinds = (nodes: readonly Node[]) =>
    sql`
      insert into area_former (town_id, area_id, parent_id, kind, name, name_en, known_from, known_until)
      select area.town_id, area.area_id, area.parent_id, area.kind, area.name, area.name_en,
        area.added_at, ${now}
      from area join jsonb_to_recordset(${asRows(nodes)}::jsonb) as given ${columns} using (area_id)
      where area.town_id = ${townId} and area.kind <> given.kind`.execute(db);

  return {
    /** Nobody else changes the tree until the write ends. */
    async lock(): Promise<void> {
      await db
        .selectFrom("area")
        .select("area_id")
        .where("town_id", "=", townId)
        .where("parent_id", "is", null)
        .forUpdate()
        .execute();
    },

    /** Parents before what lies in them, each after what is there. */
    async add(nodes: readonly Node[]): Promise<void> {
      await sql`
        insert into area
          (town_id, area_id, parent_id, kind, name, name_en, position, added_at)
        select ${townId}, area_id, parent_id, kind, name, name_en,
          turn + (select coalesce(max(position), 0) from area where town_id = ${townId}), ${now}
        from rows from (jsonb_to_recordset(${asRows(nodes)}::jsonb) as ${columns})
          with ordinality as given (area_id, parent_id, kind, name, name_en, turn)`.execute(db);
    },

    /** Names go aside first: one area may take the name another gives up. */
    async change(nodes: readonly Node[]): Promise<void> {
      await rememberKinds(nodes);
      await sql`
        update area set name = area.area_id::text
        from jsonb_to_recordset(${asRows(nodes)}::jsonb) as given ${columns}
        where area.town_id = ${townId} and area.area_id = given.area_id
          and area.name <> given.name`.execute(db);
      await sql`
        update area set parent_id = given.parent_id, kind = given.kind, name = given.name,
          name_en = given.name_en,
          added_at = case when area.kind <> given.kind then ${now} else area.added_at end,
          is_numbered = area.is_numbered and area.name <> area.area_id::text
        from jsonb_to_recordset(${asRows(nodes)}::jsonb) as given ${columns}
        where area.town_id = ${townId} and area.area_id = given.area_id`.execute(db);
    },

    /** Units that bear a renamed area's name and cover it. */
    async unitsNamedFor(areaIds: readonly string[]) {
      const rows = await db
        .selectFrom("unit")
        .innerJoin("unit_area", (join) =>
          join
            .onRef("unit_area.town_id", "=", "unit.town_id")
            .onRef("unit_area.unit_id", "=", "unit.unit_id"),
        )
        .select(["unit.unit_id as id", "unit_area.area_id", "name", "name_en"])
        .where("unit.town_id", "=", townId)
        .where("unit_area.area_id", "=", anyOf(areaIds))
        .execute();
      return rows;
    },
  };
}
