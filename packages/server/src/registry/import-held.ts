/** Between the rows of a file, what is planned with them, and what is kept of both. */
import type { GivenRow, Preview } from "./import-preview.ts";
import type { Understood } from "./import-record-store.ts";
import type { ImportRowHeld } from "./import-row-store.ts";

/** Made as they are asked for: none of them is held. */
export function* heldRows(rows: readonly GivenRow[], { plan }: Preview): Generator<ImportRowHeld> {
  for (const { position, fate, reasons, changes } of plan.rows) {
    const row = rows[position];
    if (!row) continue;
    const { sheet, line, cells, isHidden, isLeftOut = false } = row;
    const content = { cells, reasons, changes, isHidden };
    yield { position, sheet, line, fate, isLeftOut, content };
  }
}

function fileRows(rows: readonly ImportRowHeld[]): GivenRow[] {
  return rows.map(({ sheet, line, isLeftOut, content: { cells, isHidden } }) => ({
    sheet,
    line,
    cells,
    isHidden,
    isLeftOut,
  }));
}

/** Rows that are held already, as they come from the database. */
export async function* heldPieces(
  pieces: AsyncIterable<readonly ImportRowHeld[]>,
): AsyncGenerator<GivenRow[]> {
  for await (const some of pieces) yield fileRows(some);
}

/** The rows with what a new checking found of them. */
export function checkedAnew(rows: readonly ImportRowHeld[], { plan }: Preview): ImportRowHeld[] {
  return rows.map((row) => {
    const found = plan.rows[row.position];
    if (found?.position !== row.position) throw new Error("a row was planned out of its place");
    const { fate, reasons, changes } = found;
    return { ...row, fate, content: { ...row.content, reasons, changes } };
  });
}

export function understood(previewed: Preview): Understood {
  const { plan, places, reasons, digest, leftOut } = previewed;
  return { counts: plan.counts, places, reasons, leftOut, planDigest: digest };
}
