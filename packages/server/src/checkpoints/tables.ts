/** The module's tables, as migrations/0063_checkpoints.sql and later ones make them. */
import type { CheckpointKind, Equipment } from "@lianfang/core/checkpoints/checkpoint.ts";
import type { Plan, Wishes } from "@lianfang/core/checkpoints/consolidation.ts";
import type { CrossingReason, CrossingRow, Step } from "@lianfang/core/checkpoints/crossing.ts";
import type { Outcome } from "@lianfang/core/checkpoints/decision.ts";
import type { Evidence, HealthCode, TestOutcome } from "@lianfang/core/checkpoints/evidence.ts";
import type { PassState } from "@lianfang/core/checkpoints/pass.ts";
import type { PassKind } from "@lianfang/core/checkpoints/pass-verdict.ts";
import type { SourceFailure } from "@lianfang/core/checkpoints/result-source.ts";
import type { RoadGraph } from "@lianfang/core/checkpoints/road-graph.ts";
import type { Day, Instant, TimeOfDay } from "@lianfang/core/kernel/time.ts";
import type { Generated } from "kysely";
import type { z } from "zod";

export interface CheckpointTable {
  town_id: string;
  checkpoint_id: string;
  name: string;
  name_en: string | null;
  area_id: string;
  kind: CheckpointKind;
  place: string | null;
  lon: number | null;
  lat: number | null;
  posts: number;
  guards_needed: number;
  hours_from: TimeOfDay | null;
  hours_to: TimeOfDay | null;
  equipment: Equipment[];
  note: string | null;
  revision: Generated<number>;
  created_at: Instant;
  changed_at: Instant;
}

export interface CheckpointPeriodTable {
  town_id: string;
  checkpoint_id: string;
  opened_on: Day;
  closed_on: Day | null;
  reason: string | null;
  merged_into: string | null;
  opened_by: string | null;
  closed_by: string | null;
  known_from: Instant;
  closed_known_from: Instant | null;
}

export interface CheckpointShiftTable {
  town_id: string;
  shift_id: string;
  checkpoint_id: string;
  starts_at: Instant;
  ends_at: Instant;
  leader_id: string | null;
  set_by: string | null;
  set_at: Instant;
}

export interface CheckpointShiftStaffTable {
  town_id: string;
  shift_id: string;
  staff_id: string;
}

export interface CheckpointCrossingTable {
  town_id: string;
  received_at: Instant;
  crossing_id: string;
  line: number;
  checkpoint_id: string;
  area_id: string;
  subject: CrossingRow["subject"];
  direction: "in" | "out";
  crossed_at: Instant;
  device: string | null;
  name: string | null;
  identity: Buffer | null;
  identity_blind: Buffer | null;
  phone: Buffer | null;
  plate: Buffer | null;
  plate_blind: Buffer | null;
  itinerary: Buffer | null;
  origin_code: string | null;
  others: number;
  celsius: number | null;
  steps: Step[];
  evidence: Evidence;
  outcome: Outcome;
  ruled: Outcome;
  reasons: z.infer<typeof CrossingReason>[];
  override_reason: string | null;
  override_by: string | null;
  pass_serial: number | null;
  is_informed: boolean;
  policy_version_id: string;
  recorded_by: string | null;
}

export interface CheckpointCrossingReplacedTable {
  town_id: string;
  crossing_id: string;
  why: "corrected" | "void" | "double";
  replaced_by: string | null;
  reason: string | null;
  by_account: string | null;
  at: Instant;
}

interface CrossingMeasures {
  vehicles: number;
  boats: number;
  people: number;
  registered: number;
  temperatures: number;
  refused: number;
  fevers: number;
  persuaded: number;
}

/** A view: what each line of a crossing adds to each figure. */
export interface CheckpointCrossingCountedView
  extends CrossingMeasures,
    Pick<
      CheckpointCrossingTable,
      | "town_id"
      | "crossing_id"
      | "line"
      | "checkpoint_id"
      | "area_id"
      | "crossed_at"
      | "received_at"
    > {}

/** Written by the database's own `close_crossing_days` alone. */
export interface CheckpointCrossingClosingTable extends CrossingMeasures {
  town_id: string;
  as_of: Instant;
  area_id: string;
}

export interface CheckpointDoubleTable {
  town_id: string;
  earlier_id: string;
  later_id: string;
  is_same: boolean;
  judged_by: string | null;
  judged_at: Instant;
}

export interface CheckpointFollowUpTable {
  town_id: string;
  crossing_id: string;
  line: number;
  action: string;
  arrival_id: string | null;
  by_account: string | null;
  at: Instant;
}

export interface CheckpointPassNumberTable {
  town_id: string;
  last: number;
}

export interface CheckpointPassTable {
  town_id: string;
  pass_id: string;
  kind: PassKind;
  area_id: string;
  resident_id: string | null;
  household_id: string | null;
  holder_name: string;
  identity: Buffer | null;
  plate: Buffer | null;
  holder_key: Buffer;
  every_days: number | null;
  valid_from: Day;
  valid_until: Day;
  purpose: string | null;
  state: Exclude<PassState, "expired">;
  serial: number | null;
  salt: Buffer | null;
  renews: string | null;
  applied_at: Instant;
  applied_by: string | null;
  decided_at: Instant | null;
  decided_by: string | null;
  ended_at: Instant | null;
  ended_by: string | null;
  reason: string | null;
}

export interface CheckpointMisuseAnswerTable {
  town_id: string;
  earlier_id: string;
  later_id: string;
  action: string;
  by_account: string | null;
  at: Instant;
}

export interface CheckpointPlanTable {
  town_id: string;
  plan_id: string;
  title: string;
  graph: RoadGraph;
  revision: Generated<number>;
  is_draft: boolean;
  wishes: Wishes | null;
  chosen: Plan | null;
  made_by: string | null;
  made_at: Instant;
  chosen_by: string | null;
  chosen_at: Instant | null;
  confirmed_by: string | null;
  closes_on: Day | null;
  applied_by: string | null;
  applied_at: Instant | null;
}

export interface CheckpointTestTable {
  town_id: string;
  received_at: Instant;
  test_id: string;
  identity: Buffer;
  identity_blind: Buffer;
  sampled_at: Instant | null;
  result: TestOutcome | null;
  health_code: HealthCode | null;
  source: "manual" | "list" | "county";
  write_id: string;
  recorded_by: string | null;
}

export interface CheckpointQuestionTable {
  town_id: string;
  question_id: string;
  identity: Buffer | null;
  identity_blind: Buffer;
  asked_at: Instant;
  asked_by: string | null;
  answered_at: Instant | null;
  is_known: boolean | null;
}

export interface CheckpointResultSourceTable {
  town_id: string;
  answered_at: Instant | null;
  failed_at: Instant | null;
  failure: SourceFailure | null;
  retry_at: Instant | null;
}

declare module "../kernel/database/tables.ts" {
  interface Tables {
    checkpoint: CheckpointTable;
    checkpoint_period: CheckpointPeriodTable;
    checkpoint_shift: CheckpointShiftTable;
    checkpoint_shift_staff: CheckpointShiftStaffTable;
    checkpoint_crossing: CheckpointCrossingTable;
    checkpoint_crossing_replaced: CheckpointCrossingReplacedTable;
    checkpoint_crossing_counted: CheckpointCrossingCountedView;
    checkpoint_crossing_closing: CheckpointCrossingClosingTable;
    checkpoint_double: CheckpointDoubleTable;
    checkpoint_follow_up: CheckpointFollowUpTable;
    checkpoint_pass_number: CheckpointPassNumberTable;
    checkpoint_pass: CheckpointPassTable;
    checkpoint_misuse_answer: CheckpointMisuseAnswerTable;
    checkpoint_plan: CheckpointPlanTable;
    checkpoint_test: CheckpointTestTable;
    checkpoint_question: CheckpointQuestionTable;
    checkpoint_result_source: CheckpointResultSourceTable;
  }
}
