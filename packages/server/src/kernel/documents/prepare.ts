/** A document made ready for both renderers: text cleaned, measures worked out. */
import {
  BLANK_LINES,
  columnWidths,
  factNameWidth,
  type Layout,
  layoutOf,
  signatureIndents,
} from "./layout.ts";
import type {
  DocumentBlock,
  DocumentTable,
  OfficialDocument,
  Signature,
  TableColumn,
  Text,
} from "./model.ts";

export type Piece = string | { strong: string };

export type PreparedBlock =
  | { kind: "heading"; level: 1 | 2; text: string }
  | { kind: "paragraph"; text: Piece[] }
  | { kind: "facts"; facts: readonly { name: string; value: string }[]; nameWidth: number }
  | {
      kind: "table";
      caption?: string;
      columns: readonly TableColumn[];
      rows: readonly (readonly string[])[];
      isRoomy?: boolean;
      /** Of the columns, in points. */
      widths: number[];
    };

export interface Prepared {
  document: Omit<OfficialDocument, "blocks" | "pageNumbers"> & {
    blocks: PreparedBlock[];
    pageNumbers: boolean;
  };
  layout: Layout;
  /** In ems, from the right margin. */
  signatureIndents: { body: number; date: number };
  blankLines: typeof BLANK_LINES;
}

export function prepare(original: OfficialDocument): Prepared {
  const document = cleaned(original);
  const layout = layoutOf(document);
  const isChinese = document.language === "zh-CN";
  const signature: Signature = document.signature ?? { body: "", date: "" };
  return {
    document: {
      ...document,
      blocks: document.blocks.map((block) => ready(block, layout)),
      pageNumbers: document.pageNumbers !== false && !document.onePage,
    },
    layout,
    signatureIndents: signatureIndents(signature, isChinese),
    blankLines: BLANK_LINES,
  };
}

function ready(block: DocumentBlock, layout: Layout): PreparedBlock {
  switch (block.kind) {
    case "heading":
      return block;
    case "paragraph":
      return { kind: "paragraph", text: pieces(block.text) };
    case "facts": {
      const names = block.facts.map(({ name }) => name);
      return { ...block, nameWidth: factNameWidth(names, layout) };
    }
    case "table":
      return {
        ...block,
        rows: whole(block),
        widths: columnWidths(block.columns, block.rows, layout),
      };
  }
}

/** As many cells in each row as there are columns: a cell left out would draw the next row's up. */
function whole({ columns, rows }: DocumentTable): string[][] {
  return rows.map((row) => columns.map((_, at) => row[at] ?? ""));
}

function pieces(text: Text): Piece[] {
  return typeof text === "string" ? [text] : [...text];
}

// Neither XML nor a printed page has a use for them; a name typed by somebody may hold them.
const UNPRINTABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]/g;

function cleaned<Value>(value: Value): Value;
function cleaned(value: unknown): unknown {
  if (typeof value === "string") return value.toWellFormed().replace(UNPRINTABLE, "");
  if (Array.isArray(value)) return value.map((each) => cleaned(each));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, cleaned(each)]));
}
