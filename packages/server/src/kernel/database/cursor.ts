/** Cursors of key-paged lists: the last row's key, opaque to the caller. */

import type { Page } from "@lianfang/core/kernel/page.ts";
import { kernelProblems } from "@lianfang/core/kernel/problems.ts";

export function encodeCursor(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString("base64url");
}

/**
 * @returns the key as texts, in the order it was encoded
 * @throws Problem `kernel.invalid` naming `after` when the cursor is none of ours
 */
export function decodeCursor(cursor: string, length: number): string[] {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    if (Array.isArray(key) && key.length === length) return key.map(String);
  } catch {
    // Falls through to the refusal: whatever it was, it is not a cursor.
  }
  throw kernelProblems.invalid({ fields: [{ path: "after", code: "kernel.field.wrongForm" }] });
}

/**
 * Cuts a list fetched with one row too many into a page.
 * @param rows at most `limit + 1` rows in the list's order
 */
export function toPage<Row, Shown>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => readonly (string | number)[],
  show: (row: Row) => Shown,
): Page<Shown> {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  return {
    rows: kept.map(show),
    next: rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : undefined,
  };
}
