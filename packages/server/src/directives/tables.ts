/** The module's tables and views, as migrations/0115_directives.sql makes them. */
import type { ActKind, Way } from "@lianfang/core/directives/directive.ts";
import type { Instant } from "@lianfang/core/kernel/time.ts";
import type { Generated } from "kysely";

export interface DirectiveNumberTable {
  town_id: string;
  year: number;
  last: number;
}

export interface DirectiveTable {
  town_id: string;
  directive_id: string;
  number_year: number;
  number: number;
  title: string;
  body: string;
  issued_by: string;
  issued_at: Instant;
  confirm_by: Instant;
  finish_by: Instant | null;
  replaces: string | null;
}

export interface DirectiveKnownView extends DirectiveTable {
  withdrawn_at: Instant | null;
  withdrawn_by: string | null;
  reason: string | null;
  successor_id: string | null;
  /** From when on it stood no more. */
  ended_at: Instant | null;
}

export interface DirectiveWithdrawalTable {
  town_id: string;
  directive_id: string;
  withdrawn_by: string;
  withdrawn_at: Instant;
  reason: string;
}

export interface DirectiveUnitTable {
  town_id: string;
  directive_id: string;
  unit_id: string;
  name: string;
  name_en: string;
  position: number;
}

export interface DirectiveActTable {
  town_id: string;
  act_id: string;
  directive_id: string;
  unit_id: string;
  kind: ActKind;
  body: string | null;
  acted_by: string;
  /** The order in which they were written. */
  heard: Generated<number>;
  acted_at: Instant;
  received_at: Instant;
  said_by: string | null;
  said_staff: string | null;
  way: Way | null;
}

export interface DirectiveActKnownView extends DirectiveActTable {
  /** As it reads now. */
  words: string | null;
  is_taken_back: boolean;
}

export interface DirectiveAmendmentTable {
  town_id: string;
  amendment_id: string;
  act_id: string;
  heard: Generated<number>;
  /** The words from then on; none where it is taken back. */
  body: string | null;
  reason: string;
  amended_by: string;
  amended_at: Instant;
  received_at: Instant;
}

/** Kept by the database with every act: what stands for each unit. */
export interface DirectiveStandTable {
  town_id: string;
  directive_id: string;
  unit_id: string;
  acknowledgement_id: string | null;
  acknowledged_at: Instant | null;
  /** When the first confirmation that wasn't taken back was received. */
  heard_at: Instant | null;
  completion_id: string | null;
  finished_at: Instant | null;
}

export interface DirectiveProgressView extends DirectiveUnitTable {
  confirm_by: Instant;
  finish_by: Instant | null;
  acknowledgement_id: string | null;
  acknowledged_by: string | null;
  acknowledged_at: Instant | null;
  acknowledged_received_at: Instant | null;
  acknowledged_said_by: string | null;
  acknowledged_way: Way | null;
  completion_id: string | null;
  finished_by: string | null;
  finished_at: Instant | null;
  finished_received_at: Instant | null;
  finished_said_by: string | null;
  finished_way: Way | null;
  note: string | null;
}

declare module "../kernel/database/tables.ts" {
  interface Tables {
    directive_number: DirectiveNumberTable;
    directive: DirectiveTable;
    directive_known: DirectiveKnownView;
    directive_withdrawal: DirectiveWithdrawalTable;
    directive_unit: DirectiveUnitTable;
    directive_act: DirectiveActTable;
    directive_act_known: DirectiveActKnownView;
    directive_amendment: DirectiveAmendmentTable;
    directive_stand: DirectiveStandTable;
    directive_progress: DirectiveProgressView;
  }
}
