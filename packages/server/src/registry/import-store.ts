import type { Page, PageInput } from "@lianfang/core/kernel/page.ts";
import type { Instant } from "@lianfang/core/kernel/time.ts";
import type { ImportCounts, ImportPlace } from "@lianfang/core/registry/import-contract.ts";
import type { ReasonCount } from "@lianfang/core/registry/import-reasons.ts";
import { type Selectable, sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { decodeCursor, toPage } from "../kernel/database/cursor.ts";
import { json } from "../kernel/database/database.ts";
import type { Vault } from "../kernel/vault/vault.ts";
import type { Choices } from "./import-places.ts";
import type { GivenFile } from "./import-preview.ts";
import type { FileColumn, FileReading, FileSheet } from "./import-reading.ts";
import { vaultOf } from "./sealed.ts";
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

/** Imports of the town; their access is for the whole town only. */
export function importStore(context: QueryContext) {
  const { db, town } = context;
  const of = (importId: string) =>
    db
      .updateTable("register_import")
      .where("town_id", "=", town.townId)
      .where("import_id", "=", importId);

  return {
    async list(input: PageInput): Promise<Page<HeldImport>> {
      const vault = await vaultOf(context);
      const rows = await imports(context)
        .$if(input.after !== undefined, (query) => {
          const [at, id] = decodeCursor(input.after ?? "", 2);
          return query.where(
            sql<boolean>`(started_at, import_id) < (${at}::timestamptz, ${id}::uuid)`,
          );
        })
        .orderBy("started_at", "desc")
        .orderBy("import_id", "desc")
        .limit(input.limit + 1)
        .execute();
      return toPage(
        rows,
        input.limit,
        (row) => [row.started_at, row.import_id],
        (row) => held(row, vault),
      );
    },
    async find(importId: string): Promise<HeldImport | undefined> {
      const row = await imports(context).where("import_id", "=", importId).executeTakeFirst();
      return row && held(row, await vaultOf(context));
    },
    /** For a change: nobody else changes it before the transaction ends. */
    async hold(importId: string): Promise<HeldImport | undefined> {
      const row = await imports(context)
        .where("import_id", "=", importId)
        .forNoKeyUpdate("register_import")
        .executeTakeFirst();
      return row && held(row, await vaultOf(context));
    },
    async insert(given: { importId: string; fileName: string; startedBy: string | undefined }) {
      await db
        .insertInto("register_import")
        .values({
          town_id: town.townId,
          import_id: given.importId,
          state: "reading",
          file_name: given.fileName,
          started_at: context.now,
          started_by: given.startedBy ?? null,
        })
        .execute();
    },
    /** Keeps what a reading or a new checking found; the import is ready then. */
    async keepReading(importId: string, reading: HeldReading): Promise<void> {
      const vault = await vaultOf(context);
      const { sheets, choices, places } = reading;
      await of(importId)
        .set({
          state: "ready",
          check_id: null,
          problem: null,
          sheet_name: reading.sheetName,
          header_line: reading.headerLine,
          encoding: reading.encoding ?? null,
          from_1904: reading.from1904,
          fingerprint: reading.fingerprint,
          is_remembered: reading.isRemembered,
          unread_sheets: json(reading.unreadSheets),
          hidden_rows: reading.hiddenRows,
          columns: sealColumns(vault, reading.columns),
          places: sealPlaces(vault, { sheets, choices, places }),
          ...understoodColumns(reading),
        })
        .execute();
    },
    /** From now on the background checks its rows anew; a checking asked for before is void. */
    async beginChecking(importId: string, reading: HeldReading, checkId: string): Promise<void> {
      const vault = await vaultOf(context);
      const { sheets, choices, places } = reading;
      await of(importId)
        .set({
          state: "checking",
          check_id: checkId,
          problem: null,
          columns: sealColumns(vault, reading.columns),
          places: sealPlaces(vault, { sheets, choices, places }),
        })
        .execute();
    },
    async fail(importId: string, problem: NonNullable<HeldImport["problem"]>): Promise<void> {
      await of(importId)
        .set({ state: "failed", problem: json(problem), closed_at: context.now })
        .execute();
    },
    /** From now on the background writes it. */
    async beginWriting(
      importId: string,
      { confirmedBy, writeId }: { confirmedBy: string | undefined; writeId: string },
    ): Promise<void> {
      await of(importId)
        .set({
          state: "writing",
          problem: null,
          confirmed_by: confirmedBy ?? null,
          write_id: writeId,
        })
        .execute();
    },
    /** It could not be written or checked, and waits to be looked at again. */
    async returnToReady(importId: string, problem: { code: string }): Promise<void> {
      await of(importId)
        .set({ state: "ready", problem: json(problem), write_id: null, check_id: null })
        .execute();
    },
    /** The samples of a closed import are forgotten. */
    async close({ importId, reading }: HeldImport, state: "confirmed" | "discarded") {
      const bare = reading?.columns.map((column) => ({ ...column, samples: [] }));
      const columns = bare ? sealColumns(await vaultOf(context), bare) : null;
      await of(importId).set({ state, closed_at: context.now, columns }).execute();
    },
    /** From now on the background takes it back. */
    async beginUndoing(importId: string, undoneBy: string | undefined): Promise<void> {
      await of(importId)
        .set({ state: "undoing", undone_by: undoneBy ?? null, problem: null, built_on: null })
        .execute();
    },
    /** It could not be taken back. @param builtOn names, and is sealed */
    async stayWritten(
      importId: string,
      problem: { code: string },
      builtOn: unknown,
    ): Promise<void> {
      const vault = await vaultOf(context);
      const sealed = builtOn ? vault.seal("import", JSON.stringify(builtOn)) : null;
      await of(importId)
        .set({ state: "confirmed", problem: json(problem), built_on: sealed })
        .execute();
    },
    async noteUndone(importId: string): Promise<void> {
      await of(importId).set({ state: "undone" }).execute();
    },
    /** Ids of imports started before an instant that still have rows or a file, or were never closed. */
    async staleBefore(before: Instant): Promise<string[]> {
      const has = (table: "register_import_row" | "register_import_file") =>
        sql<boolean>`exists (select from ${sql.table(table)} part
          where part.town_id = register_import.town_id
            and part.import_id = register_import.import_id)`;
      const rows = await db
        .selectFrom("register_import")
        .select("import_id")
        .where("town_id", "=", town.townId)
        .where("started_at", "<", before)
        .where(({ eb, or }) =>
          or([
            eb("state", "in", ["reading", "ready", "checking", "writing"]),
            has("register_import_row"),
            has("register_import_file"),
          ]),
        )
        .execute();
      return rows.map((row) => row.import_id);
    },
  };
}

type ImportRow = Selectable<RegisterImportTable> & { started_by_name: string | null };

function imports({ db, town }: QueryContext) {
  return db
    .selectFrom("register_import")
    .leftJoin("account", (join) =>
      join
        .onRef("account.town_id", "=", "register_import.town_id")
        .onRef("account.account_id", "=", "register_import.started_by"),
    )
    .selectAll("register_import")
    .select("account.display_name as started_by_name")
    .where("register_import.town_id", "=", town.townId);
}

function held(row: ImportRow, vault: Vault): HeldImport {
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

function sealColumns(vault: Vault, columns: readonly FileColumn[]): Buffer {
  return vault.seal("import", JSON.stringify(columns));
}

function sealPlaces(vault: Vault, places: SealedPlaces): Buffer {
  return vault.seal("import", JSON.stringify(places));
}

function openPlaces(vault: Vault, sealed: Buffer | null): SealedPlaces {
  return sealed
    ? JSON.parse(vault.open("import", sealed))
    : { sheets: [], choices: {}, places: [] };
}

function understoodColumns({ counts, reasons, leftOut, planDigest }: Understood) {
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
