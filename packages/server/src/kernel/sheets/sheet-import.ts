/** A list brought in from a spreadsheet: looked at, then written as it was looked at. */
import { createHash } from "node:crypto";
import type { PlannedLine, SheetCounts, SheetRow } from "@lianfang/core/kernel/sheet.ts";
import type { SheetImport, SheetLine, SheetPreview } from "@lianfang/core/kernel/sheet-contract.ts";
import { sheetProblems } from "@lianfang/core/kernel/sheet-problems.ts";
import type { CommandContext, Locale, QueryContext } from "../context.ts";
import { writeSheet } from "../spreadsheet/write.ts";
import { readSheetFile, type SheetFile, type SheetForm } from "./sheet-file.ts";
import { sheetImports, sheetImportWrites } from "./sheet-import-store.ts";
import type { SheetWhat } from "./sheet-import-tables.ts";
import { rejectedTexts, spreadsheetType } from "./sheet-texts.ts";

interface Plan {
  rows: readonly PlannedLine[];
  counts: SheetCounts;
}

type Told = Omit<SheetLine, "where" | "fate">;

/** What is particular to one kind of list. */
export interface SheetKind<Column extends string, Planned extends Plan> {
  what: SheetWhat;
  form: SheetForm<Column>;
  /** @param writeId in a write: what the ids of what is added follow from */
  plan(
    rows: readonly SheetRow<Column>[],
    context: QueryContext,
    writeId: string | undefined,
  ): Promise<Planned>;
  /** Line by line, in the caller's language. */
  tell(plan: Planned, rows: readonly SheetRow<Column>[], locale: Locale): readonly Told[];
  /** What there is to know of the whole. */
  notes?(plan: Planned, locale: Locale): string[];
  /** All that the plan does, in a form that is the same when it would do the same, whatever the write. */
  effect(plan: Planned): unknown;
  /** Writes it, and says what the write was about. */
  write(plan: Planned, context: CommandContext): Promise<void>;
}

interface Sent {
  file: File;
}

export function sheetImport<Column extends string, Planned extends Plan>(
  kind: SheetKind<Column, Planned>,
) {
  const readOf = ({ file }: Sent, { locale }: QueryContext) =>
    readSheetFile(file, kind.form, locale);
  const look = async (sent: Sent, context: QueryContext) => {
    const read = await readOf(sent, context);
    return { read, plan: await kind.plan(read.rows, context, undefined) };
  };
  return {
    async preview(sent: Sent, context: QueryContext): Promise<SheetPreview> {
      const { read, plan } = await look(sent, context);
      const { rows, ...form } = read;
      return {
        ...form,
        counts: plan.counts,
        rows: linesOf(kind, plan, rows, context.locale),
        notes: kind.notes?.(plan, context.locale) ?? [],
        plan: digestOf(kind.effect(plan)),
      };
    },
    async rejected(sent: Sent, context: QueryContext): Promise<File> {
      const { read, plan } = await look(sent, context);
      const lines = linesOf(kind, plan, read.rows, context.locale);
      return rejectedFile(read, lines, sent.file.name, context.locale);
    },
    /** Does what the preview said, or nothing. */
    async bringIn(
      sent: Sent & { plan: string },
      context: CommandContext,
    ): Promise<SheetCounts & { importId: string }> {
      // Before the lock: reading a file takes longer than all that is done under it.
      const { rows } = await readOf(sent, context);
      const writes = sheetImportWrites(context, kind.what);
      await writes.lock();
      const plan = await kind.plan(rows, context, context.id);
      if (digestOf(kind.effect(plan)) !== sent.plan) throw sheetProblems.outdated();
      await writes.note(sent.file.name, plan.counts);
      await kind.write(plan, context);
      return { ...plan.counts, importId: context.id };
    },
    async brought(_input: object, context: QueryContext): Promise<{ imports: SheetImport[] }> {
      return { imports: await sheetImports(context, kind.what).newest() };
    },
  };
}

function linesOf<Column extends string, Planned extends Plan>(
  kind: SheetKind<Column, Planned>,
  plan: Planned,
  rows: readonly SheetRow<Column>[],
  locale: Locale,
): SheetLine[] {
  return kind.tell(plan, rows, locale).map((told, at) => ({
    where: rows[at]?.where ?? "",
    fate: plan.rows[at]?.fate ?? "rejected",
    ...told,
  }));
}

function digestOf(effect: unknown): string {
  return createHash("sha256").update(JSON.stringify(effect)).digest("base64url");
}

/** The lines as they came, under what stood above them, with reasons and line numbers behind. */
async function rejectedFile<Column extends string>(
  { rows }: SheetFile<Column>,
  lines: readonly SheetLine[],
  fileName: string,
  locale: Locale,
): Promise<File> {
  const texts = rejectedTexts(fileName, locale);
  const ours: string[] = [texts.reason, texts.line];
  const headers = [...new Set(rows.flatMap((row) => [...row.texts.keys()]))].filter(
    (header) => header !== "" && !ours.includes(header),
  );
  const back = rows.flatMap((row, at) => {
    const line = lines[at];
    if (line?.fate !== "rejected") return [];
    const reasons = line.reasons.map(({ text }) => text).join("\n");
    return [[...headers.map((header) => row.texts.get(header) ?? ""), reasons, row.where]];
  });
  const titles = [...new Set(rows.flatMap((row) => row.titles))];
  const bytes = await writeSheet({
    sheetName: texts.sheet,
    // Of several sheets the titles would say of all what was said of one.
    above: new Set(rows.map((row) => row.titles[0])).size > 1 ? [] : titles,
    columns: [
      ...headers.map((header) => ({ header })),
      { header: texts.reason, width: 60 },
      { header: texts.line, width: 16 },
    ],
    rows: back,
  });
  return new File([new Uint8Array(bytes)], texts.file, { type: spreadsheetType });
}

/**
 * Takes one back by the way of its kind.
 * @param putBack gives how many records were put back, or throws what stands in the way
 */
export function sheetUndo(
  what: SheetWhat,
  putBack: (importId: string, context: CommandContext) => Promise<number>,
) {
  return async ({ importId }: { importId: string }, context: CommandContext) => {
    if (!(await sheetImports(context, what).holdStanding(importId))) {
      throw sheetProblems.importNotFound();
    }
    const restored = await putBack(importId, context);
    await sheetImportWrites(context, what).noteUndone(importId);
    context.about({ kind: "records", ids: [importId], details: { restored } });
    return { restored };
  };
}
