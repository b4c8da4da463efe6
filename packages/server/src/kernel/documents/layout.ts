/**
 * The measures of both renderers, so that the docx and the pdf of a document look alike. Millimetres
 * in names that end in Mm, points in all others.
 *
 * Source for Chinese: GB/T 9704-2012, 5.1–5.2 and 7 (A4; margins 37/35/28/26 mm; 22 lines of 28
 * characters; title 小标宋 2号, body 仿宋 3号, first headings 黑体, second 楷体; page number 4号 on the outer side).
 */
import type { OfficialDocument, TableColumn, Text } from "./model.ts";

export interface Layout {
  pageMm: { width: number; height: number };
  marginMm: { top: number; bottom: number; left: number; right: number };
  body: number;
  /** From baseline to baseline. */
  pitch: number;
  /** Below a paragraph, besides the pitch. */
  paragraphGap: number;
  /** First line of a paragraph, in characters. */
  indent: number;
  /** Added between signs of the body, so that a line holds the standard's number of them. */
  tracking: number;
  title: number;
  titlePitch: number;
  /** Of headings of level 1 and 2. */
  headings: readonly [number, number];
  table: number;
  tablePitch: number;
  redHeader: number;
  pageNumber: number;
  note: number;
  /** Page numbers stand at the outer side, as 「— 1 —」; otherwise in the middle, bare. */
  outerPageNumbers: boolean;
}

const POINTS_A_MM = 72 / 25.4;
const A4 = { width: 210, height: 297 };

const CHINESE: Layout = {
  pageMm: A4,
  marginMm: { top: 37, bottom: 35, left: 28, right: 26 },
  body: 16,
  // 225 mm for 22 lines.
  pitch: 28.95,
  paragraphGap: 0,
  indent: 2,
  // 156 mm for 28 characters of 16 points: a little less than their own width.
  tracking: (156 * POINTS_A_MM) / 28 - 16,
  title: 22,
  titlePitch: 34,
  headings: [16, 16],
  table: 12,
  tablePitch: 18,
  redHeader: 44,
  pageNumber: 14,
  note: 9,
  outerPageNumbers: true,
};

const ENGLISH: Layout = {
  pageMm: A4,
  marginMm: { top: 30, bottom: 30, left: 26, right: 26 },
  body: 11.5,
  pitch: 17,
  paragraphGap: 7,
  indent: 0,
  tracking: 0,
  title: 19,
  titlePitch: 25,
  headings: [14, 11.5],
  table: 10,
  tablePitch: 14.5,
  redHeader: 26,
  pageNumber: 10,
  note: 8.5,
  outerPageNumbers: false,
};

/** A list on paper lying down, whatever its language. */
const LIST: Layout = {
  pageMm: { width: A4.height, height: A4.width },
  marginMm: { top: 14, bottom: 18, left: 12, right: 12 },
  body: 10,
  pitch: 15,
  paragraphGap: 0,
  indent: 0,
  tracking: 0,
  title: 16,
  titlePitch: 22,
  headings: [10, 10],
  table: 8.5,
  tablePitch: 11,
  redHeader: 26,
  pageNumber: 9,
  note: 8,
  outerPageNumbers: false,
};

/** The sizes below 3号 that a document set on one page may take: 小三, 四, 小四, 五. */
const SMALLER = [15, 14, 12, 10.5];

/** The measures for this document. */
export function layoutOf(document: OfficialDocument): Layout {
  if (document.isList) return LIST;
  const base = document.language === "zh-CN" ? CHINESE : ENGLISH;
  const header = document.redHeader ? fitting(document.redHeader, base) : base.redHeader;
  const layout = { ...base, redHeader: header };
  if (!document.onePage || fitsOnePage(document, layout)) return layout;
  const smaller = SMALLER.filter((size) => size < layout.body).map((size) => shrunk(layout, size));
  return smaller.find((each) => fitsOnePage(document, each)) ?? smaller.at(-1) ?? layout;
}

/** The red header takes one line, and the larger the better. */
function fitting(text: string, layout: Layout): number {
  return Math.min(layout.redHeader, (textWidth(layout) / ems(text)) * 0.98);
}

function shrunk(layout: Layout, body: number): Layout {
  const pitch = (layout.pitch * body) / layout.body;
  return {
    ...layout,
    body,
    pitch,
    tracking: 0,
    headings: [body, body],
    table: Math.min(layout.table, body),
  };
}

/** Width of the text, in points. */
export function textWidth({ pageMm, marginMm }: Layout): number {
  return (pageMm.width - marginMm.left - marginMm.right) * POINTS_A_MM;
}

function textHeight({ pageMm, marginMm }: Layout): number {
  return (pageMm.height - marginMm.top - marginMm.bottom) * POINTS_A_MM;
}

/**
 * How wide a text is, in ems: a Chinese character is one, a digit or Latin letter about half of it.
 * Close enough to share out columns and to count lines.
 */
export function ems(text: string): number {
  let width = 0;
  for (const sign of text) width += sign > "\u2e7f" || /[—…“”‘’]/.test(sign) ? 1 : 0.52;
  return width;
}

export function plain(text: Text): string {
  if (typeof text === "string") return text;
  return text.map((piece) => (typeof piece === "string" ? piece : piece.strong)).join("");
}

/** Lines between title and what follows, and between the text and the signature. */
export const BLANK_LINES = { belowTitle: 1, aboveSignature: 2 };

function fitsOnePage(document: OfficialDocument, layout: Layout): boolean {
  const perLine = Math.floor(textWidth(layout) / (layout.body + layout.tracking) + 0.01);
  const linesOf = (text: string, indent = 0) =>
    text.split("\n").reduce((sum, line) => sum + Math.ceil((ems(line) + indent) / perLine) || 1, 0);
  const head = [document.redHeader, document.number, document.issueLine, document.addressee];
  const titleLines = Math.ceil((ems(document.title) * layout.title) / textWidth(layout));
  let height = titleLines * layout.titlePitch;
  height += (head.filter(Boolean).length + BLANK_LINES.belowTitle) * layout.pitch;
  if (document.redHeader) height += layout.redHeader + 3 * layout.pitch;
  if (document.signature) height += (2 + BLANK_LINES.aboveSignature) * layout.pitch;
  for (const block of document.blocks) {
    if (block.kind === "table") height += (block.rows.length + 2) * (layout.tablePitch + 6);
    else if (block.kind === "facts") {
      for (const { name, value } of block.facts) {
        height += linesOf(`${name}：${value}`) * layout.pitch;
      }
    } else {
      height += linesOf(plain(block.text), layout.indent) * layout.pitch + layout.paragraphGap;
    }
  }
  return height <= textHeight(layout);
}

/** Beyond this a left-aligned column wraps rather than grow. */
const WIDEST_EMS = 16;
/** Below this a left-aligned column isn't squeezed. */
const NARROWEST_EMS = 4;
const LONGEST_HEADER_LINE = 5;
/** Left and right of a cell's text together, with a hair to spare. */
const CELL_PADDING = 10;

/**
 * The width of each column of a table in points; together the text's width. Columns of figures take
 * what their figures need, columns of text share the rest by their longest content.
 */
export function columnWidths(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  layout: Layout,
): number[] {
  const needs = columns.map((column, index) =>
    columnNeed(
      column,
      rows.map((row) => row[index] ?? ""),
      layout.table,
    ),
  );
  const total = (key: "least" | "wanted") => needs.reduce((sum, need) => sum + need[key], 0);
  const available = textWidth(layout);
  const slack = total("wanted") - total("least");
  if (total("wanted") <= available || slack === 0) {
    return needs.map(({ wanted }) => (wanted / total("wanted")) * available);
  }
  const share = (available - total("least")) / slack;
  return needs.map(({ least, wanted }) => least + (wanted - least) * share);
}

function columnNeed(
  { header, align, room = 0 }: TableColumn,
  cells: readonly string[],
  size: number,
) {
  const widest = (texts: readonly string[]) =>
    Math.max(0, ...texts.flatMap((text) => text.split("\n")).map(ems));
  const points = (width: number) => width * size + CELL_PADDING;
  const content = widest(cells);
  // A long header may take two lines; a figure may not.
  const headed = ems(header) > LONGEST_HEADER_LINE ? Math.ceil(ems(header) / 2) : ems(header);
  const unbroken =
    align === undefined || align === "left" ? Math.min(content, NARROWEST_EMS) : content;
  return {
    least: points(Math.max(unbroken, headed, room)),
    wanted: points(Math.max(Math.min(content, WIDEST_EMS), headed, room)),
  };
}

/** The width of the names of facts, in points: that of the longest, and no more than 40 % of the text. */
export function factNameWidth(names: readonly string[], layout: Layout): number {
  const longest = Math.max(...names.map(ems)) + 1.5;
  return Math.min(longest * layout.body, textWidth(layout) * 0.4);
}

/**
 * How far the signature's lines end before the right margin, in ems: the date four, the body centred
 * above the date (GB/T 9704-2012, 7.3.5.1); neither beyond the margin.
 */
export function signatureIndents(
  { body, date }: { body: string; date: string },
  isChinese: boolean,
) {
  const four = isChinese ? 4 : 0;
  const overhang = (ems(body) - ems(date)) / 2;
  const dateIndent = Math.max(four, overhang);
  return { date: dateIndent, body: Math.max(0, dateIndent - overhang) };
}
