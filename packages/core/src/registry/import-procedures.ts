/** Bringing a spreadsheet into the register: upload, preview, confirm, undo. */
import { z } from "zod";
import { onTown } from "../kernel/access.ts";
import { Id } from "../kernel/ids.ts";
import { PageInput, pageOf } from "../kernel/page.ts";
import { command, query, streamOf } from "../kernel/procedure.ts";
import { Import, ImportColumn, ImportFate, ImportProgress, ImportRow } from "./import-contract.ts";
import { importProblems } from "./import-problems.ts";
import { problems } from "./problems.ts";

const access = onTown("director", "office");
const importId = z.object({ importId: Id });
const mostAtOnce = 1_000;

export const importProcedures = {
  startImport: command("POST", "/registry/imports", {
    summary: "Upload a register (xlsx or csv); every row is read and checked, none written",
    access,
    journal: "registry.import.started",
    input: z.object({ file: z.file() }),
    output: importId,
    problems: [problems.importFileUnreadable],
  }),
  imports: query("/registry/imports", {
    summary: "Imports, newest first",
    access,
    input: PageInput,
    output: pageOf(Import),
  }),
  import: query("/registry/imports/{importId}", {
    summary: "One import: state, columns, counts",
    access,
    input: importId,
    output: Import,
    problems: [problems.importNotFound],
  }),
  importProgress: query("/registry/imports/{importId}/progress", {
    summary: "Server-sent events: how far reading or writing is, until it is over",
    access,
    input: importId,
    output: streamOf(ImportProgress),
    problems: [problems.importNotFound],
  }),
  importRows: query("/registry/imports/{importId}/rows", {
    summary: "The import's rows with their fates",
    access,
    input: PageInput.extend({
      importId: Id,
      fate: ImportFate.optional(),
      /** Rows that have this reason or note, by its code. */
      reason: z.string().max(80).optional(),
    }),
    output: pageOf(ImportRow),
    problems: [problems.importNotFound],
  }),
  setImportColumns: command("PUT", "/registry/imports/{importId}/columns", {
    summary:
      "Match columns by hand; every row is checked anew in the background, also when no column is named",
    access,
    journal: "registry.import.matched",
    input: importId.extend({
      columns: z.array(
        z.object({ index: z.number().int().min(0), column: ImportColumn.nullable() }),
      ),
    }),
    output: z.object({}),
    problems: [problems.importNotFound, problems.importNotReady, importProblems.busy],
  }),
  setImportPlaces: command("PUT", "/registry/imports/{importId}/places", {
    summary: "Say which area a name of the file stands for, in all its rows; null takes it back",
    access,
    journal: "registry.import.placed",
    input: importId.extend({
      places: z
        .array(z.object({ text: z.string().min(1).max(200), areaId: Id.nullable() }))
        .min(1)
        .max(mostAtOnce),
    }),
    output: z.object({}),
    problems: [
      problems.importNotFound,
      problems.importNotReady,
      problems.areaNotFound,
      importProblems.busy,
    ],
  }),
  leaveOutRows: command("PUT", "/registry/imports/{importId}/rows", {
    summary: "Leave rows out by hand, or take them in again: those named, or all with a reason",
    access,
    journal: "registry.import.leftOut",
    input: importId.extend({
      isLeftOut: z.boolean(),
      positions: z.array(z.number().int().min(0)).max(mostAtOnce).default([]),
      reason: z.string().max(80).optional(),
    }),
    output: z.object({ rows: z.number().int() }),
    problems: [problems.importNotFound, problems.importNotReady, importProblems.busy],
  }),
  confirmImport: command("POST", "/registry/imports/{importId}/confirm", {
    summary: "Have the new and changed rows written, in one transaction in the background",
    access,
    journal: "registry.import.confirmed",
    input: importId,
    output: z.object({}),
    problems: [
      problems.importNotFound,
      problems.importNotReady,
      problems.importColumnsMissing,
      importProblems.busy,
    ],
  }),
  discardImport: command("POST", "/registry/imports/{importId}/discard", {
    summary: "Throw an unconfirmed import away",
    access,
    journal: "registry.import.discarded",
    input: importId,
    output: z.object({}),
    problems: [problems.importNotFound, problems.importNotReady, importProblems.busy],
  }),
  undoImport: command("POST", "/registry/imports/{importId}/undo", {
    summary:
      "Have the register put back as it was before the import, in one transaction in the background, " +
      "unless something was built on it; what stands in the way is then the import's problem",
    access,
    journal: "registry.import.undoAsked",
    input: importId,
    output: z.object({}),
    problems: [problems.importNotFound, importProblems.notWritten, importProblems.busy],
  }),
  rejectedRows: query("/registry/imports/{importId}/rejected", {
    summary: "The rejected rows as a spreadsheet with a column of reasons",
    access,
    input: importId,
    output: z.file(),
    problems: [problems.importNotFound, problems.importNotReady],
  }),
};
