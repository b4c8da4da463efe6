/** Reading and writing imports in the background, each after the command that asked for it. */
import { problems } from "@lianfang/core/registry/problems.ts";
import type { CommandContext } from "../kernel/context.ts";
import type { Reaction } from "../kernel/jobs/jobs.ts";
import { SpreadsheetError } from "../kernel/spreadsheet/problems.ts";
import { readSheet } from "../kernel/spreadsheet/read.ts";
import { fingerprintOf, matchAsBefore } from "./import-form.ts";
import { heldPieces, heldRows, type Looked, lookedAt } from "./import-held.ts";
import {
  endWork,
  givenUp,
  holdStill,
  isProblem,
  ourFault,
  turn,
  type Work,
  workOn,
} from "./import-job.ts";
import { type GivenFile, preview } from "./import-preview.ts";
import { readRegister } from "./import-reading.ts";
import type { HeldImport, HeldReading } from "./import-record-store.ts";
import { RowPacks } from "./import-row-packs.ts";
import { importRowStore } from "./import-row-store.ts";
import { importStore } from "./import-store.ts";
import { importFileStore, importFormStore, importProgressStore } from "./import-work-store.ts";
import { isTaken, writePlan } from "./import-write-store.ts";

export const readImport: Reaction = {
  name: "registry.readImport",
  takesLong: true,
  async run(entry, system) {
    const work = await workOn(entry, system, "an uploaded register is read");
    const held = await importStore(work.reader).find(work.importId);
    const bytes = await importFileStore(work.reader, work.importId).open();
    if (held?.state !== "reading" || !bytes) return;
    try {
      await keepReading(work, await read(work, held.fileName, bytes));
    } catch (error) {
      await keepFailure(work, error);
    }
  },
  async giveUp(entry, system) {
    const work = await workOn(entry, system, "reading an upload is given up");
    await fail(work, givenUp(work));
  },
};

export const writeImport: Reaction = {
  name: "registry.writeImport",
  takesLong: true,
  async run(entry, system) {
    const work = await workOn(entry, system, "a confirmed import is written");
    const held = await importStore(work.reader).find(work.importId);
    if (held?.state !== "writing" || !held.writeId) return;
    const { confirmedBy: actorId, writeId: id } = held;
    const write = { entry: "registry.import.written", id, why: work.why, actorId };
    try {
      await system.write(entry.townId, write, (context) => writeHeld(context, work));
    } catch (error) {
      await keepReturn(work, error);
    }
  },
  async giveUp(entry, system) {
    const work = await workOn(entry, system, "writing an import is given up");
    await returnToReady(work, givenUp(work));
  },
};

interface Read {
  reading: HeldReading;
  rows: RowPacks;
  looked: Looked;
}

/** @throws SpreadsheetError */
async function read(work: Work, fileName: string, bytes: Buffer): Promise<Read> {
  const { reader, report } = work;
  const { rows, ...form } = await rowsOf(work, fileName, bytes);
  const fingerprint = fingerprintOf(form.columns);
  const known = await importFormStore(reader).find(fingerprint);
  const columns = known ? matchAsBefore(form.columns, known.columns) : form.columns;
  const file: GivenFile = { ...form, fileName, columns, choices: known?.areas ?? {} };
  const looked = lookedAt(
    await preview(reader, file, rows.pieces(), {
      isHeld: false,
      onRows: (done) => report("checking", done, rows.length),
    }),
  );
  const isRemembered = known !== undefined;
  const reading: HeldReading = {
    ...form,
    ...file,
    ...looked.understood,
    columns,
    fingerprint,
    isRemembered,
  };
  return { reading, rows, looked };
}

/** By itself, so that the sheets are let go as soon as their rows are folded. */
async function rowsOf({ report }: Work, fileName: string, bytes: Buffer) {
  const sheets = await readSheet(bytes, fileName, { onRows: (rows) => report("reading", rows, 0) });
  const { rows, ...form } = readRegister(sheets);
  const encoding = sheets.format === "csv" ? form.encoding : undefined;
  return { ...form, encoding, rows: await RowPacks.of(rows) };
}

function keepReading(work: Work, { reading, rows, looked }: Read): Promise<void> {
  const { importId } = work;
  const details = { ...reading.counts };
  return turn(work, { name: "read", from: "reading", details }, async (context) => {
    await importStore(context).keepReading(importId, reading);
    await importRowStore(context, importId).write(heldRows(rows.pieces(), looked));
    await endWork(context, importId);
  });
}

/**
 * A file that can't be read says why; an error of ours is told to the user and to the log. Where the
 * database is away, this fails too, and the work is taken up again later.
 */
async function keepFailure(work: Work, error: unknown): Promise<void> {
  await fail(work, error instanceof SpreadsheetError ? error : ourFault(work));
  if (!(error instanceof SpreadsheetError)) throw error;
}

function fail(work: Work, { code, details }: { code: string; details: unknown }): Promise<void> {
  const { importId } = work;
  return turn(work, { name: "failed", from: "reading", details: { code } }, async (context) => {
    await importStore(context).fail(importId, { code, details });
    await endWork(context, importId);
  });
}

/** Does what the preview showed, or nothing. @throws Problem `registry.importOutdated` */
async function writeHeld(context: CommandContext, { importId, report }: Work): Promise<void> {
  const held = await holdStill(context, importId, "writing");
  if (!held?.reading) return;
  const { reading } = held;
  const rows = heldPieces(importRowStore(context, importId).pieces());
  const previewed = await preview(context, reading, rows, {
    isHeld: true,
    onRows: (done) => report("checking", done, reading.counts.read),
  });
  if (!previewed.digest.equals(reading.planDigest)) throw problems.importOutdated();
  await writePlan(context, previewed, (done, total) => report("writing", done, total));
  await closeWritten(context, held);
  context.about({ kind: "import", ids: [importId], details: { ...previewed.plan.counts } });
}

async function closeWritten(context: CommandContext, held: HeldImport): Promise<void> {
  await importStore(context).close(held, "confirmed");
  await importRowStore(context, held.importId).drop("rejected");
  await endWork(context, held.importId);
}

async function keepReturn(work: Work, error: unknown): Promise<void> {
  const isOutdated = isTaken(error) || isProblem(error, "registry.importOutdated");
  await returnToReady(work, isOutdated ? { code: "registry.importOutdated" } : ourFault(work));
  if (!isOutdated) throw error;
}

/** What was not written can be looked at and confirmed again. */
function returnToReady(work: Work, problem: { code: string }): Promise<void> {
  const { importId } = work;
  const details = { code: problem.code };
  return turn(work, { name: "returned", from: "writing", details }, async (context) => {
    await importStore(context).returnToReady(importId, problem);
    await importProgressStore(context, importId).drop();
  });
}
