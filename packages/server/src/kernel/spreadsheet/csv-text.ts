/** From the bytes of a text file to rows of cells: encoding, separator, quotes. */
import { isUtf8 } from "node:buffer";
import { storedText } from "./cell-text.ts";
import { spreadsheetProblem } from "./problems.ts";
import type { Cell, Spreadsheet } from "./sheet.ts";

type Encoding = Spreadsheet["encoding"];

const MARKS: readonly { encoding: Encoding; bytes: readonly number[] }[] = [
  { encoding: "utf-8", bytes: [0xef, 0xbb, 0xbf] },
  { encoding: "utf-16le", bytes: [0xff, 0xfe] },
  { encoding: "utf-16be", bytes: [0xfe, 0xff] },
];

// biome-ignore lint/suspicious/noControlCharactersInRegex: they tell binary files from text
const NEVER_IN_TEXT = /[\0-\x06\x0e-\x19]/;

/**
 * The text and its encoding: by byte order mark; else UTF-16 by the zeros that its separators and
 * line ends bring; else UTF-8 when it is that; else GB18030, in which Excel and WPS save csv files
 * in China.
 * @throws SpreadsheetError `unknownEncoding`
 */
export function decodeText(bytes: Buffer): { text: string; encoding: Encoding } {
  const marked = MARKS.find((mark) => mark.bytes.every((byte, index) => bytes[index] === byte));
  const encoding =
    marked?.encoding ?? unmarkedUtf16(bytes) ?? (isUtf8(bytes) ? "utf-8" : "gb18030");
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    if (NEVER_IN_TEXT.test(text)) throw new TypeError("not text");
    return { text, encoding };
  } catch {
    throw spreadsheetProblem("unknownEncoding");
  }
}

const SAMPLE_BYTES = 4096;

/**
 * UTF-16 without its mark: a sign of ASCII has its zero always on the same side, and a text without
 * such signs is no table. Some ideographs end in a zero byte too, 一 for one; far fewer.
 */
function unmarkedUtf16(bytes: Buffer): Encoding | undefined {
  if (bytes.length % 2 === 1) return undefined;
  const zeros = [0, 0];
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  for (const [at, byte] of sample.entries()) {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  }
  const [even = 0, odd = 0] = zeros;
  const enough = sample.length / 100;
  if (odd > enough && odd > even * 3) return "utf-16le";
  return even > enough && even > odd * 3 ? "utf-16be" : undefined;
}

const SEPARATORS = [",", ";", "\t", "|"] as const;
const SAMPLE_CHARACTERS = 64 * 1024;
const SAMPLE_ROWS = 20;

const TOLD = /^sep=(.)\r?\n/i;

/**
 * How a text is separated, where its rows begin and in which line: Excel is told the separator by a
 * first line `sep=;`, which is no row.
 */
export function separated(text: string): { separator: string; from: number; firstLine: number } {
  const [told, separator] = TOLD.exec(text) ?? [];
  if (told && separator) return { separator, from: told.length, firstLine: 2 };
  return { separator: findSeparator(text), from: 0, firstLine: 1 };
}

/** The separator by which most of the first lines have the same number of columns. */
export function findSeparator(text: string): string {
  const sample = text.slice(0, SAMPLE_CHARACTERS);
  const agreeing = SEPARATORS.map((separator) => agreeingRows(sample, separator));
  return SEPARATORS[agreeing.indexOf(Math.max(...agreeing))] ?? ",";
}

/** How many rows have the most common number of columns, one column not counting; more columns break a tie. */
function agreeingRows(sample: string, separator: string): number {
  const rows: string[][] = [];
  for (const row of splitRows(sample, separator)) if (rows.push(row) === SAMPLE_ROWS) break;
  const widths = Map.groupBy(rows, (row) => row.length);
  widths.delete(1);
  return Math.max(0, ...[...widths].map(([width, same]) => same.length + width / 10_000));
}

/**
 * The rows of a csv text, RFC 4180 with any line end and any separator; quotes inside an unquoted
 * cell stand for themselves.
 * @returns whether the text ended inside a quoted cell
 */
export function* splitRows(text: string, separator: string): Generator<string[], boolean> {
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    const { cell, next, open } = text[at] === '"' ? quoted(text, at) : { cell: "", next: at };
    const end = endOfCell(text, next, separator);
    row.push(cell + text.slice(next, end));
    if (open) {
      yield row;
      return true;
    }
    at = end + 1;
    if (text[end] === separator && at < text.length) continue;
    if (text[end] === separator) row.push("");
    if (text[end] === "\r" && text[at] === "\n") at++;
    yield row;
    row = [];
  }
  return false;
}

function endOfCell(text: string, from: number, separator: string): number {
  let end = from;
  for (; end < text.length; end++) {
    const sign = text[end];
    if (sign === separator || sign === "\n" || sign === "\r") break;
  }
  return end;
}

/** The content of a quoted cell that begins at `from`, up to its closing quote. */
function quoted(text: string, from: number): { cell: string; next: number; open: boolean } {
  let cell = "";
  let at = from + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return { cell: cell + text.slice(at), next: text.length, open: true };
    cell += text.slice(at, quote);
    if (text[quote + 1] !== '"') return { cell, next: quote + 1, open: false };
    cell += '"';
    at = quote + 2;
  }
}

const SCIENTIFIC = /^-?\d(\.\d+)?E\+(\d{2,})$/i;
/** From here on a number has more than the 15 digits that Excel keeps. */
const LOST_DIGITS_EXPONENT = 15;
const FORCED_TEXT = /^="(.*)"$/s;

/**
 * The cell of a csv text. `="0123"` is how programs keep Excel from reading a number; a number in
 * scientific notation is what Excel made of one that was too long for it.
 */
export function csvCell(raw: string): Cell {
  const text = storedText(FORCED_TEXT.exec(raw)?.[1]?.replaceAll('""', '"') ?? raw);
  const [, , exponent] = SCIENTIFIC.exec(text) ?? [];
  return Number(exponent) >= LOST_DIGITS_EXPONENT ? { text, damaged: true } : { text };
}
