/** Between the rows of a file, what is planned with them, and what is kept of both. */
import type { PlannedRow } from "@lianfang/core/registry/import-plan.ts";
import type { GivenRow, Preview } from "./import-preview.ts";
import type { Understood } from "./import-record-store.ts";
import type { ImportRowHeld } from "./import-row-store.ts";

/** What is kept of a look at a file; the people it was planned with are let go. */
export interface Looked {
  understood: Understood;
  /** In the file's order. */
  fates: readonly RowFate[];
}

type RowFate = Pick<PlannedRow, "position" | "fate" | "reasons" | "changes">;

export function lookedAt({ plan, places, reasons, digest, leftOut }: Preview): Looked {
  return {
    understood: { counts: plan.counts, places, reasons, leftOut, planDigest: digest },
    fates: plan.rows.map(({ position, fate, reasons, changes }) => ({
      position,
      fate,
      reasons,
      changes,
    })),
  };
}

/** Made as they are asked for: none of them is held. */
export function* heldRows(
  pieces: Iterable<readonly GivenRow[]>,
  { fates }: Looked,
): Generator<ImportRowHeld> {
  let next = 0;
  for (const some of pieces) {
    for (const { sheet, line, cells, isHidden, isLeftOut = false } of some) {
      const { position, fate, reasons, changes } = fateOf(next, fates);
      next += 1;
      const content = { cells, reasons, changes, isHidden };
      yield { position, sheet, line, fate, isLeftOut, content };
    }
  }
}

function fateOf(position: number, fates: readonly RowFate[]): RowFate {
  const found = fates[position];
  if (found?.position !== position) throw new Error("a row was planned out of its place");
  return found;
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
export function checkedAnew(rows: readonly ImportRowHeld[], { fates }: Looked): ImportRowHeld[] {
  return rows.map((row) => {
    const { fate, reasons, changes } = fateOf(row.position, fates);
    return { ...row, fate, content: { ...row.content, reasons, changes } };
  });
}
