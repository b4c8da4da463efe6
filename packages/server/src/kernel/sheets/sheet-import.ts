/** A list brought in from a spreadsheet: looked at, then written as it was looked at. */
import { createHash } from "node:crypto";
import type {
  PlannedLine,
  SheetCells,
  SheetCounts,
  SheetRow,
} from "@lianfang/core/kernel/sheet.ts";
import type { SheetImport, SheetLine, SheetPreview } from "@lianfang/core/kernel/sheet-contract.ts";
import { sheetProblems } from "@lianfang/core/kernel/sheet-problems.ts";
import type { CommandContext, Locale, QueryContext } from "../context.ts";
import { whileTold } from "../lists/progress.ts";
import { writeSheet } from "../spreadsheet/write.ts";
import { type FileRow, readSheetFile, type SheetForm } from "./sheet-file.ts";
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
  /** What a line is told by what stands over its table, in words that say the same in its columns. */
  fromTitles?(titles: readonly string[], plan: Planned, locale: Locale): SheetCells<Column>;
  /** What there is to know of the whole. */
  notes?(plan: Planned, locale: Locale): string[];
  /** All that the plan does, in a form that is the same when it would do the same, whatever the write. */
  effect(plan: Planned): unknown;
  /** Writes it, and says what the write was about. */
  write(plan: Planned, context: CommandContext, passed: Passed): Promise<void>;
}

/** To be told how many records have been written since the last time. */
export type Passed = (count: number) => void;

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
      const { locale } = context;
      const told = (titles: readonly string[]) => kind.fromTitles?.(titles, plan, locale) ?? {};
      const lines = linesOf(kind, plan, read.rows, locale);
      const rows = hasOneTitle(read.rows)
        ? read.rows
        : toldApart(read.rows, kind.form, told, locale);
      return rejectedFile(rows, lines, sent.file.name, locale);
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
      await written(kind, plan, context);
      return { ...plan.counts, importId: context.id };
    },
    async brought(_input: object, context: QueryContext): Promise<{ imports: SheetImport[] }> {
      return { imports: await sheetImports(context, kind.what).newest() };
    },
  };
}

/** Whoever brings it in sees how far it is. */
async function written<Column extends string, Planned extends Plan>(
  kind: SheetKind<Column, Planned>,
  plan: Planned,
  context: CommandContext,
): Promise<void> {
  const { kernel, actor } = context;
  const write = (passed: Passed) => kind.write(plan, context, passed);
  if (actor.is !== "account") return write(() => {});
  const { accountId } = actor;
  await whileTold({ kernel, accountId }, plan.counts.new + plan.counts.changed, write);
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

const hasOneTitle = (rows: readonly FileRow<string>[]): boolean =>
  new Set(rows.map((row) => row.titles[0])).size <= 1;

/** Of several sheets each line says itself what stood over its table: they go back on one sheet. */
function toldApart<Column extends string>(
  rows: readonly FileRow<Column>[],
  { columns, nameOf }: SheetForm<Column>,
  told: (titles: readonly string[]) => SheetCells<Column>,
  locale: Locale,
): FileRow<Column>[] {
  const headOf = (column: Column, row: FileRow<Column>) =>
    row.heads[column] ??
    rows.find(({ heads }) => heads[column])?.heads[column] ??
    nameOf(column, locale);
  return rows.map((row) => {
    const says = told(row.titles);
    const texts = new Map(row.texts);
    for (const column of columns) {
      const text = says[column];
      if (text && !row.cells[column]) texts.set(headOf(column, row), text);
    }
    return { ...row, texts };
  });
}

/** The lines as they came, under what stood above them, with reasons and line numbers behind. */
async function rejectedFile<Column extends string>(
  rows: readonly FileRow<Column>[],
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
    above: hasOneTitle(rows) ? titles : [],
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
