/** The module's tables, as migrations/0060_sync.sql and later ones make them. */
import type { Instant } from "@lianfang/core/kernel/time.ts";
import type { QuarantineReason, ScopeSeen } from "@lianfang/core/sync/rules.ts";
import type { Generated } from "kysely";

export interface SyncDeviceTable {
  town_id: string;
  device_id: string;
  account_id: string;
  key_hash: Buffer;
  label: string;
  app_version: string;
  protocol: number;
  registered_at: Instant;
  last_seen_at: Instant;
  skew_ms: number;
  unsent: number | null;
  scope_seen: Generated<ScopeSeen>;
  has_quarantined: Generated<boolean>;
  lost_at: Generated<Instant | null>;
  lost_by: Generated<string | null>;
  wiped_at: Generated<Instant | null>;
}

export interface SyncQuarantineTable {
  town_id: string;
  record_id: string;
  device_id: string;
  account_id: string;
  procedure: string;
  digest: Buffer;
  input: Buffer;
  happened_at: Instant;
  received_at: Instant;
  reason: QuarantineReason;
  conflicts_with: Generated<string | null>;
  state: Generated<"open" | "applied" | "discarded" | "mended">;
  decided_by: Generated<string | null>;
  decided_at: Generated<Instant | null>;
  decision: Generated<string | null>;
}

export interface SyncHistoryTable {
  town_id: string;
  epoch: string;
  backup_number: Generated<number>;
  backup_id: Generated<string | null>;
  backup_xid: Generated<string>;
  begun_xid: Generated<string | null>;
  begun_at: Generated<Instant | null>;
}

declare module "../kernel/database/tables.ts" {
  interface Tables {
    sync_device: SyncDeviceTable;
    sync_quarantine: SyncQuarantineTable;
    sync_history: SyncHistoryTable;
  }
}
