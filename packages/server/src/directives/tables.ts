/** The module's tables and views, as migrations/0115_directives.sql makes them. */
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

export interface DirectiveAcknowledgementTable {
  town_id: string;
  acknowledgement_id: string;
  directive_id: string;
  unit_id: string;
  acknowledged_by: string;
  acknowledged_at: Instant;
  received_at: Instant;
  /** The order in which they were written. */
  heard: Generated<number>;
}

export interface DirectiveFeedbackTable {
  town_id: string;
  feedback_id: string;
  directive_id: string;
  unit_id: string;
  body: string;
  written_by: string;
  written_at: Instant;
  received_at: Instant;
}

export interface DirectiveCompletionTable {
  town_id: string;
  directive_id: string;
  unit_id: string;
  finished_by: string;
  finished_at: Instant;
  received_at: Instant;
  note: string | null;
}

export interface DirectiveProgressView extends DirectiveUnitTable {
  confirm_by: Instant;
  finish_by: Instant | null;
  acknowledged_by: string | null;
  acknowledged_at: Instant | null;
  acknowledged_received_at: Instant | null;
  finished_by: string | null;
  finished_at: Instant | null;
  finished_received_at: Instant | null;
  note: string | null;
}

declare module "../kernel/database/tables.ts" {
  interface Tables {
    directive_number: DirectiveNumberTable;
    directive: DirectiveTable;
    directive_known: DirectiveKnownView;
    directive_withdrawal: DirectiveWithdrawalTable;
    directive_unit: DirectiveUnitTable;
    directive_acknowledgement: DirectiveAcknowledgementTable;
    directive_feedback: DirectiveFeedbackTable;
    directive_completion: DirectiveCompletionTable;
    directive_progress: DirectiveProgressView;
  }
}
