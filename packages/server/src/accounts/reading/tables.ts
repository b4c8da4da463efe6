/** The tables of reading in bulk, as migrations/0050_api.sql makes them. */
import type { Instant } from "@lianfang/core/kernel/time.ts";
import type { Generated } from "kysely";

export interface ReadingHourTable {
  town_id: string;
  reader_id: string;
  hour: Instant;
  account_id: string;
  token_id: string | null;
  people: number;
}

export interface ReadingBudgetTable {
  town_id: string;
  reader: string;
  people_an_hour: number;
}

export interface ReadingAlarmTable {
  town_id: string;
  alarm_id: string;
  account_id: string;
  token_id: string | null;
  hour: Instant;
  budget: number;
  raised_at: Instant;
  seen_at: Generated<Instant | null>;
  seen_by: Generated<string | null>;
  remark: Generated<string | null>;
}

declare module "../../kernel/database/tables.ts" {
  interface Tables {
    reading_hour: ReadingHourTable;
    reading_budget: ReadingBudgetTable;
    reading_alarm: ReadingAlarmTable;
  }
}
