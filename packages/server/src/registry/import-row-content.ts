/** A row of an import as it is kept until the import is closed: sealed whole. */
import type { Change } from "@lianfang/core/registry/import-changes.ts";
import type { Reason } from "@lianfang/core/registry/import-row-reader.ts";
import { type Cell, EMPTY_CELL } from "../kernel/spreadsheet/sheet.ts";
import type { Vault } from "../kernel/vault/vault.ts";

export interface RowContent {
  cells: readonly Cell[];
  reasons: readonly Reason[];
  changes: readonly Change[];
  /** Hidden in the file. */
  isHidden?: true | undefined;
}

/** A cell in short: its text, with a letter before it when something is wrong with it. */
export type ShortCell = string | ["damaged" | "uncalculated", string];

interface ShortContent {
  c: ShortCell[];
  r?: readonly Reason[];
  x?: readonly Change[];
  h?: true;
}

export function sealRow(vault: Vault, row: RowContent): Buffer {
  const { cells, reasons, changes, isHidden } = row;
  const short: ShortContent = {
    c: shortCells(cells),
    ...(reasons.length > 0 && { r: reasons }),
    ...(changes.length > 0 && { x: changes }),
    ...(isHidden && { h: isHidden }),
  };
  return vault.seal("import", JSON.stringify(short));
}

export function openRow(vault: Vault, sealed: Buffer): RowContent {
  const short: ShortContent = JSON.parse(vault.open("import", sealed));
  const { r: reasons = [], x: changes = [], h: isHidden } = short;
  return { cells: longCells(short.c), reasons, changes, isHidden };
}

export const shortCells = (cells: readonly Cell[]): ShortCell[] => cells.map(shortened);
export const longCells = (cells: readonly ShortCell[]): Cell[] => cells.map(lengthened);

function shortened({ text, damaged, uncalculated }: Cell): ShortCell {
  if (damaged) return ["damaged", text];
  return uncalculated ? ["uncalculated", text] : text;
}

function lengthened(short: ShortCell): Cell {
  if (short === "") return EMPTY_CELL;
  if (typeof short === "string") return { text: short };
  const [flag, text] = short;
  return flag === "damaged" ? { text, damaged: true } : { text, uncalculated: true };
}
