/** The module's table, as migrations/0010_policy.sql makes it. */
import type { Day, Instant } from "@lianfang/core/kernel/time.ts";
import type { PolicyRules } from "@lianfang/core/policy/rules-data.ts";
import type { ColumnType } from "kysely";

export interface PolicyVersionTable {
  town_id: string;
  version_id: string;
  effective_from: Day;
  title_zh: string;
  title_en: string;
  rules: ColumnType<PolicyRules, PolicyRules, never>;
  approved_by: string | null;
  approved_at: Instant;
  withdrawn_at: Instant | null;
}

declare module "../kernel/database/tables.ts" {
  interface Tables {
    policy_version: PolicyVersionTable;
  }
}
