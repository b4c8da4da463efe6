import type { Grant } from "@lianfang/core/kernel/access.ts";
import type { Day, Instant } from "@lianfang/core/kernel/time.ts";
import type { TokenGroup } from "@lianfang/core/kernel/token-group.ts";
import type { Generated } from "kysely";

export interface TownTable {
  town_id: string;
  name: string;
  name_en: string;
  county: string | null;
  province: string | null;
  time_zone: Generated<string>;
  is_drill: Generated<boolean>;
  collect_by: string;
  meet_at: string;
  publish_tasks_at: string;
  bulletin_by: string;
  response_id: string;
  founded_at: Instant;
}

export interface ResponseTable {
  town_id: string;
  response_id: string;
  name: string;
  name_en: string;
  activated_on: Day;
  ended_on: Day | null;
}

export interface ResponseKeyTable {
  town_id: string;
  response_id: string;
  wrapped: Buffer | null;
  made_at: Instant;
  destroyed_at: Instant | null;
}

export interface AccountTable {
  town_id: string;
  account_id: string;
  user_name: string;
  display_name: string;
  staff_id: string | null;
  state: "invited" | "active" | "suspended";
  password_hash: string | null;
  code_hash: string | null;
  code_expires_at: Instant | null;
  created_at: Instant;
  last_sign_in_at: Instant | null;
}

export interface AccountGrantTable {
  town_id: string;
  account_id: string;
  role: Grant["role"];
  scope_kind: Grant["scopeKind"];
  scope_id: string;
}

export interface SessionTable {
  town_id: string;
  token_hash: Buffer;
  account_id: string;
  opened_at: Instant;
  seen_at: Instant;
  expires_at: Instant;
  idle_minutes: Generated<number>;
}

export interface ApiTokenTable {
  town_id: string;
  token_id: string;
  token_hash: Buffer;
  account_id: string;
  name: string;
  purpose: string;
  holder: string;
  groups: TokenGroup[];
  area_ids: string[] | null;
  addresses: string[];
  made_at: Instant;
  ends_on: Day;
  ends_at: Instant;
  revoked_at: Generated<Instant | null>;
  revoked_by: Generated<string | null>;
  last_used_at: Generated<Instant | null>;
  last_used_from: Generated<string | null>;
}

export interface ThrottleTable {
  key: Buffer;
  failures: number;
  last_at: Instant;
}

export interface JournalTable {
  town_id: string;
  id: string;
  sequence: Generated<number>;
  xid: Generated<string>;
  entry: string;
  actor_id: string | null;
  device: string | null;
  subject_kind: string | null;
  subject_ids: string[];
  area_id: string | null;
  details: unknown;
  happened_at: Instant | null;
  received_at: Instant;
  digest: Buffer;
  answer: unknown;
  token_id: Generated<string | null>;
}

export interface JournalConflictTable {
  town_id: string;
  conflict_id: string;
  id: string;
  entry: string;
  actor_id: string | null;
  received_at: Instant;
  digest: Buffer;
}

export interface JournalSealTable {
  town_id: string;
  number: number;
  upto_xid: string;
  upto_sequence: number;
  rows: number;
  root: Buffer;
  head: Buffer;
  signature: Buffer;
  key_id: string;
  sealed_at: Instant;
}

export interface DivisionTable {
  code: string;
  name: string;
  name_en: string | null;
  parent_code: string | null;
  path: string[];
}

export interface InstanceStateTable {
  name: string;
  value: unknown;
}

/**
 * The database's tables. Each module adds its own beside its store:
 * `declare module "../kernel/database/tables.ts" { interface Tables { household: HouseholdTable } }`
 */
export interface Tables {
  instance_state: InstanceStateTable;
  town: TownTable;
  response: ResponseTable;
  response_key: ResponseKeyTable;
  account: AccountTable;
  account_grant: AccountGrantTable;
  session: SessionTable;
  api_token: ApiTokenTable;
  throttle: ThrottleTable;
  journal: JournalTable;
  journal_conflict: JournalConflictTable;
  journal_seal: JournalSealTable;
  division: DivisionTable;
}
