/** The module's tables, as migrations/0011_registry.sql makes them and later ones of the module extend them. */
import type { Day, Instant } from "@lianfang/core/kernel/time.ts";
import type { ChangeKind, SubjectKind } from "@lianfang/core/registry/history.ts";
import type { ImportFate } from "@lianfang/core/registry/import-contract.ts";
import type { Relation, Residence, Sex, Vulnerability } from "@lianfang/core/registry/people.ts";
import type { ColumnType, Generated } from "kysely";
import type { z } from "zod";
import type { CircumstancesColumns } from "./circumstances-columns.ts";
import type { UnreadSheet } from "./import-reading.ts";

export interface HouseholdTable {
  town_id: string;
  household_id: string;
  area_id: string;
  number: string;
  number_key: string;
  villagers_group: string | null;
  address: string | null;
  phone: Buffer | null;
  phone_blind: Buffer | null;
  phone_tail: Buffer | null;
  revision: Generated<number>;
  created_at: Instant;
  changed_at: Instant;
  removed_at: Instant | null;
}

export interface ResidentTable extends CircumstancesColumns {
  town_id: string;
  resident_id: string;
  household_id: string;
  area_id: string;
  number_key: string;
  name: string;
  /** As `pinyinOf` gives it; empty until the program has come to it. */
  name_pinyin: Generated<string>;
  sex: z.infer<typeof Sex>;
  birthday: Day | null;
  identity: Buffer | null;
  identity_blind: Buffer | null;
  identity_tail: Buffer | null;
  phone: Buffer | null;
  phone_blind: Buffer | null;
  phone_tail: Buffer | null;
  relation: z.infer<typeof Relation>;
  relation_rank: ColumnType<number, never, never>;
  residence: z.infer<typeof Residence>;
  occupation: string | null;
  vulnerabilities: z.infer<typeof Vulnerability>[];
  note: string | null;
  revision: Generated<number>;
  created_at: Instant;
  changed_at: Instant;
  removed_at: Instant | null;
  removal_reason: "moved-away" | "died" | "entered-by-mistake" | "merged" | null;
  /** Set by merging alone, which writes whole rows. */
  merged_into: ColumnType<string | null, never, never>;
  /** Spans of time off the register, as PostgreSQL writes them. */
  absences: ColumnType<string, never, string>;
}

export interface RegisterImportTable {
  town_id: string;
  import_id: string;
  state: "ready" | "confirmed" | "discarded";
  file_name: string;
  started_at: Instant;
  closed_at: Instant | null;
  sheet_name: string;
  header_line: number;
  columns: Buffer;
  unread_sheets: UnreadSheet[];
  hidden_rows: number;
  rows_read: number;
  rows_new: number;
  rows_changed: number;
  rows_same: number;
  rows_rejected: number;
  plan_digest: Buffer;
}

export interface RegisterImportRowTable {
  town_id: string;
  import_id: string;
  position: number;
  sheet: string;
  line: number;
  fate: z.infer<typeof ImportFate>;
  content: Buffer;
}

export interface RegisterChangeTable {
  town_id: string;
  subject_kind: SubjectKind;
  subject_id: string;
  revision: number;
  as_of: number;
  write_id: string;
  what: ChangeKind;
  before: Buffer | null;
}

/** Records that became part of others, see migrations/0045_registry_same_person.sql. */
export interface MergedResidentView {
  town_id: string;
  merged_id: string;
  merged_into: string;
  merged_at: Instant;
}

/** Whom any id ever given stands for by now. */
export interface KnownResidentView
  extends Pick<
    ResidentTable,
    | "town_id"
    | "resident_id"
    | "household_id"
    | "area_id"
    | "number_key"
    | "name"
    | "sex"
    | "birthday"
    | "residence"
    | "relation"
  > {
  known_as: string;
}

export interface DifferentPeopleTable {
  town_id: string;
  one_id: string;
  other_id: string;
  write_id: string;
}

declare module "../kernel/database/tables.ts" {
  interface Tables {
    merged_resident: MergedResidentView;
    known_resident: KnownResidentView;
    different_people: DifferentPeopleTable;
    register_change: RegisterChangeTable;
    household: HouseholdTable;
    resident: ResidentTable;
    register_import: RegisterImportTable;
    register_import_row: RegisterImportRowTable;
  }
}
