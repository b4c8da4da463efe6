/** Whose name is on what. */
import type { Answerer, TargetKind } from "@lianfang/core/organization/contract.ts";
import { sql } from "kysely";
import type { z } from "zod";
import type { QueryContext } from "../kernel/context.ts";
import { derivedId } from "./derived-id.ts";
import type { Target } from "./targets.ts";
import "./tables.ts";

type Kind = z.infer<typeof TargetKind>;

/**
 * The names on the town's targets. Who may see and change them follows from the targets, which the
 * caller has found within its reach: {@link targetsOf}.
 */
export function responsibilityStore({ db, town: { townId }, now, kernel }: QueryContext) {
  const current = () =>
    db
      .selectFrom("responsibility")
      .where("responsibility.town_id", "=", townId)
      .where("ended_at", "is", null);
  return {
    /** The names on these targets, by target, highest level first. */
    async answerers(
      kind: Kind,
      targetIds: readonly string[],
    ): Promise<Map<string, z.infer<typeof Answerer>[]>> {
      const rows = await current()
        .innerJoin("staff", (join) =>
          join
            .onRef("staff.town_id", "=", "responsibility.town_id")
            .onRef("staff.staff_id", "=", "responsibility.staff_id"),
        )
        .select(["responsibility_id", "target_id", "level", "staff.staff_id", "name", "phone"])
        .where("target_kind", "=", kind)
        .where("target_id", "=", sql<string>`any(${[...targetIds]}::uuid[])`)
        .orderBy("level")
        .execute();
      const vault = rows.some((row) => row.phone) ? await kernel.vaults.of(db, townId) : undefined;
      const byTarget = Map.groupBy(rows, (row) => row.target_id);
      const shown = [...byTarget].map(([targetId, named]) => {
        const answerers = named.map((row) => ({
          responsibilityId: row.responsibility_id,
          level: row.level,
          staffId: row.staff_id,
          name: row.name,
          phone: row.phone ? vault?.open("phone", row.phone) : undefined,
        }));
        return [targetId, answerers] as const;
      });
      return new Map(shown);
    },

    /**
     * Puts one name on targets at a level, in place of whoever's was there.
     * @returns on how many it is new
     */
    async assign(
      writeId: string,
      { targets, level, staffId }: { targets: readonly Target[]; level: number; staffId: string },
    ): Promise<number> {
      const rows = targets.map((target) => ({
        town_id: townId,
        responsibility_id: derivedId(writeId, target.targetId),
        target_kind: target.targetKind,
        target_id: target.targetId,
        area_id: target.areaId,
        level,
        staff_id: staffId,
        assigned_at: now,
        ended_at: null,
      }));
      await db
        .updateTable("responsibility")
        .set({ ended_at: now })
        .where("town_id", "=", townId)
        .where("ended_at", "is", null)
        .where("level", "=", level)
        .where("staff_id", "!=", staffId)
        .where("target_kind", "=", targets[0]?.targetKind ?? "area")
        .where("target_id", "=", sql<string>`any(${targets.map((one) => one.targetId)}::uuid[])`)
        .execute();
      const inserted = await db
        .insertInto("responsibility")
        .values(rows)
        .onConflict((conflict) =>
          conflict
            .columns(["town_id", "target_kind", "target_id", "level"])
            .where("ended_at", "is", null)
            .doNothing(),
        )
        .returning("responsibility_id")
        .execute();
      return inserted.length;
    },

    find: (responsibilityId: string) =>
      current()
        .select(["target_kind", "target_id"])
        .where("responsibility_id", "=", responsibilityId)
        .executeTakeFirst(),

    async end(responsibilityId: string): Promise<void> {
      await db
        .updateTable("responsibility")
        .set({ ended_at: now })
        .where("town_id", "=", townId)
        .where("responsibility_id", "=", responsibilityId)
        .execute();
    },

    /** Takes all names off a target that ends. */
    async endAllOn(kind: Kind, targetId: string): Promise<void> {
      await db
        .updateTable("responsibility")
        .set({ ended_at: now })
        .where("town_id", "=", townId)
        .where("target_kind", "=", kind)
        .where("target_id", "=", targetId)
        .where("ended_at", "is", null)
        .execute();
    },

    /** Takes a name off everything. @returns off how many targets */
    async endAllOf(staffId: string): Promise<number> {
      const ended = await db
        .updateTable("responsibility")
        .set({ ended_at: now })
        .where("town_id", "=", townId)
        .where("staff_id", "=", staffId)
        .where("ended_at", "is", null)
        .returning("responsibility_id")
        .execute();
      return ended.length;
    },
  };
}
