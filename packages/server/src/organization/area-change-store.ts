/** Writing changes of the tree: edits, the order, the end of an area. */

import type { Merge, TreeArea } from "@lianfang/core/organization/area-tree.ts";
import { sql } from "kysely";
import type { CommandContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import { deletedUnlessHeld } from "./held-store.ts";
import "./tables.ts";

export function areaChangeStore({ db, town: { townId }, now }: CommandContext) {
  const one = (areaId: string) =>
    db.updateTable("area").where("town_id", "=", townId).where("area_id", "=", areaId);

  /** Keeps what the area was until now. */
  const remember = async (areaId: string, passedTo: string | null): Promise<void> => {
    await db
      .insertInto("area_former")
      .columns([
        ...(["town_id", "area_id", "parent_id", "kind", "name", "name_en"] as const),
        ...(["known_from", "known_until", "passed_to"] as const),
      ])
      .expression((eb) =>
        eb
          .selectFrom("area")
          .select(["town_id", "area_id", "parent_id", "kind", "name", "name_en", "added_at"])
          .select([
            sql<string>`${now}::timestamptz`.as("known_until"),
            sql<string>`${passedTo}::uuid`.as("passed_to"),
          ])
          .where("town_id", "=", townId)
          .where("area_id", "=", areaId),
      )
      .execute();
  };

  return {
    /** Until the write ends, nothing new refers to these areas. */
    async lock(areaIds: readonly string[]): Promise<void> {
      await db
        .selectFrom("area")
        .select("area_id")
        .where("town_id", "=", townId)
        .where("area_id", "in", areaIds)
        .orderBy("area_id")
        .forUpdate()
        .execute();
    },

    async edit(area: TreeArea & { parentId: string }, before: TreeArea): Promise<void> {
      const isOther = area.kind !== before.kind;
      if (isOther) await remember(area.areaId, null);
      const isNamed = area.name !== before.name;
      await one(area.areaId)
        .set({
          kind: area.kind,
          parent_id: area.parentId,
          name: area.name,
          name_en: area.nameEn,
          ...(isNamed ? { is_numbered: false } : {}),
          ...(isOther ? { added_at: now } : {}),
        })
        .execute();
    },

    /** Gives these areas their own places in a new order. */
    async order(areaIds: readonly string[]): Promise<void> {
      await sql`
        with places as (
          select position, row_number() over (order by position) as turn
          from area where town_id = ${townId} and area_id = ${anyOf(areaIds)}
        ), wanted as (
          select area_id, turn from unnest(${[...areaIds]}::uuid[]) with ordinality as w (area_id, turn)
        )
        update area set position = places.position
        from wanted join places using (turn)
        where area.town_id = ${townId} and area.area_id = wanted.area_id`.execute(db);
    },

    /** The areas below come under the survivor, with the names they have there. */
    async moveBelow({ into, below }: Merge): Promise<void> {
      await sql`
        update area set parent_id = ${into.areaId}, name = b.name, name_en = b.name_en
        from jsonb_to_recordset(${JSON.stringify(
          below.map(({ areaId, name, nameEn }) => ({ id: areaId, name, name_en: nameEn })),
        )}::jsonb) as b (id uuid, name text, name_en text)
        where area.town_id = ${townId} and area.area_id = b.id`.execute(db);
    },

    /**
     * Ends an area to which nothing refers any more.
     * @returns false when something does; nothing can be written in this transaction then
     */
    async end(areaId: string, passedTo: string): Promise<boolean> {
      await remember(areaId, passedTo);
      return deletedUnlessHeld(() =>
        db.deleteFrom("area").where("town_id", "=", townId).where("area_id", "=", areaId).execute(),
      );
    },
  };
}
