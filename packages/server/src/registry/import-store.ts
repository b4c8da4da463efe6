import type { Page, PageInput } from "@lianfang/core/kernel/page.ts";
import type { Instant } from "@lianfang/core/kernel/time.ts";
import { sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { decodeCursor, toPage } from "../kernel/database/cursor.ts";
import { json } from "../kernel/database/database.ts";
import {
  type HeldImport,
  type HeldReading,
  heldFrom,
  sealColumns,
  sealPlaces,
  understoodColumns,
} from "./import-record-store.ts";
import { vaultOf } from "./sealed.ts";
import "./tables.ts";

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
        (row) => heldFrom(row, vault),
      );
    },
    async find(importId: string): Promise<HeldImport | undefined> {
      const row = await imports(context).where("import_id", "=", importId).executeTakeFirst();
      return row && heldFrom(row, await vaultOf(context));
    },
    /** For a change: nobody else changes it before the transaction ends. */
    async hold(importId: string): Promise<HeldImport | undefined> {
      const row = await imports(context)
        .where("import_id", "=", importId)
        .forNoKeyUpdate("register_import")
        .executeTakeFirst();
      return row && heldFrom(row, await vaultOf(context));
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
