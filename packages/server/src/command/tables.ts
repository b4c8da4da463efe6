/** The module's table, as migrations/0030_command.sql makes it. */
import type { BulletinContent } from "@lianfang/core/command/bulletin-content.ts";
import type { Day, Instant } from "@lianfang/core/kernel/time.ts";
import type { Generated } from "kysely";

export interface BulletinTable {
  town_id: string;
  bulletin_id: string;
  response_id: string;
  day: Day;
  cut_off_at: Instant;
  state: Generated<"draft" | "issued">;
  revision: Generated<number>;
  remarks_zh: string;
  remarks_en: string;
  is_drafted: Generated<boolean>;
  composed_at: Instant;
  issue_number: number | null;
  issued_at: Instant | null;
  issued_by: string | null;
  content: BulletinContent | null;
  digest: Buffer | null;
}

declare module "../kernel/database/tables.ts" {
  interface Tables {
    bulletin: BulletinTable;
  }
}
