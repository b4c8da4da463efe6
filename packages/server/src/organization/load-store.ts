/** What members of staff answer for, counted and listed; only what lies within the caller's reach. */

import type { Page, PageInput } from "@lianfang/core/kernel/page.ts";
import type { Target, TargetKind } from "@lianfang/core/organization/contract.ts";
import { type RawBuilder, sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import { decodeCursor, toPage } from "../kernel/database/cursor.ts";
import "./tables.ts";

interface Counted {
  targetKind: TargetKind;
  areaId: string;
  level: number;
  count: number;
}

interface Listed extends Target {
  responsibilityId: string;
  level: number;
}

/** @param targets of every kind, as a query of `kind`, `target_id`, `area_id`, `name`, `sort_key` */
export function loadStore({ db, town: { townId } }: QueryContext, targets: RawBuilder<unknown>) {
  const held = sql`
    from responsibility r
    join (${targets}) as target on target.kind = r.target_kind and target.target_id = r.target_id
    where r.town_id = ${townId} and r.ended_at is null`;
  return {
    async of(staffId: string): Promise<Counted[]> {
      const { rows } = await sql<Counted>`
        select r.target_kind as "targetKind", target.area_id as "areaId", r.level, count(*) as "count"
        ${held} and r.staff_id = ${staffId}
        group by 1, 2, 3 order by 1, 2, 3`.execute(db);
      return rows;
    },

    /** How many targets each of these answers for. */
    async counts(staffIds: readonly string[]): Promise<Map<string, number>> {
      const { rows } = await sql<{ staffId: string; count: number }>`
        select r.staff_id as "staffId", count(*) as "count"
        ${held} and r.staff_id = ${anyOf(staffIds)}
        group by 1`.execute(db);
      return new Map(rows.map(({ staffId, count }) => [staffId, count]));
    },

    async list(
      staffId: string,
      { targetKind, after, limit }: PageInput & { targetKind: TargetKind },
    ): Promise<Page<Listed>> {
      const [key, id] = after ? decodeCursor(after, 2) : [];
      const { rows } = await sql<Listed & { sortKey: string }>`
        select r.responsibility_id as "responsibilityId", r.level, r.target_kind as "targetKind",
          r.target_id as "targetId", target.name, target.area_id as "areaId",
          target.sort_key as "sortKey"
        ${held} and r.staff_id = ${staffId} and r.target_kind = ${targetKind}
          ${
            key === undefined
              ? sql``
              : sql`and (target.sort_key collate "C", r.responsibility_id)
                  > (${key} collate "C", ${id}::uuid)`
          }
        order by target.sort_key collate "C", r.responsibility_id
        limit ${sql.lit(limit + 1)}`.execute(db);
      return toPage(
        rows,
        limit,
        (row) => [row.sortKey, row.responsibilityId],
        ({ sortKey: _, ...row }) => row,
      );
    },
  };
}
