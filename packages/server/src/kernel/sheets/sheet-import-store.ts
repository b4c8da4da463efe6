/** Lists that were brought in. */
import type { SheetCounts } from "@lianfang/core/kernel/sheet.ts";
import type { SheetImport } from "@lianfang/core/kernel/sheet-contract.ts";
import { sql } from "kysely";
import type { CommandContext, QueryContext } from "../context.ts";
import type { SheetWhat } from "./sheet-import-tables.ts";
import "./sheet-import-tables.ts";

/** The last few are what anybody still wants to look at or take back. */
const mostTold = 10;
const longestName = 200;

export function sheetImports({ db, town: { townId } }: QueryContext, what: SheetWhat) {
  const ours = () =>
    db
      .selectFrom("sheet_import")
      .where("sheet_import.town_id", "=", townId)
      .where("what", "=", what);
  return {
    async newest(): Promise<SheetImport[]> {
      const rows = await ours()
        .leftJoin("account", (join) =>
          join
            .onRef("account.town_id", "=", "sheet_import.town_id")
            .onRef("account.account_id", "=", "sheet_import.imported_by"),
        )
        .selectAll("sheet_import")
        .select("account.display_name")
        .orderBy("imported_at", "desc")
        .orderBy("import_id")
        .limit(mostTold)
        .execute();
      return rows.map((row) => ({
        importId: row.import_id,
        fileName: row.file_name,
        counts: {
          read: row.read_lines,
          new: row.new_lines,
          changed: row.changed_lines,
          same: row.same_lines,
          rejected: row.rejected_lines,
        },
        at: row.imported_at,
        by: row.display_name ?? undefined,
        undoneAt: row.undone_at ?? undefined,
      }));
    },
    /** For taking it back: nobody else does meanwhile. */
    async holdStanding(importId: string): Promise<boolean> {
      const row = await ours()
        .select("import_id")
        .where("import_id", "=", importId)
        .where("undone_at", "is", null)
        .forUpdate()
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}

export function sheetImportWrites(context: CommandContext, what: SheetWhat) {
  const { db, town, now, id, actor } = context;
  return {
    /** One list of a kind at a time: two at once would each add what the other does. */
    async lock(): Promise<void> {
      await sql`select pg_advisory_xact_lock(hashtextextended(${`${town.townId} ${what}`}, 0))`.execute(
        db,
      );
    },
    async note(fileName: string, counts: SheetCounts): Promise<void> {
      await db
        .insertInto("sheet_import")
        .values({
          town_id: town.townId,
          import_id: id,
          what,
          file_name: fileName.slice(0, longestName),
          read_lines: counts.read,
          new_lines: counts.new,
          changed_lines: counts.changed,
          same_lines: counts.same,
          rejected_lines: counts.rejected,
          imported_at: now,
          imported_by: actor.is === "account" ? actor.accountId : null,
          undone_at: null,
        })
        .execute();
    },
    async noteUndone(importId: string): Promise<void> {
      await db
        .updateTable("sheet_import")
        .set({ undone_at: now })
        .where("town_id", "=", town.townId)
        .where("import_id", "=", importId)
        .execute();
    },
  };
}
