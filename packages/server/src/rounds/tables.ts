/** The module's tables, as migrations/0110_rounds.sql and 0136_round_days.sql make them. */
import type { Day, Instant } from "@lianfang/core/kernel/time.ts";
import type { ClosedDuties } from "@lianfang/core/rounds/closed-day.ts";
import type { RoundRecord } from "@lianfang/core/rounds/contract.ts";
import type { RoundAnswer, RoundCheck } from "@lianfang/core/rounds/record.ts";
import type { RoundTargetKind } from "@lianfang/core/rounds/registers.ts";
import type { ColumnType } from "kysely";

export interface RoundRecordTable {
  town_id: string;
  record_id: string;
  rule_id: string;
  duty: RoundRecord["duty"];
  target: RoundRecord["target"];
  target_kind: RoundTargetKind;
  target_id: string;
  area_id: string;
  outcome: RoundRecord["outcome"];
  checks: ColumnType<RoundCheck[], RoundCheck[], never>;
  answers: ColumnType<RoundAnswer[], RoundAnswer[], never>;
  finding: string | null;
  note: string | null;
  done_at: Instant;
  received_at: Instant;
  recorded_by: string | null;
  done_by: string | null;
  corrects: string | null;
  correction_reason: string | null;
}

export interface RoundDayTable {
  town_id: string;
  day: Day;
  closed_at: Instant;
  duties: ColumnType<ClosedDuties, never, never>;
}

declare module "../kernel/database/tables.ts" {
  interface Tables {
    round_record: RoundRecordTable;
    round_day: RoundDayTable;
  }
}
