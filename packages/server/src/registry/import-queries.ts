import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "@lianfang/core/kernel/page.ts";
import type { DivisionIndex } from "@lianfang/core/policy/divisions.ts";
import type { registryContract } from "@lianfang/core/registry/contract.ts";
import { BuiltOn } from "@lianfang/core/registry/history.ts";
import { maskIdentityNumber } from "@lianfang/core/registry/identity-number.ts";
import { missingColumns } from "@lianfang/core/registry/import-columns.ts";
import type {
  Import,
  ImportColumn,
  ImportProgress,
  ImportRow,
} from "@lianfang/core/registry/import-contract.ts";
import type { ReasonCount } from "@lianfang/core/registry/import-reasons.ts";
import { maskPhone } from "@lianfang/core/registry/phone.ts";
import { problems } from "@lianfang/core/registry/problems.ts";
import { z } from "zod";
import type { Locale, QueryContext } from "../kernel/context.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { problemText } from "../kernel/problem-text.ts";
import { divisionsOf } from "../policy/divisions.ts";
import { builtOnNames, type WordsOfTies } from "./built-on.ts";
import type { FileColumn } from "./import-reading.ts";
import type { HeldImport, HeldReading } from "./import-record-store.ts";
import { type ImportRowHeld, importRowStore, type RowFilter } from "./import-row-store.ts";
import { importStore } from "./import-store.ts";
import { changeText, generalText, reasonText } from "./import-texts.ts";
import { importProgressStore } from "./import-work-store.ts";

type Routes = Handlers<typeof registryContract>;

export const imports: Routes["imports"] = async (input, context): Promise<Page<Import>> => {
  const { rows, next } = await importStore(context).list(input);
  return { rows: rows.map((held) => shown(held, context)), next };
};

export const importById: Routes["import"] = async ({ importId }, context) =>
  shown(await demandImport(context, importId), context);

export const importRows: Routes["importRows"] = async ({ importId, ...page }, context) => {
  const { reading } = await demandImport(context, importId);
  if (!reading) return { rows: [], total: 0 };
  const { rows, next } = await importRowStore(context, importId).page(page);
  const words = { locale: context.locale, divisions: await divisionsOf(context.kernel) };
  const show = (row: ImportRowHeld) => shownRow(row, reading, words);
  // People not on the register yet have no ids to be counted by.
  context.readPeople(rows.map(({ sheet, line }) => `${importId} ${sheet} ${line}`));
  return { rows: rows.map(show), next, total: totalOf(reading, page) };
};

function totalOf({ counts, reasons }: HeldReading, { fate, reason }: RowFilter): number {
  if (reason === undefined) return fate ? counts[fate] : counts.read;
  const isMeant = (count: ReasonCount) =>
    count.code === reason && (fate === undefined || count.fate === fate);
  return reasons.filter(isMeant).reduce((sum, { rows }) => sum + rows, 0);
}

export const importProgress: Routes["importProgress"] = async ({ importId }, context) => {
  const store = importProgressStore(context, importId);
  const first = await store.now();
  if (!first) throw problems.importNotFound();
  return following(first, () => store.now(), context.signal);
};

const lookAgainMs = 300;
const underWay: readonly string[] = ["reading", "checking", "writing", "undoing"];

/** The progress as it goes on, each time it is another; ends with the work. */
async function* following(
  first: ImportProgress,
  look: () => Promise<ImportProgress | undefined>,
  signal: AbortSignal | undefined,
): AsyncGenerator<ImportProgress> {
  let told = "";
  for (let now: ImportProgress | undefined = first; now; now = await look()) {
    const text = JSON.stringify(now);
    if (text !== told) yield now;
    told = text;
    if (!underWay.includes(now.state)) return;
    // Whoever has gone away asks no more.
    await pause(lookAgainMs, undefined, { signal }).catch(() => {});
    if (signal?.aborted) return;
  }
}

export async function demandImport(context: QueryContext, importId: string): Promise<HeldImport> {
  const held = await importStore(context).find(importId);
  if (!held) throw problems.importNotFound();
  return held;
}

function shown(held: HeldImport, { kernel, locale }: QueryContext): Import {
  const { importId, state, fileName, startedAt, startedBy, problem, reading } = held;
  const isWritten = state === "confirmed" || state === "undoing" || state === "undone";
  return {
    importId,
    state,
    fileName,
    startedAt,
    startedBy,
    confirmedAt: isWritten ? held.closedAt : undefined,
    problem: problem
      ? {
          code: problem.code,
          ...problemText(problem.code, detailsIn(problem, { kernel, locale }), locale),
        }
      : undefined,
    ...(reading ? shownReading(reading, locale) : unread),
  };
}

/** What stands in the way of an undo was said in the language of nobody in particular. */
function detailsIn(
  { code, details }: NonNullable<HeldImport["problem"]>,
  words: WordsOfTies,
): unknown {
  const builtOn = code === "registry.builtOn" ? BuiltOnDetails.safeParse(details) : undefined;
  if (!builtOn?.success) return details;
  return { ...builtOn.data, names: builtOnNames(builtOn.data.subjects, words) };
}

const BuiltOnDetails = z.object({ subjects: z.array(BuiltOn), total: z.number() });

const unread = {
  columns: [],
  missingColumns: [],
  isRemembered: false,
  leftOut: 0,
  reasons: [],
  places: [],
  unreadSheets: [],
};

function shownReading(reading: HeldReading, locale: Locale) {
  const { columns, places, counts, leftOut, hiddenRows, unreadSheets, encoding } = reading;
  return {
    sheetName: reading.sheetName || undefined,
    headerLine: reading.headerLine,
    encoding,
    columns: columns.map(shownColumn),
    missingColumns: missingColumns(columns.flatMap(({ column }) => column ?? [])),
    isRemembered: reading.isRemembered,
    counts,
    leftOut,
    reasons: reading.reasons.map((count) => ({ ...count, text: generalText(count.code, locale) })),
    places,
    hiddenRows,
    unreadSheets,
  };
}

/** Samples of what is known for personal numbers, or looks like one, are masked as everywhere. */
function shownColumn({ index, header, samples, column, isHidden }: FileColumn) {
  const texts = samples.map((sample) => masked(column, sample));
  return { index, header, column, isHidden: isHidden ?? false, samples: texts };
}

const likeIdentityNumber = /^\d{15}(\d{2}[\dXx])?$/;
const likeMobile = /^1\d{10}$/;

function masked(column: ImportColumn | undefined, text: string): string {
  if (column === "identityNumber" || likeIdentityNumber.test(text)) return maskIdentityNumber(text);
  const isPhone = column === "phone" || column === "proxyPhone" || likeMobile.test(text);
  return isPhone ? maskPhone(text) : text;
}

function shownRow(
  { position, sheet, line, fate, isLeftOut, content }: ImportRowHeld,
  { columns, sheets }: HeldReading,
  words: { locale: Locale; divisions: DivisionIndex },
): z.infer<typeof ImportRow> {
  const { cells, reasons, changes } = content;
  const isWrong = (column: ImportColumn) =>
    fate === "rejected" && reasons.some((reason) => reason.column === column);
  const values: Partial<Record<ImportColumn, string>> = {};
  for (const { index, column } of columns) {
    const text = cells[index]?.text ?? "";
    // What is wrong is shown as it came, or nobody could put it right.
    if (column && text) values[column] = isWrong(column) ? text : masked(column, text);
  }
  return {
    position,
    sheet: sheets.length > 1 ? sheet : undefined,
    line,
    fate,
    isLeftOut,
    values,
    changes: changes.map((change) => changeText(change, words)),
    reasons: reasons.map(({ column, ...reason }) => ({
      ...(column && { column }),
      code: reason.code,
      text: reasonText(reason, words.locale),
    })),
  };
}
