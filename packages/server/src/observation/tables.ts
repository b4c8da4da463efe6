/** The module's tables, as migrations/0021_observation.sql makes them. */
import type { Day, Instant } from "@lianfang/core/kernel/time.ts";
import type {
  AlertKind,
  Basis,
  ChainPerson,
  OrderState,
  RestrictiveMeasure,
} from "@lianfang/core/observation/contract.ts";
import type { Check } from "@lianfang/core/observation/rules.ts";
import type { Part } from "@lianfang/core/observation/terms.ts";
import type { ColumnType, Generated } from "kysely";
import type { z } from "zod";

export interface ObservationNumberTable {
  town_id: string;
  kind: "order" | "certificate";
  year: number;
  last: number;
}

/** The name somebody had when the order was issued; the telephone number is looked up. */
export type NamedAnswerer = Omit<z.infer<typeof ChainPerson>, "phone">;

export interface ObservationOrderTable {
  town_id: string;
  order_id: string;
  arrival_id: string;
  resident_id: string;
  number_year: number;
  number: number;
  part: Part;
  measure: RestrictiveMeasure;
  counted_from: Day;
  start_day: Day;
  end_day: Day;
  starts_at: Instant;
  ends_at: Instant;
  place: string;
  reason_zh: string;
  reason_en: string;
  bases: ColumnType<z.infer<typeof Basis>[], z.infer<typeof Basis>[], never>;
  chain: ColumnType<NamedAnswerer[], NamedAnswerer[], never>;
  appeal_name: string;
  appeal_phone: string;
  rule_id: string;
  policy_version_id: string;
  issued_by: string;
  issued_at: Instant;
  state: Generated<z.infer<typeof OrderState>>;
  ended_at: Generated<Instant | null>;
  ended_by: Generated<string | null>;
  end_write_id: Generated<string | null>;
  checklist: Generated<Check[] | null>;
  certificate_year: Generated<number | null>;
  certificate_number: Generated<number | null>;
  revocation_reason: Generated<string | null>;
}

export interface ObservationReadingTable {
  town_id: string;
  reading_id: string;
  order_id: string;
  celsius: number;
  is_fever: boolean;
  policy_version_id: string;
  symptoms: string[];
  note: string | null;
  taken_at: Instant;
  received_at: Instant;
  taken_by: string | null;
  corrects: string | null;
  correction_reason: string | null;
}

export interface ObservationAlertTable {
  town_id: string;
  alert_id: string;
  kind: z.infer<typeof AlertKind>;
  order_id: string;
  day: Day;
  window_id: string | null;
  window_from: Instant | null;
  window_until: Instant | null;
  reading_id: string | null;
  raised_at: Instant;
  closed_at: Generated<Instant | null>;
  closed_by: Generated<string | null>;
  action: Generated<string | null>;
  settled_by: Generated<string | null>;
}

export interface ObservationWatchTable {
  town_id: string;
  day: Day;
  window_id: string;
  closed_at: Instant;
  checked_at: Instant;
}

declare module "../kernel/database/tables.ts" {
  interface Tables {
    observation_number: ObservationNumberTable;
    observation_order: ObservationOrderTable;
    observation_reading: ObservationReadingTable;
    observation_alert: ObservationAlertTable;
    observation_watch: ObservationWatchTable;
  }
}
