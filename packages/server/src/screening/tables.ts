/** The module's tables, as migrations/0020_screening.sql makes them. */
import type { Day, Instant } from "@lianfang/core/kernel/time.ts";
import type { Assessment } from "@lianfang/core/policy/contract.ts";
import type { Distance } from "@lianfang/core/policy/divisions.ts";
import type { ArrivalRow, Journey } from "@lianfang/core/screening/contract.ts";
import type { Generated } from "kysely";

interface JourneyColumns {
  origin_code: string;
  origin_detail: string | null;
  transit_codes: string[];
  left_origin_on: Day | null;
  arrived_on: Day;
  transport: Journey["transport"];
  transport_number: string | null;
  is_close_contact: boolean;
  door: Journey["door"];
  note: string | null;
  assessment: Assessment;
  policy_version_id: string;
  measure: Assessment["measure"];
  distance: Distance;
  risk_by: "origin" | "transit" | null;
  recorded_by: string | null;
  known_from: Instant;
}

export interface ArrivalTable extends JourneyColumns {
  town_id: string;
  arrival_id: string;
  resident_id: string;
  revision: Generated<number>;
  created_at: Instant;
  voided_at: Generated<Instant | null>;
  voided_by: Generated<string | null>;
  void_reason: Generated<string | null>;
  order_id: Generated<string | null>;
  order_state: Generated<NonNullable<ArrivalRow["orderState"]> | null>;
  awaiting_until: Day | null;
}

export interface ArrivalHistoryTable extends JourneyColumns {
  town_id: string;
  arrival_id: string;
  revision: number;
  known_until: Instant;
}

export interface ArrivalAsKnownView {
  town_id: string;
  arrival_id: string;
  resident_id: string;
  arrived_on: Day;
  measure: Assessment["measure"];
  distance: Distance;
  risk_by: "origin" | "transit" | null;
  is_close_contact: boolean;
  known_from: Instant;
  known_until: Instant | null;
  voided_at: Instant | null;
}

declare module "../kernel/database/tables.ts" {
  interface Tables {
    arrival: ArrivalTable;
    arrival_history: ArrivalHistoryTable;
    arrival_as_known: ArrivalAsKnownView;
  }
}
