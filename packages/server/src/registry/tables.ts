/** The module's tables, as migrations/0011_registry.sql makes them and later ones of the module extend them. */
import type { Day, Instant } from "@lianfang/core/kernel/time.ts";
import type { ChangeKind, SubjectKind } from "@lianfang/core/registry/history.ts";
import type { ImportFate, ImportState } from "@lianfang/core/registry/import-contract.ts";
import type { ReasonCount } from "@lianfang/core/registry/import-reasons.ts";
import type { Relation, Residence, Sex, Vulnerability } from "@lianfang/core/registry/people.ts";
import type { ColumnType, Generated } from "kysely";
import type { z } from "zod";
import type { CircumstancesColumns } from "./circumstances-columns.ts";
import type { RememberedForm } from "./import-form.ts";
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
  state: ImportState;
  file_name: string;
  started_at: Instant;
  started_by: string | null;
  confirmed_by: string | null;
  closed_at: Instant | null;
  sheet_name: string | null;
  header_line: number | null;
  columns: Buffer | null;
  places: Buffer | null;
  encoding: string | null;
  from_1904: Generated<boolean>;
  fingerprint: Buffer | null;
  is_remembered: Generated<boolean>;
  unread_sheets: UnreadSheet[] | null;
  hidden_rows: number | null;
  rows_read: number | null;
  rows_new: number | null;
  rows_changed: number | null;
  rows_same: number | null;
  rows_rejected: number | null;
  rows_left_out: Generated<number>;
  reasons: Generated<ReasonCount[]>;
  plan_digest: Buffer | null;
  problem: { code: string; details?: unknown } | null;
  write_id: string | null;
  check_id: string | null;
  undone_by: string | null;
  built_on: Buffer | null;
}

export interface RegisterImportRowTable {
  town_id: string;
  import_id: string;
  position: number;
  sheet: string;
  line: number;
  fate: ImportFate;
  is_left_out: Generated<boolean>;
  reasons: Generated<string[]>;
  content: Buffer;
}

export interface RegisterImportFileTable {
  town_id: string;
  import_id: string;
  content: Buffer;
}

export interface RegisterImportProgressTable {
  town_id: string;
  import_id: string;
  step: "reading" | "checking" | "writing" | "undoing";
  done: number;
  total: number;
}

export interface RegisterFormTable {
  town_id: string;
  fingerprint: Buffer;
  columns: RememberedForm["columns"];
  areas: RememberedForm["areas"];
  used_at: Instant;
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
    register_import_file: RegisterImportFileTable;
    register_import_progress: RegisterImportProgressTable;
    register_form: RegisterFormTable;
  }
}
