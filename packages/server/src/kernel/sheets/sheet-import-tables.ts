/** The table of lists brought in, as migrations/0090_sheet_imports.sql makes it. */
import type { Instant } from "@lianfang/core/kernel/time.ts";

export type SheetWhat = "areas" | "premises" | "staff";

interface SheetImportTable {
  town_id: string;
  import_id: string;
  what: SheetWhat;
  file_name: string;
  read_lines: number;
  new_lines: number;
  changed_lines: number;
  same_lines: number;
  rejected_lines: number;
  imported_at: Instant;
  imported_by: string | null;
  undone_at: Instant | null;
}

declare module "../database/tables.ts" {
  interface Tables {
    sheet_import: SheetImportTable;
  }
}
