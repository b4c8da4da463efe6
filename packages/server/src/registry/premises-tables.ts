/** The tables of premises, as migrations/0043_registry_premises.sql makes them. */
import type { Day, Instant } from "@lianfang/core/kernel/time.ts";
import type {
  PremisesKind,
  PremisesRemoval,
  PremisesRole,
  PremisesState,
} from "@lianfang/core/registry/premises.ts";
import type { ColumnType, Generated } from "kysely";

export interface PremisesTable {
  town_id: string;
  premises_id: string;
  area_id: string;
  kind: PremisesKind;
  kind_rank: ColumnType<number, never, never>;
  name: string;
  name_pinyin: string;
  address: string | null;
  credit_code: string | null;
  in_charge_name: string | null;
  in_charge_phone: Buffer | null;
  in_charge_phone_tail: Buffer | null;
  floor_area_m2: number | null;
  capacity: number | null;
  state: PremisesState;
  state_since: Day | null;
  note: string | null;
  search_text: ColumnType<string, never, never>;
  revision: Generated<number>;
  created_at: Instant;
  changed_at: Instant;
  removed_at: Instant | null;
  removal_reason: PremisesRemoval | null;
  /** Spans of time off the register, as PostgreSQL writes them. */
  absences: ColumnType<string, never, string>;
}

export interface PremisesStateTable {
  town_id: string;
  premises_id: string;
  revision: number;
  state: PremisesState;
  state_since: Day | null;
  known_at: Instant;
}

export interface PremisesPersonTable {
  town_id: string;
  link_id: string;
  premises_id: string;
  resident_id: string;
  role: PremisesRole;
  role_rank: ColumnType<number, never, never>;
  since: Day | null;
  started_at: Instant;
  ended_at: Instant | null;
}

declare module "../kernel/database/tables.ts" {
  interface Tables {
    premises: PremisesTable;
    premises_state: PremisesStateTable;
    premises_person: PremisesPersonTable;
  }
}
