/** The rows an import refused, as a spreadsheet that can be put right and sent again as it is. */
import type { registryContract } from "@lianfang/core/registry/contract.ts";
import { problems } from "@lianfang/core/registry/problems.ts";
import type { Locale } from "../kernel/context.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import type { Cell } from "../kernel/spreadsheet/sheet.ts";
import { type SheetColumn, writeSheet } from "../kernel/spreadsheet/write.ts";
import { demandImport } from "./import-queries.ts";
import type { HeldReading } from "./import-record-store.ts";
import { type ImportRowHeld, importRowStore } from "./import-row-store.ts";
import { columnName, isOurColumn, reasonText, rejectedTexts } from "./import-texts.ts";

type Routes = Handlers<typeof registryContract>;

const spreadsheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** The rows as they came, with their reasons and lines in columns behind. */
export const rejectedRows: Routes["rejectedRows"] = async ({ importId }, context) => {
  const { locale } = context;
  const { reading, fileName } = await demandImport(context, importId);
  if (!reading) throw problems.importNotReady();
  const rows = await importRowStore(context, importId).all({ fate: "rejected" });
  // A week after the import the rows themselves are gone.
  if (rows.length < reading.counts.rejected) throw problems.importNotReady();
  // The file tells of them whole; as in the preview they are counted by their lines.
  context.readPeople(rows.map(({ sheet, line }) => `${importId} ${sheet} ${line}`));
  const columns = columnsFor(reading, fileName, locale);
  const texts = rejectedTexts(fileName, locale);
  const bytes = await writeSheet({
    sheetName: texts.sheet,
    columns: columns.map(({ column }) => column),
    rows: rows.map((row) => columns.map(({ of }) => of(row))),
  });
  return new File([new Uint8Array(bytes)], texts.file, { type: spreadsheetType });
};

interface ReturnedColumn {
  column: SheetColumn;
  of(row: ImportRowHeld): string;
}

function columnsFor(reading: HeldReading, fileName: string, locale: Locale): ReturnedColumn[] {
  const { reason, line } = rejectedTexts(fileName, locale);
  const own = reading.columns
    .filter(({ header }) => !isOurColumn(header))
    .map(({ header, index }) => ({
      column: { header },
      of: ({ content }: ImportRowHeld) => returnedText(content.cells[index]),
    }));
  const reasons = {
    column: { header: reason, width: 60 },
    of: ({ content }: ImportRowHeld) =>
      content.reasons.map((each) => reasonText(each, locale)).join("\n"),
  };
  const lines = {
    column: { header: line, width: 16 },
    of: ({ sheet, line: at }: ImportRowHeld) =>
      reading.sheets.length > 1 ? `${sheet}!${at}` : String(at),
  };
  return [...own, ...areaColumn(reading, locale), reasons, lines];
}

/** Where sheets stood for areas, each row says its area: returned rows are all in one sheet. */
function areaColumn({ places }: HeldReading, locale: Locale): ReturnedColumn[] {
  const ofSheets = places.filter(({ of }) => of === "sheet");
  if (ofSheets.every(({ areaName }) => areaName === undefined)) return [];
  const nameOf = new Map(ofSheets.map(({ text, areaName }) => [text, areaName ?? text]));
  const [only] = ofSheets.length === 1 ? ofSheets : [];
  return [
    {
      column: { header: columnName("area", locale) },
      of: ({ sheet }) => nameOf.get(sheet) ?? only?.areaName ?? sheet,
    },
  ];
}

/**
 * A cell's text, so that what can't be read now can't be read then: digits that are lost don't come
 * back as zeros that look right, nor a formula without a result as an empty cell.
 */
function returnedText(cell: Cell | undefined): string {
  if (cell?.uncalculated) return "#N/A";
  const text = cell?.text ?? "";
  return cell?.damaged && /^\d+$/.test(text)
    ? `${text.slice(0, 1)}.${text.slice(1, 15)}E+${text.length - 1}`
    : text;
}
