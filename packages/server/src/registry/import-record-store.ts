/** An import as the register keeps it: what stands in its row, and what of it is sealed. */
import type { Instant } from "@lianfang/core/kernel/time.ts";
import type { ImportCounts, ImportPlace } from "@lianfang/core/registry/import-contract.ts";
import type { ReasonCount } from "@lianfang/core/registry/import-reasons.ts";
import type { Selectable } from "kysely";
import { json } from "../kernel/database/database.ts";
import type { Vault } from "../kernel/vault/vault.ts";
import type { Choices } from "./import-places.ts";
import type { GivenFile } from "./import-preview.ts";
import type { FileColumn, FileReading, FileSheet } from "./import-reading.ts";
import type { RegisterImportTable } from "./tables.ts";

export interface HeldImport {
  importId: string;
  state: RegisterImportTable["state"];
  fileName: string;
  startedAt: Instant;
  startedBy: string | undefined;
  confirmedBy: string | undefined;
  closedAt: Instant | undefined;
  problem: RegisterImportTable["problem"];
  writeId: string | undefined;
  /** The write that asked for the checking under way. */
  checkId: string | undefined;
  undoneBy: string | undefined;
  /** What the file says; undefined while it is not read. */
  reading: HeldReading | undefined;
}

export interface HeldReading extends GivenFile, Understood {
  columns: FileColumn[];
  sheetName: string;
  headerLine: number;
  encoding: string | undefined;
  unreadSheets: FileReading["unreadSheets"];
  hiddenRows: number;
  fingerprint: Buffer;
  isRemembered: boolean;
}

/** What a preview found, as far as it is kept. */
export interface Understood {
  places: ImportPlace[];
  reasons: ReasonCount[];
  counts: ImportCounts;
  leftOut: number;
  planDigest: Buffer;
}

/** The part of an import that is sealed beside its columns. */
interface SealedPlaces {
  sheets: readonly FileSheet[];
  choices: Choices;
  places: ImportPlace[];
}

export type ImportRow = Selectable<RegisterImportTable> & { started_by_name: string | null };

export function heldFrom(row: ImportRow, vault: Vault): HeldImport {
  return {
    importId: row.import_id,
    state: row.state,
    fileName: row.file_name,
    startedAt: row.started_at,
    startedBy: row.started_by_name ?? undefined,
    confirmedBy: row.confirmed_by ?? undefined,
    closedAt: row.closed_at ?? undefined,
    problem: problemOf(row, vault),
    writeId: row.write_id ?? undefined,
    checkId: row.check_id ?? undefined,
    undoneBy: row.undone_by ?? undefined,
    reading: readingOf(row, vault),
  };
}

function problemOf({ problem, built_on }: ImportRow, vault: Vault): HeldImport["problem"] {
  if (!problem || !built_on) return problem;
  return { ...problem, details: JSON.parse(vault.open("import", built_on)) };
}

/** The columns of what is read are filled all together. */
function readingOf(row: ImportRow, vault: Vault): HeldReading | undefined {
  if (!row.columns || !row.fingerprint || !row.plan_digest) return undefined;
  const columns: FileColumn[] = JSON.parse(vault.open("import", row.columns));
  return {
    fileName: row.file_name,
    columns,
    ...openPlaces(vault, row.places),
    from1904: row.from_1904,
    sheetName: row.sheet_name ?? "",
    headerLine: row.header_line ?? 0,
    encoding: row.encoding ?? undefined,
    unreadSheets: row.unread_sheets ?? [],
    hiddenRows: row.hidden_rows ?? 0,
    fingerprint: row.fingerprint,
    isRemembered: row.is_remembered,
    reasons: row.reasons,
    counts: {
      read: row.rows_read ?? 0,
      new: row.rows_new ?? 0,
      changed: row.rows_changed ?? 0,
      same: row.rows_same ?? 0,
      rejected: row.rows_rejected ?? 0,
    },
    leftOut: row.rows_left_out,
    planDigest: row.plan_digest,
  };
}

export function sealColumns(vault: Vault, columns: readonly FileColumn[]): Buffer {
  return vault.seal("import", JSON.stringify(columns));
}

export function sealPlaces(vault: Vault, places: SealedPlaces): Buffer {
  return vault.seal("import", JSON.stringify(places));
}

function openPlaces(vault: Vault, sealed: Buffer | null): SealedPlaces {
  return sealed
    ? JSON.parse(vault.open("import", sealed))
    : { sheets: [], choices: {}, places: [] };
}

export function understoodColumns({ counts, reasons, leftOut, planDigest }: Understood) {
  return {
    rows_read: counts.read,
    rows_new: counts.new,
    rows_changed: counts.changed,
    rows_same: counts.same,
    rows_rejected: counts.rejected,
    rows_left_out: leftOut,
    reasons: json(reasons),
    plan_digest: planDigest,
  };
}
