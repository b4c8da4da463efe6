import type { registryContract } from "@lianfang/core/registry/contract.ts";
import { missingColumns } from "@lianfang/core/registry/import-columns.ts";
import type { ImportColumn } from "@lianfang/core/registry/import-contract.ts";
import { importProblems } from "@lianfang/core/registry/import-problems.ts";
import { problems } from "@lianfang/core/registry/problems.ts";
import type { CommandContext } from "../kernel/context.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { idFor } from "../kernel/jobs/system.ts";
import { problemText } from "../kernel/problem-text.ts";
import { SpreadsheetError } from "../kernel/spreadsheet/problems.ts";
import { demandReadable } from "../kernel/spreadsheet/read.ts";
import { rememberColumns } from "./import-form.ts";
import type { FileColumn } from "./import-reading.ts";
import type { HeldReading } from "./import-record-store.ts";
import { importRowStore } from "./import-row-store.ts";
import { importStore } from "./import-store.ts";
import { columnName } from "./import-texts.ts";
import { importFileStore, importFormStore, importProgressStore } from "./import-work-store.ts";
import { isHabitable } from "./store.ts";

type Routes = Handlers<typeof registryContract>;

const longestFileName = 200;

/** Takes the file in; the background reads it. What can be told at once is told at once. */
export const startImport: Routes["startImport"] = async ({ file }, context) => {
  const { id: importId, about } = context;
  const bytes = new Uint8Array(await file.arrayBuffer());
  refuseUnreadable(bytes, context);
  const fileName = file.name.slice(-longestFileName);
  await importStore(context).insert({ importId, fileName, startedBy: accountOf(context) });
  await importFileStore(context, importId).keep(bytes);
  await importProgressStore(context, importId).begin("reading", 0);
  about({ kind: "import", ids: [importId] });
  return { importId };
};

export const setImportColumns: Routes["setImportColumns"] = async (input, context) => {
  const { importId } = input;
  const reading = await demandOpen(context, importId);
  const columns = rematched(reading.columns, input.columns);
  if (input.columns.length > 0) await remember(context, { ...reading, columns });
  await haveChecked(context, importId, { ...reading, columns });
  return {};
};

export const setImportPlaces: Routes["setImportPlaces"] = async (input, context) => {
  const { importId, places } = input;
  const reading = await demandOpen(context, importId);
  const choices = new Map(Object.entries(reading.choices));
  for (const { text, areaId } of places) {
    if (areaId !== null && !(await isHabitable(context, areaId))) throw problems.areaNotFound();
    if (areaId === null) choices.delete(text);
    else choices.set(text, areaId);
  }
  const changed = { ...reading, choices: Object.fromEntries(choices) };
  await remember(context, changed);
  await haveChecked(context, importId, changed);
  return {};
};

export const leaveOutRows: Routes["leaveOutRows"] = async (input, context) => {
  const { importId, isLeftOut, positions, reason } = input;
  const reading = await demandOpen(context, importId);
  const rows = await importRowStore(context, importId).leaveOut(isLeftOut, { positions, reason });
  await haveChecked(context, importId, reading);
  return { rows };
};

/** What the preview showed is written in the background, or nothing is. */
export const confirmImport: Routes["confirmImport"] = async ({ importId }, context) => {
  const { counts, columns } = await demandReady(context, importId);
  demandColumns(columns, context);
  const writeId = idFor("import", context.id);
  const confirmedBy = accountOf(context);
  await importStore(context).beginWriting(importId, { confirmedBy, writeId });
  await importProgressStore(context, importId).begin("checking", counts.read);
  context.about({ kind: "import", ids: [importId], details: { ...counts } });
  return {};
};

/** An import that nobody has wanted yet; what the background does with it comes to nothing. */
const wantable: readonly string[] = ["reading", "ready", "checking"];

export const discardImport: Routes["discardImport"] = async ({ importId }, context) => {
  const store = importStore(context);
  const held = await store.hold(importId);
  if (!held) throw problems.importNotFound();
  if (held.state === "writing") throw importProblems.busy();
  if (!wantable.includes(held.state)) throw problems.importNotReady();
  await store.close(held, "discarded");
  await importRowStore(context, importId).drop();
  await importFileStore(context, importId).drop();
  await importProgressStore(context, importId).drop();
  context.about({ kind: "import", ids: [importId] });
  return {};
};

/** Whether anything was built on it is looked at when it is taken back, in the background. */
export const undoImport: Routes["undoImport"] = async ({ importId }, context) => {
  const store = importStore(context);
  const held = await store.hold(importId);
  if (!held) throw problems.importNotFound();
  if (held.state === "undoing") throw importProblems.busy();
  if (held.state !== "confirmed" || !held.writeId) throw importProblems.notWritten();
  await store.beginUndoing(importId, accountOf(context));
  await importProgressStore(context, importId).begin("undoing", 0);
  context.about({ kind: "import", ids: [importId] });
  return {};
};

function accountOf({ actor }: CommandContext): string | undefined {
  return actor.is === "account" ? actor.accountId : undefined;
}

function refuseUnreadable(bytes: Uint8Array, { locale }: CommandContext): void {
  try {
    demandReadable(bytes);
  } catch (error) {
    if (!(error instanceof SpreadsheetError)) throw error;
    const { message: reason, mend } = problemText(error.code, error.details, locale);
    throw problems.importFileUnreadable({ code: error.code, reason, mend });
  }
}

const busy: readonly string[] = ["reading", "checking", "writing", "undoing"];

async function demandReady(context: CommandContext, importId: string): Promise<HeldReading> {
  return demandIn(["ready"], context, importId);
}

/** One that can still be put right, also while it is being checked: the checking begins again then. */
async function demandOpen(context: CommandContext, importId: string): Promise<HeldReading> {
  return demandIn(["ready", "checking"], context, importId);
}

async function demandIn(
  states: readonly string[],
  context: CommandContext,
  importId: string,
): Promise<HeldReading> {
  const held = await importStore(context).hold(importId);
  if (!held) throw problems.importNotFound();
  if (states.includes(held.state) && held.reading) return held.reading;
  throw busy.includes(held.state) ? importProblems.busy() : problems.importNotReady();
}

function demandColumns(columns: readonly FileColumn[], { locale }: CommandContext): void {
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

/** What somebody put right is put right for the next file of this form. */
async function remember(context: CommandContext, reading: HeldReading): Promise<void> {
  const { fingerprint, columns, choices } = reading;
  const store = importFormStore(context);
  const areas = { ...(await store.find(fingerprint))?.areas, ...choices };
  await store.keep(fingerprint, { columns: rememberColumns(columns), areas });
}

/** Has every row checked as the file is to be understood now; what comes of it is kept in the background. */
async function haveChecked(
  context: CommandContext,
  importId: string,
  reading: HeldReading,
): Promise<void> {
  await importStore(context).beginChecking(importId, reading, context.id);
  await importProgressStore(context, importId).begin("checking", reading.counts.read);
  context.about({ kind: "import", ids: [importId] });
}
