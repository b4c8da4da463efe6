import type { Page } from "@lianfang/core/kernel/page.ts";
import type { DivisionIndex } from "@lianfang/core/policy/divisions.ts";
import type { registryContract } from "@lianfang/core/registry/contract.ts";
import { maskIdentityNumber } from "@lianfang/core/registry/identity-number.ts";
import { missingColumns } from "@lianfang/core/registry/import-columns.ts";
import type { Import, ImportColumn, ImportRow } from "@lianfang/core/registry/import-contract.ts";
import { maskPhone } from "@lianfang/core/registry/phone.ts";
import { problems } from "@lianfang/core/registry/problems.ts";
import type { z } from "zod";
import type { Locale, QueryContext } from "../kernel/context.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { writeSheet } from "../kernel/spreadsheet/write.ts";
import { divisionsOf } from "../policy/divisions.ts";
import type { FileColumn } from "./import-reading.ts";
import { type HeldImport, type ImportRowHeld, importStore } from "./import-store.ts";
import { changeText, reasonText, rejectedTexts } from "./import-texts.ts";

type Routes = Handlers<typeof registryContract>;

export const imports: Routes["imports"] = async (input, context): Promise<Page<Import>> => {
  const { rows, next } = await importStore(context).list(input);
  return { rows: rows.map(shown), next };
};

export const importById: Routes["import"] = async ({ importId }, context) =>
  shown(await demand(context, importId));

export const importRows: Routes["importRows"] = async ({ importId, ...page }, context) => {
  const { columns, counts, sheetName } = await demand(context, importId);
  const { rows, next } = await importStore(context).page(importId, page);
  const total = page.fate ? counts[page.fate] : counts.read;
  const words = { locale: context.locale, divisions: await divisionsOf(context.kernel) };
  const show = (row: ImportRowHeld) => shownRow(row, columns, sheetName, words);
  return { rows: rows.map(show), next, total };
};

/** The rows as they came, with the reasons in a last column. */
export const rejectedRows: Routes["rejectedRows"] = async ({ importId }, context) => {
  const { locale } = context;
  const { columns, counts, fileName } = await demand(context, importId);
  const rows = await importStore(context).rows(importId, "rejected");
  // A week after the import the rows themselves are gone.
  if (rows.length < counts.rejected) throw problems.importNotReady();
  const texts = rejectedTexts(fileName, locale);
  const bytes = await writeSheet({
    sheetName: texts.sheet,
    columns: [...columns.map(({ header }) => ({ header })), { header: texts.reason, width: 60 }],
    rows: rows.map(({ content }) => [
      ...columns.map(({ index }) => content.cells[index]?.text ?? ""),
      content.reasons.map((reason) => reasonText(reason, locale)).join("\n"),
    ]),
  });
  return new File([new Uint8Array(bytes)], texts.file, { type: spreadsheetType });
};

const spreadsheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

async function demand(context: QueryContext, importId: string): Promise<HeldImport> {
  const held = await importStore(context).find(importId);
  if (!held) throw problems.importNotFound();
  return held;
}

function shown(held: HeldImport): Import {
  return {
    importId: held.importId,
    state: held.state,
    fileName: held.fileName,
    startedAt: held.startedAt,
    confirmedAt: held.state === "confirmed" ? held.closedAt : undefined,
    sheetName: held.sheetName || undefined,
    headerLine: held.headerLine,
    columns: held.columns.map(shownColumn),
    missingColumns: missingColumns(held.columns.flatMap(({ column }) => column ?? [])),
    counts: held.counts,
    hiddenRows: held.hiddenRows,
    unreadSheets: held.unreadSheets,
  };
}

/** Samples of what is known for personal numbers are masked as everywhere. */
function shownColumn({ index, header, samples, column }: FileColumn) {
  return { index, header, column, samples: samples.map((sample) => masked(column, sample)) };
}

function masked(column: ImportColumn | undefined, text: string): string {
  if (column === "identityNumber") return maskIdentityNumber(text);
  return column === "phone" || column === "proxyPhone" ? maskPhone(text) : text;
}

function shownRow(
  { sheet, line, fate, content }: ImportRowHeld,
  columns: readonly FileColumn[],
  sheetName: string,
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
    sheet: sheet === sheetName ? undefined : sheet,
    line,
    fate,
    values,
    changes: changes.map((change) => changeText(change, words)),
    reasons: reasons.map((reason) => ({ ...reason, text: reasonText(reason, words.locale) })),
  };
}
