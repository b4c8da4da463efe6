/** Between the rows of a file, what is planned with them, and what is kept of both. */
import type { GivenRow, Preview } from "./import-preview.ts";
import type { ImportRowHeld } from "./import-row-store.ts";
import type { Understood } from "./import-store.ts";

export function heldRows(rows: readonly GivenRow[], { plan }: Preview): ImportRowHeld[] {
  return plan.rows.flatMap(({ position, fate, reasons, changes }) => {
    const row = rows[position];
    if (!row) return [];
    const { sheet, line, cells, isHidden, isLeftOut = false } = row;
    const content = { cells, reasons, changes, isHidden };
    return [{ position, sheet, line, fate, isLeftOut, content }];
  });
}

export function fileRows(rows: readonly ImportRowHeld[]): GivenRow[] {
  return rows.map(({ sheet, line, isLeftOut, content: { cells, isHidden } }) => ({
    sheet,
    line,
    cells,
    isHidden,
    isLeftOut,
  }));
}

export function understood(previewed: Preview, rows: readonly GivenRow[]): Understood {
  const { plan, places, reasons, digest } = previewed;
  const leftOut = rows.filter(({ isLeftOut }) => isLeftOut).length;
  return { counts: plan.counts, places, reasons, leftOut, planDigest: digest };
}
