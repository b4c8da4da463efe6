/** Tables of Word: names with values, and rows of figures. */
import {
  AlignmentType,
  BorderStyle,
  type FileChild,
  type IParagraphOptions,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlign,
  WidthType,
} from "docx";
import { twips } from "./docx-styles.ts";
import { line, runs } from "./docx-text.ts";
import { type Layout, textWidth } from "./layout.ts";
import type { Piece, PreparedBlock } from "./prepare.ts";

type FactsBlock = Extract<PreparedBlock, { kind: "facts" }>;
type TableBlock = Extract<PreparedBlock, { kind: "table" }>;

const NO_BORDER = { style: BorderStyle.NONE, size: 0, color: "auto" };
const NO_BORDERS = {
  top: NO_BORDER,
  bottom: NO_BORDER,
  left: NO_BORDER,
  right: NO_BORDER,
  insideHorizontal: NO_BORDER,
  insideVertical: NO_BORDER,
};
const THIN = { style: BorderStyle.SINGLE, size: 4, color: "000000" };
const THIN_BORDERS = {
  top: THIN,
  bottom: THIN,
  left: THIN,
  right: THIN,
  insideHorizontal: THIN,
  insideVertical: THIN,
};
const ALIGNMENTS = {
  left: AlignmentType.START,
  center: AlignmentType.CENTER,
  right: AlignmentType.END,
} as const;

/** @param keepNext on one page with what follows */
export function factsTable(
  { facts, nameWidth }: FactsBlock,
  layout: Layout,
  keepNext: boolean,
): Table {
  const indent = layout.indent * layout.body;
  const widths = [nameWidth, textWidth(layout) - nameWidth - indent].map(twips);
  const cell = (text: Piece, column: 0 | 1) =>
    new TableCell({
      width: { size: widths[column] ?? 0, type: WidthType.DXA },
      margins: { left: 0, right: 0 },
      children: [new Paragraph({ style: "Plain", keepNext, children: runs([text]) })],
    });
  return new Table({
    layout: TableLayoutType.FIXED,
    columnWidths: widths,
    borders: NO_BORDERS,
    indent: { size: twips(indent), type: WidthType.DXA },
    rows: facts.map(
      ({ name, value }) =>
        new TableRow({ cantSplit: true, children: [cell({ strong: name }, 0), cell(value, 1)] }),
    ),
  });
}

/**
 * The table with its caption; its header comes again on every page.
 * @param keepNext its last row on one page with what follows
 */
export function dataTable(block: TableBlock, keepNext: boolean): FileChild[] {
  const table = new Table({
    layout: TableLayoutType.FIXED,
    columnWidths: block.widths.map(twips),
    borders: THIN_BORDERS,
    rows: [
      headRow(block),
      ...block.rows.map((row, index) =>
        dataRow(block, row, keepNext && index === block.rows.length - 1),
      ),
    ],
  });
  // An empty line keeps two tables apart and gives the text below some air.
  const air = { style: "TableText", keepNext, spacing: { line: 160, lineRule: "exact" as const } };
  return [...caption(block), table, line("", air)];
}

function caption({ caption }: TableBlock): Paragraph[] {
  const spacing = { before: 120, after: 80 };
  return caption ? [line(caption, { style: "TableHead", keepNext: true, spacing })] : [];
}

function headRow(block: TableBlock): TableRow {
  return new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: block.columns.map(({ header }, column) =>
      cell(block, header, column, { style: "TableHead" }),
    ),
  });
}

function dataRow(block: TableBlock, row: readonly string[], keepNext: boolean): TableRow {
  return new TableRow({
    cantSplit: true,
    children: block.columns.map(({ align }, column) =>
      cell(block, row[column] ?? "", column, {
        style: "TableText",
        alignment: ALIGNMENTS[align ?? "left"],
        keepNext,
      }),
    ),
  });
}

function cell(
  { widths, isRoomy }: TableBlock,
  text: string,
  column: number,
  options: IParagraphOptions,
): TableCell {
  return new TableCell({
    width: { size: twips(widths[column] ?? 0), type: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
    margins: { left: 80, right: 80, top: isRoomy ? 140 : 60, bottom: isRoomy ? 140 : 60 },
    children: [line(text, options)],
  });
}
