/** What recording many rounds at once reads and writes; whom each caller reaches is judged after. */

import type { Instant } from "@lianfang/core/kernel/time.ts";
import type { RoundRecord } from "@lianfang/core/rounds/contract.ts";
import type { RoundTargetKind } from "@lianfang/core/rounds/registers.ts";
import { sql } from "kysely";
import { anyOf } from "../kernel/database/any-of.ts";
import { json } from "../kernel/database/database.ts";
import type { Reading } from "../kernel/endpoint/batched.ts";
import "../registry/tables.ts";
import "./tables.ts";

export interface NewRound
  extends Pick<
      RoundRecord,
      "recordId" | "ruleId" | "duty" | "target" | "targetKind" | "targetId" | "areaId"
    >,
    Pick<RoundRecord, "outcome" | "checks" | "answers" | "finding" | "note" | "doneAt"> {
  receivedAt: Instant;
  recordedBy: string | undefined;
  /** A member of staff, where it came on paper. */
  doneBy?: string | undefined;
  corrects?: string;
  correctionReason?: string;
}

/** Where each kind of target stands, and in which area. */
const places = {
  household: sql`select household_id as id, area_id, removed_at from household`,
  person: sql`select known_as as id, area_id, null::timestamptz as removed_at from known_resident`,
  premises: sql`select premises_id as id, area_id, removed_at from premises`,
  checkpoint: sql`select checkpoint_id as id, area_id, null::timestamptz as removed_at
    from checkpoint`,
  area: sql`select area_id as id, area_id, null::timestamptz as removed_at from area`,
} satisfies Record<RoundTargetKind, unknown>;

export function roundBatchStore({ db, town: { townId } }: Pick<Reading, "db" | "town">) {
  return {
    /** The area each target lies in, by kind and id; those there are none of are left out. */
    async areasOf(
      targets: readonly { targetKind: RoundTargetKind; targetId: string }[],
    ): Promise<Map<string, string>> {
      const byKind = Map.groupBy(targets, ({ targetKind }) => targetKind);
      const each = [...byKind].map(([kind, those]) => {
        const ids = [...new Set(those.map(({ targetId }) => targetId))];
        return sql`select ${kind}::text || ' ' || place.id as key, place.area_id
          from (${places[kind]} where town_id = ${townId}) as place
          where place.id = ${anyOf(ids)} and place.removed_at is null`;
      });
      if (each.length === 0) return new Map();
      const { rows } = await sql<{ key: string; area_id: string }>`
        ${sql.join(each, sql` union all `)}`.execute(db);
      return new Map(rows.map(({ key, area_id }) => [key, area_id]));
    },

    async insert(rounds: readonly NewRound[]): Promise<void> {
      await sql`
        insert into round_record (town_id, record_id, rule_id, duty, target, target_kind, target_id,
          area_id, outcome, checks, answers, finding, note, done_at, received_at, recorded_by,
          done_by, corrects, correction_reason)
        select ${townId}, "recordId", "ruleId", duty, target, "targetKind", "targetId", "areaId",
          outcome, checks, answers, finding, note, "doneAt", "receivedAt", "recordedBy", "doneBy",
          corrects, "correctionReason"
        from jsonb_to_recordset(${json(rounds)}) as round ("recordId" uuid, "ruleId" text,
          duty text, target text, "targetKind" text, "targetId" uuid, "areaId" uuid, outcome text,
          checks jsonb, answers jsonb, finding text, note text, "doneAt" timestamptz,
          "receivedAt" timestamptz, "recordedBy" uuid, "doneBy" uuid, corrects uuid,
          "correctionReason" text)
        `.execute(db);
    },
  };
}

export const keyOf = ({
  targetKind,
  targetId,
}: {
  targetKind: RoundTargetKind;
  targetId: string;
}): string => `${targetKind} ${targetId}`;
