/** What one file teaches for the next of the same form: a form is what stands in the header, in its order. */
import { createHash } from "node:crypto";
import type { ImportColumn } from "@lianfang/core/registry/import-contract.ts";
import { word } from "../kernel/spreadsheet/header.ts";
import type { FileColumn } from "./import-reading.ts";
import { isOurColumn } from "./import-texts.ts";

/** What each header stands for; null where its column is left out. */
export type RememberedColumns = Readonly<Record<string, ImportColumn | null>>;

export interface RememberedForm {
  columns: RememberedColumns;
  /** The area each name stands for. */
  areas: Readonly<Record<string, string>>;
}

/** The form of a file. Columns that we add to returned rows, and those without a header, are no part of it. */
export function fingerprintOf(columns: readonly FileColumn[]): Buffer {
  const words = columns
    .filter(({ header }) => !isOurColumn(header))
    .map(({ header }) => word(header))
    .filter(Boolean);
  return createHash("sha256").update(JSON.stringify(words)).digest();
}

/** Headers, told apart by a running number where one stands there twice. */
function keysOf(columns: readonly FileColumn[]): string[] {
  const seen = new Map<string, number>();
  return columns.map(({ header }) => {
    const own = word(header);
    const times = seen.get(own) ?? 0;
    seen.set(own, times + 1);
    return times === 0 ? own : `${own} ${times}`;
  });
}

export function rememberColumns(columns: readonly FileColumn[]): RememberedColumns {
  const keys = keysOf(columns);
  return Object.fromEntries(columns.map(({ column }, at) => [keys[at] ?? "", column ?? null]));
}

/** The columns as somebody matched them before. */
export function matchAsBefore(
  columns: readonly FileColumn[],
  remembered: RememberedColumns,
): FileColumn[] {
  const keys = keysOf(columns);
  return columns.map((column, at) => {
    const known = remembered[keys[at] ?? ""];
    return known === undefined ? column : { ...column, column: known ?? undefined };
  });
}
