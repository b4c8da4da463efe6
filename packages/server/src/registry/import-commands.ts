import type { registryContract } from "@lianfang/core/registry/contract.ts";
import { missingColumns } from "@lianfang/core/registry/import-columns.ts";
import type { ImportColumn } from "@lianfang/core/registry/import-contract.ts";
import { problems } from "@lianfang/core/registry/problems.ts";
import type { CommandContext } from "../kernel/context.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { problemText } from "../kernel/problem-text.ts";
import { SpreadsheetError } from "../kernel/spreadsheet/problems.ts";
import { readSheet } from "../kernel/spreadsheet/read.ts";
import { type Preview, preview } from "./import-preview.ts";
import { type FileColumn, type FileReading, type FileRow, readRegister } from "./import-reading.ts";
import { type HeldImport, type ImportRowHeld, importStore } from "./import-store.ts";
import { columnName } from "./import-texts.ts";
import { isTaken, writePlan } from "./import-write-store.ts";

type Routes = Handlers<typeof registryContract>;

const longestFileName = 200;

export const startImport: Routes["startImport"] = async ({ file }, context) => {
  const { id, now, about } = context;
  const reading = await read(file, context);
  const previewed = await preview(context, reading.columns, reading.rows, { isHeld: false });
  const { counts } = previewed.plan;
  const { rows, ...form } = reading;
  const store = importStore(context);
  await store.insert({
    ...form,
    importId: id,
    state: "ready",
    fileName: file.name.slice(-longestFileName),
    startedAt: now,
    closedAt: undefined,
    counts,
    planDigest: previewed.digest,
  });
  await store.writeRows(id, heldRows(rows, previewed));
  about({ kind: "import", ids: [id], details: { ...counts } });
  return { importId: id };
};

export const setImportColumns: Routes["setImportColumns"] = async (input, context) => {
  const { importId } = input;
  const held = await demandReady(context, importId);
  const columns = rematched(held.columns, input.columns);
  const store = importStore(context);
  const rows = fileRows(await store.rows(importId));
  const previewed = await preview(context, columns, rows, { isHeld: false });
  const { counts } = previewed.plan;
  await store.replan(importId, { columns, counts, planDigest: previewed.digest });
  await store.dropRows(importId);
  await store.writeRows(importId, heldRows(rows, previewed));
  context.about({ kind: "import", ids: [importId], details: { ...counts } });
  return {};
};

/** Does what the preview showed, or nothing. */
export const confirmImport: Routes["confirmImport"] = async ({ importId }, context) => {
  const { now, about } = context;
  const held = await demandReady(context, importId);
  demandColumns(held, context);
  const store = importStore(context);
  const rows = fileRows(await store.rows(importId));
  const previewed = await preview(context, held.columns, rows, { isHeld: true });
  if (!previewed.digest.equals(held.planDigest)) throw problems.importOutdated();
  await writeOrSayOutdated(context, previewed);
  await store.close(held, "confirmed", now);
  await store.dropRows(importId, "rejected");
  const { counts } = previewed.plan;
  about({ kind: "import", ids: [importId], details: { ...counts } });
  return counts;
};

export const discardImport: Routes["discardImport"] = async ({ importId }, context) => {
  const held = await demandReady(context, importId);
  const store = importStore(context);
  await store.close(held, "discarded", context.now);
  await store.dropRows(importId);
  context.about({ kind: "import", ids: [importId] });
  return {};
};

async function read(file: File, { locale }: CommandContext): Promise<FileReading> {
  try {
    return readRegister(await readSheet(new Uint8Array(await file.arrayBuffer()), file.name));
  } catch (error) {
    if (!(error instanceof SpreadsheetError)) throw error;
    const { message: reason, mend } = problemText(error.code, error.details, locale);
    throw problems.importFileUnreadable({ code: error.code, reason, mend });
  }
}

async function demandReady(context: CommandContext, importId: string): Promise<HeldImport> {
  const held = await importStore(context).hold(importId);
  if (!held) throw problems.importNotFound();
  if (held.state !== "ready") throw problems.importNotReady();
  return held;
}

function demandColumns({ columns }: HeldImport, { locale }: CommandContext): void {
  const missing = missingColumns(columns.flatMap(({ column }) => column ?? []));
  if (missing.length === 0) return;
  const names = missing.map((column) => columnName(column, locale)).join(" / ");
  throw problems.importColumnsMissing({ columns: missing, names });
}

/** A column taken for something is no longer taken for it elsewhere. */
function rematched(
  columns: readonly FileColumn[],
  given: readonly { index: number; column: ImportColumn | null }[],
): FileColumn[] {
  const wanted = new Map(given.map(({ index, column }) => [index, column]));
  const taken = new Set([...wanted.values()].filter((column) => column !== null));
  return columns.map((held) => {
    const column = wanted.get(held.index);
    if (column !== undefined) return { ...held, column: column ?? undefined };
    return held.column && taken.has(held.column) ? { ...held, column: undefined } : held;
  });
}

function heldRows(rows: readonly FileRow[], { plan }: Preview): ImportRowHeld[] {
  return plan.rows.flatMap(({ position, fate, reasons, changes }) => {
    const row = rows[position];
    if (!row) return [];
    const { sheet, line, cells } = row;
    return [{ position, sheet, line, fate, content: { cells, reasons, changes } }];
  });
}

function fileRows(rows: readonly ImportRowHeld[]): FileRow[] {
  return rows.map(({ sheet, line, content }) => ({ sheet, line, cells: content.cells }));
}

/** Whoever entered the same person or number at this very moment was quicker. */
async function writeOrSayOutdated(context: CommandContext, previewed: Preview): Promise<void> {
  try {
    await writePlan(context, previewed);
  } catch (error) {
    throw isTaken(error) ? problems.importOutdated() : error;
  }
}
