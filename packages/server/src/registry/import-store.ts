import type { Page, PageInput } from "@lianfang/core/kernel/page.ts";
import type { Instant } from "@lianfang/core/kernel/time.ts";
import type { ImportFate } from "@lianfang/core/registry/import-contract.ts";
import type { ImportCounts } from "@lianfang/core/registry/import-plan.ts";
import { type Selectable, sql } from "kysely";
import type { z } from "zod";
import type { QueryContext } from "../kernel/context.ts";
import { decodeCursor, encodeCursor } from "../kernel/database/cursor.ts";
import { json } from "../kernel/database/database.ts";
import type { Vault } from "../kernel/vault/vault.ts";
import type { FileColumn, UnreadSheet } from "./import-reading.ts";
import { openRow, type RowContent, sealRow } from "./import-row-content.ts";
import { vaultOf } from "./sealed.ts";
import type { RegisterImportTable } from "./tables.ts";

type Fate = z.infer<typeof ImportFate>;

export interface HeldImport {
  importId: string;
  state: RegisterImportTable["state"];
  fileName: string;
  startedAt: Instant;
  closedAt: Instant | undefined;
  sheetName: string;
  headerLine: number;
  columns: FileColumn[];
  unreadSheets: UnreadSheet[];
  hiddenRows: number;
  counts: ImportCounts;
  planDigest: Buffer;
}

export interface ImportRowHeld {
  position: number;
  sheet: string;
  line: number;
  fate: Fate;
  content: RowContent;
}

/** How many rows go into one statement. */
const rowsAtOnce = 10_000;

/** Imports of the town; their access is for the whole town only. */
export function importStore(context: QueryContext) {
  const { db, town } = context;
  const all = () => db.selectFrom("register_import").where("town_id", "=", town.townId);
  const rowsOf = (importId: string) =>
    db
      .selectFrom("register_import_row")
      .where("town_id", "=", town.townId)
      .where("import_id", "=", importId);

  return {
    async list({ after, limit }: PageInput): Promise<Page<HeldImport>> {
      const vault = await vaultOf(context);
      const rows = await all()
        .selectAll()
        .$if(after !== undefined, (query) => {
          const [at, id] = decodeCursor(after ?? "", 2);
          return query.where(
            sql<boolean>`(started_at, import_id) < (${at}::timestamptz, ${id}::uuid)`,
          );
        })
        .orderBy("started_at", "desc")
        .orderBy("import_id", "desc")
        .limit(limit + 1)
        .execute();
      const kept = rows.slice(0, limit);
      const last = kept.at(-1);
      return {
        rows: kept.map((row) => held(row, vault)),
        next:
          rows.length > limit && last ? encodeCursor([last.started_at, last.import_id]) : undefined,
      };
    },
    async find(importId: string): Promise<HeldImport | undefined> {
      const row = await all().selectAll().where("import_id", "=", importId).executeTakeFirst();
      return row && held(row, await vaultOf(context));
    },
    /** For a change: nobody else changes it before the transaction ends. */
    async hold(importId: string): Promise<HeldImport | undefined> {
      const row = await all()
        .selectAll()
        .where("import_id", "=", importId)
        .forUpdate()
        .executeTakeFirst();
      return row && held(row, await vaultOf(context));
    },
    async insert(given: HeldImport): Promise<void> {
      const vault = await vaultOf(context);
      await db
        .insertInto("register_import")
        .values({
          town_id: town.townId,
          import_id: given.importId,
          state: given.state,
          file_name: given.fileName,
          started_at: given.startedAt,
          closed_at: null,
          sheet_name: given.sheetName,
          header_line: given.headerLine,
          columns: sealColumns(vault, given.columns),
          unread_sheets: json(given.unreadSheets),
          hidden_rows: given.hiddenRows,
          ...countColumns(given.counts),
          plan_digest: given.planDigest,
        })
        .execute();
    },
    async replan(
      importId: string,
      planned: { columns: readonly FileColumn[]; counts: ImportCounts; planDigest: Buffer },
    ): Promise<void> {
      const vault = await vaultOf(context);
      await db
        .updateTable("register_import")
        .set({
          columns: sealColumns(vault, planned.columns),
          ...countColumns(planned.counts),
          plan_digest: planned.planDigest,
        })
        .where("town_id", "=", town.townId)
        .where("import_id", "=", importId)
        .execute();
    },
    /** The samples of a closed import are forgotten. */
    async close(
      { importId, columns }: HeldImport,
      state: "confirmed" | "discarded",
      at: Instant,
    ): Promise<void> {
      const bare = columns.map((column) => ({ ...column, samples: [] }));
      await db
        .updateTable("register_import")
        .set({ state, closed_at: at, columns: sealColumns(await vaultOf(context), bare) })
        .where("town_id", "=", town.townId)
        .where("import_id", "=", importId)
        .execute();
    },
    async writeRows(importId: string, rows: readonly ImportRowHeld[]): Promise<void> {
      const vault = await vaultOf(context);
      for (let from = 0; from < rows.length; from += rowsAtOnce) {
        const some = rows.slice(from, from + rowsAtOnce);
        await sql`
          insert into register_import_row
            (town_id, import_id, position, sheet, line, fate, content)
          select ${town.townId}, ${importId}, position, sheet, line, fate, content
          from unnest(${some.map((row) => row.position)}::int[],
            ${some.map((row) => row.sheet)}::text[], ${some.map((row) => row.line)}::int[],
            ${some.map((row) => row.fate)}::text[],
            ${some.map((row) => sealRow(vault, row.content))}::bytea[])
            as row (position, sheet, line, fate, content)`.execute(db);
      }
    },
    /** @param keeping a fate whose rows stay */
    async dropRows(importId: string, keeping?: Fate): Promise<void> {
      await db
        .deleteFrom("register_import_row")
        .where("town_id", "=", town.townId)
        .where("import_id", "=", importId)
        .$if(keeping !== undefined, (query) => query.where("fate", "!=", keeping ?? "rejected"))
        .execute();
    },
    /** All rows, or those of one fate, in the file's order. */
    async rows(importId: string, fate?: Fate): Promise<ImportRowHeld[]> {
      const vault = await vaultOf(context);
      const rows = await rowsOf(importId)
        .select(["position", "sheet", "line", "fate", "content"])
        .$if(fate !== undefined, (query) => query.where("fate", "=", fate ?? "rejected"))
        .orderBy("position")
        .execute();
      return rows.map((row) => ({ ...row, content: openRow(vault, row.content) }));
    },
    async page(
      importId: string,
      { after, limit, fate }: PageInput & { fate?: Fate | undefined },
    ): Promise<Page<ImportRowHeld>> {
      const vault = await vaultOf(context);
      const [position] = after === undefined ? ["-1"] : decodeCursor(after, 1);
      const rows = await rowsOf(importId)
        .select(["position", "sheet", "line", "fate", "content"])
        .where("position", ">", Number(position))
        .$if(fate !== undefined, (query) => query.where("fate", "=", fate ?? "rejected"))
        .orderBy("position")
        .limit(limit + 1)
        .execute();
      const kept = rows.slice(0, limit);
      const last = kept.at(-1);
      return {
        rows: kept.map((row) => ({ ...row, content: openRow(vault, row.content) })),
        next: rows.length > limit && last ? encodeCursor([last.position]) : undefined,
      };
    },
    /** Ids of imports started before an instant that still have rows, or were never closed. */
    async staleBefore(before: Instant): Promise<string[]> {
      const rows = await all()
        .select("import_id")
        .where("started_at", "<", before)
        .where(({ eb, or, exists, selectFrom }) =>
          or([
            eb("state", "=", "ready"),
            exists(
              selectFrom("register_import_row")
                .select("position")
                .whereRef("register_import_row.town_id", "=", "register_import.town_id")
                .whereRef("register_import_row.import_id", "=", "register_import.import_id"),
            ),
          ]),
        )
        .execute();
      return rows.map((row) => row.import_id);
    },
  };
}

function held(row: Selectable<RegisterImportTable>, vault: Vault): HeldImport {
  return {
    importId: row.import_id,
    state: row.state,
    fileName: row.file_name,
    startedAt: row.started_at,
    closedAt: row.closed_at ?? undefined,
    sheetName: row.sheet_name,
    headerLine: row.header_line,
    columns: JSON.parse(vault.open("import", row.columns)),
    unreadSheets: row.unread_sheets,
    hiddenRows: row.hidden_rows,
    counts: {
      read: row.rows_read,
      new: row.rows_new,
      changed: row.rows_changed,
      same: row.rows_same,
      rejected: row.rows_rejected,
    },
    planDigest: row.plan_digest,
  };
}

function sealColumns(vault: Vault, columns: readonly FileColumn[]): Buffer {
  return vault.seal("import", JSON.stringify(columns));
}

function countColumns(counts: ImportCounts) {
  return {
    rows_read: counts.read,
    rows_new: counts.new,
    rows_changed: counts.changed,
    rows_same: counts.same,
    rows_rejected: counts.rejected,
  };
}
