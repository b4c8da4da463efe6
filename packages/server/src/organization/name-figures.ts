/** Whether a target bears somebody's name: the one condition lists, bulk assignment and figures ask for. */
import type { Instant } from "@lianfang/core/kernel/time.ts";
import type { TargetKind } from "@lianfang/core/organization/contract.ts";
import { type RawBuilder, sql } from "kysely";

interface Borne {
  kind: TargetKind;
  /** The target's id in the query that asks. */
  id: RawBuilder<unknown>;
  /** As of when; now when absent. */
  at?: Instant;
  /** At any level when absent. */
  level?: number;
}

export function bearsName(townId: string, { kind, id, at, level }: Borne): RawBuilder<boolean> {
  const standing =
    at === undefined
      ? sql`r.ended_at is null`
      : sql`r.assigned_at <= ${at} and (r.ended_at is null or r.ended_at > ${at})`;
  return sql<boolean>`exists (
    select from responsibility r
    where r.town_id = ${townId} and r.target_kind = ${kind} and r.target_id = ${id} and ${standing}
      ${level === undefined ? sql`` : sql`and r.level = ${level}`})`;
}
