/** Whose name is on what. */

import type { Answerer, TargetKind } from "@lianfang/core/organization/contract.ts";
import { type RawBuilder, sql } from "kysely";
import type { CommandContext, QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import { chainStore } from "./chain-store.ts";
import "./tables.ts";

export interface TargetLink {
  targetKind: TargetKind;
  targetId: string;
}

export const linkKey = ({ targetKind, targetId }: TargetLink): string =>
  `${targetKind} ${targetId}`;

/**
 * The names on the town's targets. Who may see them follows from the targets, which the caller has
 * found within its reach.
 */
export function responsibilityStore({ db, town: { townId }, kernel }: QueryContext) {
  const current = () =>
    db
      .selectFrom("responsibility")
      .where("responsibility.town_id", "=", townId)
      .where("ended_at", "is", null);
  return {
    /** The names on these targets, highest level first, by {@link linkKey}. */
    async answerers(links: readonly TargetLink[]): Promise<Map<string, Answerer[]>> {
      const rows = await current()
        .innerJoin("staff", (join) =>
          join
            .onRef("staff.town_id", "=", "responsibility.town_id")
            .onRef("staff.staff_id", "=", "responsibility.staff_id"),
        )
        .select(["responsibility_id", "target_kind", "target_id", "responsibility.level"])
        .select(["staff.staff_id", "name", "phone"])
        .where(
          sql<boolean>`(target_kind, target_id) in (
            select * from unnest(${links.map(({ targetKind }) => targetKind)}::text[],
              ${links.map(({ targetId }) => targetId)}::uuid[]))`,
        )
        .innerJoin("chain_level as chain", (join) =>
          join
            .onRef("chain.town_id", "=", "responsibility.town_id")
            .onRef("chain.level", "=", "responsibility.level"),
        )
        .orderBy("chain.position")
        .execute();
      const vault = rows.some((row) => row.phone) ? await kernel.vaults.of(db, townId) : undefined;
      const byTarget = Map.groupBy(rows, (row) =>
        linkKey({ targetKind: row.target_kind, targetId: row.target_id }),
      );
      const shown = [...byTarget].map(([key, named]) => {
        const answerers = named.map((row) => ({
          responsibilityId: row.responsibility_id,
          level: row.level,
          staffId: row.staff_id,
          name: row.name,
          phone: row.phone ? vault?.open("phone", row.phone) : undefined,
        }));
        return [key, answerers] as const;
      });
      return new Map(shown);
    },

    /** Whose name is on each of these targets at one level; those that bear none are left out. */
    async namedAt(targetKind: TargetKind, targetIds: readonly string[], level: number) {
      const rows = await current()
        .select(["target_id", "staff_id"])
        .where("target_kind", "=", targetKind)
        .where("level", "=", level)
        .where("target_id", "=", anyOf(targetIds))
        .execute();
      return new Map(rows.map((row) => [row.target_id, row.staff_id]));
    },

    find: (responsibilityId: string) =>
      current()
        .select(["target_kind", "target_id"])
        .where("responsibility_id", "=", responsibilityId)
        .executeTakeFirst(),
  };
}

/** Targets of one kind, as a query of `target_id` and `area_id`. */
export interface Selection {
  targetKind: TargetKind;
  targets: RawBuilder<unknown>;
}

/** Putting names on and off; rows end and stay, with the writes that began and ended them. */
export function assignmentStore({ db, town, now, id: writeId }: CommandContext) {
  const { townId } = town;
  const ending = () =>
    db
      .updateTable("responsibility")
      .set({ ended_at: now, ended_in: writeId })
      .where("town_id", "=", townId)
      .where("ended_at", "is", null);
  return {
    /**
     * Puts one name on targets at a level, in place of whoever's was there.
     * @returns on how many it is new: on none when the level was removed meanwhile
     */
    async assign(
      { targetKind, targets }: Selection,
      { level, staffId }: { level: number; staffId: string },
    ): Promise<number> {
      if (!(await chainStore({ db, town }).keep(level))) return 0;
      await ending()
        .where("level", "=", level)
        .where("staff_id", "!=", staffId)
        .where("target_kind", "=", targetKind)
        .where(sql<boolean>`target_id in (select target_id from (${targets}) as wanted)`)
        .execute();
      const { rows } = await sql`
        insert into responsibility (town_id, responsibility_id, target_kind, target_id, area_id,
          level, staff_id, assigned_at, assigned_in)
        select ${townId}, derived_id(${writeId}::uuid, target_id::text), ${targetKind}, target_id,
          area_id, ${level}, ${staffId}, ${now}, ${writeId}
        from (${targets}) as wanted
        on conflict (town_id, target_kind, target_id, level) where ended_at is null do nothing
        returning 1`.execute(db);
      return rows.length;
    },

    async end(responsibilityId: string): Promise<void> {
      await ending().where("responsibility_id", "=", responsibilityId).execute();
    },

    /** Takes all names off a target that ends. */
    async endAllOn({ targetKind, targetId }: TargetLink): Promise<void> {
      await ending()
        .where("target_kind", "=", targetKind)
        .where("target_id", "=", targetId)
        .execute();
    },

    /** Takes a name off everything. @returns off how many targets */
    async endAllOf(staffId: string): Promise<number> {
      const ended = await ending()
        .where("staff_id", "=", staffId)
        .returning("responsibility_id")
        .execute();
      return ended.length;
    },

    /** Takes all names off a level that ends. @returns off how many targets */
    async endAllAt(level: number): Promise<number> {
      const { numUpdatedRows } = await ending().where("level", "=", level).executeTakeFirst();
      return Number(numUpdatedRows);
    },

    /**
     * Puts another's name in the place of some others'.
     * @param targets of every kind, as a query of `kind`, `target_id` and `area_id`
     * @returns on how many, by kind
     */
    async handOver(
      { from, to }: { from: readonly string[]; to: string },
      targets: RawBuilder<unknown>,
    ): Promise<{ targetKind: TargetKind; count: number }[]> {
      const { rows } = await sql<{ targetKind: TargetKind; count: number }>`
        with moved as (
          update responsibility r set ended_at = ${now}, ended_in = ${writeId}
          from (${targets}) as target
          where r.town_id = ${townId} and r.staff_id = ${anyOf(from)} and r.ended_at is null
            and r.target_kind = target.kind and r.target_id = target.target_id
          returning r.target_kind)
        select target_kind as "targetKind", count(*) as "count" from moved
        group by 1 order by 1`.execute(db);
      await sql`
        insert into responsibility (town_id, responsibility_id, target_kind, target_id, area_id,
          level, staff_id, assigned_at, assigned_in)
        select town_id, derived_id(${writeId}::uuid, target_id || ' ' || level), target_kind,
          target_id, area_id, level, ${to}::uuid, ${now}::timestamptz, ${writeId}::uuid
        from responsibility
        where town_id = ${townId} and ended_in = ${writeId}`.execute(db);
      return rows;
    },

    /** Puts the names on one target on another too, at levels where that one has none. */
    async bringOver(from: TargetLink, to: TargetLink & { areaId: string }): Promise<void> {
      await sql`
        insert into responsibility (town_id, responsibility_id, target_kind, target_id, area_id,
          level, staff_id, assigned_at, assigned_in)
        select town_id, derived_id(${writeId}::uuid, ${to.targetId} || ' ' || level),
          ${to.targetKind}, ${to.targetId}::uuid, ${to.areaId}::uuid, level, staff_id, ${now}::timestamptz,
          ${writeId}::uuid
        from responsibility
        where town_id = ${townId} and target_kind = ${from.targetKind}
          and target_id = ${from.targetId} and ended_at is null
        on conflict (town_id, target_kind, target_id, level) where ended_at is null do nothing
      `.execute(db);
    },

    /**
     * Undoes what a write did to names, but for what changed since: its names come off, and those it
     * took off come back where their place is free, their level still stands and their bearer still serves.
     * @param targets those within reach, as a query of `kind` and `target_id`; all when absent
     */
    async takeBack(
      earlierWriteId: string,
      targets: RawBuilder<unknown> | undefined,
    ): Promise<{ ended: number; restored: number }> {
      const inReach =
        targets === undefined
          ? sql`true`
          : sql`(r.target_kind, r.target_id) in (
              select target.kind, target.target_id from (${targets}) as target)`;
      const ended = await sql`
        update responsibility r set ended_at = ${now}, ended_in = ${writeId}
        where r.town_id = ${townId} and r.assigned_in = ${earlierWriteId} and r.ended_at is null
          and ${inReach}
        returning 1`.execute(db);
      const restored = await sql`
        insert into responsibility (town_id, responsibility_id, target_kind, target_id, area_id,
          level, staff_id, assigned_at, assigned_in)
        select r.town_id, derived_id(${writeId}::uuid, r.target_id || ' ' || r.level),
          r.target_kind, r.target_id, r.area_id, r.level, r.staff_id, ${now}::timestamptz,
          ${writeId}::uuid
        from responsibility r
        join staff on staff.town_id = r.town_id and staff.staff_id = r.staff_id and staff.is_active
        join chain_level as chain on chain.town_id = r.town_id and chain.level = r.level
          and chain.removed_at is null
        where r.town_id = ${townId} and r.ended_in = ${earlierWriteId} and ${inReach}
        on conflict (town_id, target_kind, target_id, level) where ended_at is null do nothing
        returning 1`.execute(db);
      return { ended: ended.rows.length, restored: restored.rows.length };
    },
  };
}
