/** The module's tables, as migrations/0047_lists.sql makes them. */
import type { Instant } from "@lianfang/core/kernel/time.ts";
import type { Generated } from "kysely";

export interface ListViewTable {
  town_id: string;
  view_id: string;
  list: string;
  account_id: string;
  name: string;
  filters: Record<string, string>;
  sort: string | null;
  columns: string[];
  is_shared: Generated<boolean>;
  revision: Generated<number>;
  saved_at: Instant;
}

export interface ListHabitTable {
  town_id: string;
  account_id: string;
  list: string;
  columns: string[] | null;
  view_id: string | null;
}

declare module "../kernel/database/tables.ts" {
  interface Tables {
    list_view: ListViewTable;
    list_habit: ListHabitTable;
  }
}
