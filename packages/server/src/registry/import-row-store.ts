import type { Page, PageInput } from "@lianfang/core/kernel/page.ts";
import type { ImportFate } from "@lianfang/core/registry/import-contract.ts";
import { sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import { decodeCursor, toPage } from "../kernel/database/cursor.ts";
import { inPieces } from "../kernel/database/pieces.ts";
import { openRow, type RowContent, sealRow } from "./import-row-content.ts";
import { vaultOf } from "./sealed.ts";

export interface ImportRowHeld {
  position: number;
  sheet: string;
  line: number;
  fate: ImportFate;
  isLeftOut: boolean;
  content: RowContent;
}

export interface RowFilter {
  fate?: ImportFate | undefined;
  /** The code of a reason or note. */
  reason?: string | undefined;
}

/** How many rows go into one statement. */
const rowsAtOnce = 2_000;

const columns = ["position", "sheet", "line", "fate", "is_left_out", "content"] as const;

/** The rows of an import while it is open, and the rejected ones for some time after. */
export function importRowStore(context: QueryContext, importId: string) {
  const { db, town } = context;
  const rows = ({ fate, reason }: RowFilter = {}) =>
    db
      .selectFrom("register_import_row")
      .where("town_id", "=", town.townId)
      .where("import_id", "=", importId)
      .$if(fate !== undefined, (query) => query.where("fate", "=", fate ?? "rejected"))
      .$if(reason !== undefined, (query) =>
        query.where("reasons", "@>", sql<string[]>`array[${reason}]::text[]`),
      );

  return {
    async write(given: Iterable<ImportRowHeld>): Promise<void> {
      const vault = await vaultOf(context);
      for (const some of inPieces(given, rowsAtOnce)) {
        await sql`
          insert into register_import_row
            (town_id, import_id, position, sheet, line, fate, is_left_out, reasons, content)
          select ${town.townId}, ${importId}, position, sheet, line, fate, is_left_out,
            string_to_array(reasons, ' '), content
          from unnest(${some.map((row) => row.position)}::int[],
            ${some.map((row) => row.sheet)}::text[], ${some.map((row) => row.line)}::int[],
            ${some.map((row) => row.fate)}::text[],
            ${some.map((row) => row.isLeftOut)}::boolean[],
            ${some.map((row) => codesOf(row.content).join(" "))}::text[],
            ${some.map((row) => sealRow(vault, row.content))}::bytea[])
            as row (position, sheet, line, fate, is_left_out, reasons, content)`.execute(db);
      }
    },
    /** @param keeping a fate whose rows stay */
    async drop(keeping?: ImportFate): Promise<void> {
      await db
        .deleteFrom("register_import_row")
        .where("town_id", "=", town.townId)
        .where("import_id", "=", importId)
        .$if(keeping !== undefined, (query) => query.where("fate", "!=", keeping ?? "rejected"))
        .execute();
    },
    /** All rows that pass the filter, in the file's order, so many thousands at a time. */
    async *pieces(filter?: RowFilter): AsyncGenerator<ImportRowHeld[]> {
      const vault = await vaultOf(context);
      for (let last = -1; ; ) {
        const some = await rows(filter)
          .select(columns)
          .where("position", ">", last)
          .orderBy("position")
          .limit(rowsAtOnce)
          .execute();
        yield some.map((row) => rowFrom(row, openRow(vault, row.content)));
        if (some.length < rowsAtOnce) return;
        last = some.at(-1)?.position ?? last;
      }
    },
    async all(filter?: RowFilter): Promise<ImportRowHeld[]> {
      const all: ImportRowHeld[] = [];
      for await (const some of this.pieces(filter)) all.push(...some);
      return all;
    },
    /** Gives rows the fates, reasons and changes that a new checking found. */
    async rewrite(given: readonly ImportRowHeld[]): Promise<void> {
      const vault = await vaultOf(context);
      await sql`
        update register_import_row row
        set fate = given.fate, reasons = string_to_array(given.reasons, ' '), content = given.content
        from unnest(${given.map(({ position }) => position)}::int[],
          ${given.map(({ fate }) => fate)}::text[],
          ${given.map(({ content }) => codesOf(content).join(" "))}::text[],
          ${given.map(({ content }) => sealRow(vault, content))}::bytea[])
          as given (position, fate, reasons, content)
        where row.town_id = ${town.townId} and row.import_id = ${importId}
          and row.position = given.position`.execute(db);
    },
    async page(input: PageInput & RowFilter): Promise<Page<ImportRowHeld>> {
      const vault = await vaultOf(context);
      const [position] = input.after === undefined ? ["-1"] : decodeCursor(input.after, 1);
      const found = await rows(input)
        .select(columns)
        .where("position", ">", Number(position))
        .orderBy("position")
        .limit(input.limit + 1)
        .execute();
      return toPage(
        found,
        input.limit,
        (row) => [row.position],
        (row) => rowFrom(row, openRow(vault, row.content)),
      );
    },
    /** Marks rows as left out, or as taken in again. @returns how many were not so before */
    async leaveOut(
      isLeftOut: boolean,
      { positions, reason }: { positions: readonly number[]; reason: string | undefined },
    ): Promise<number> {
      const named = sql<boolean>`position = ${anyOf(positions, "int")}`;
      const reasoned = sql<boolean>`reasons @> array[${reason ?? null}]::text[]`;
      const marked = await db
        .updateTable("register_import_row")
        .set({ is_left_out: isLeftOut })
        .where("town_id", "=", town.townId)
        .where("import_id", "=", importId)
        .where("is_left_out", "!=", isLeftOut)
        .where(reason === undefined ? named : sql<boolean>`(${named} or ${reasoned})`)
        .executeTakeFirst();
      return Number(marked.numUpdatedRows);
    },
  };
}

interface FoundRow {
  position: number;
  sheet: string;
  line: number;
  fate: ImportFate;
  is_left_out: boolean;
}

function rowFrom(row: FoundRow, content: RowContent): ImportRowHeld {
  const { position, sheet, line, fate, is_left_out: isLeftOut } = row;
  return { position, sheet, line, fate, isLeftOut, content };
}

function codesOf({ reasons }: RowContent): string[] {
  return [...new Set(reasons.map(({ code }) => code))];
}
