/** Where the records of the register stand, for what is done to all kinds of them alike. */
import type { SubjectKind } from "@lianfang/core/registry/history.ts";

export interface SubjectTable {
  table: string;
  /** The column of its id, beside `town_id`. */
  key: string;
  /** Columns repeated from another record, which change with that one. */
  repeated: readonly string[];
}

export const subjectTables: Record<SubjectKind, SubjectTable> = {
  household: { table: "household", key: "household_id", repeated: [] },
  resident: { table: "resident", key: "resident_id", repeated: ["area_id", "number_key"] },
  premises: { table: "premises", key: "premises_id", repeated: [] },
};

/** Columns every record has, which say when it changed and not what it is. */
export const bookkeeping: readonly string[] = [
  "town_id",
  "revision",
  "created_at",
  "changed_at",
  "removed_at",
  "removal_reason",
  "absences",
];
