/** The rows of a file while it is planned, as text outside the heap: as cells they take twice as much in it. */
import { setImmediate as breathe } from "node:timers/promises";
import { inPieces } from "../kernel/database/pieces.ts";
import type { FileRow } from "./import-reading.ts";
import { longCells, type ShortCell, shortCells } from "./import-row-content.ts";

type PackedRow = [sheet: string, line: number, isHidden: 0 | 1, cells: ShortCell[]];

/** So few that what is made of them is gone again before the heap's old part hears of it. */
const rowsInPack = 100;
/** Other requests get their turn between so many. */
const packsAtOnce = 5;

export class RowPacks {
  readonly #packs: readonly Buffer[];
  readonly length: number;

  private constructor(packs: readonly Buffer[], length: number) {
    this.#packs = packs;
    this.length = length;
  }

  static async of(rows: readonly FileRow[]): Promise<RowPacks> {
    const packs: Buffer[] = [];
    for (const some of inPieces(rows, rowsInPack)) {
      packs.push(Buffer.from(JSON.stringify(some.map(packed))));
      if (packs.length % packsAtOnce === 0) await breathe();
    }
    return new RowPacks(packs, rows.length);
  }

  /** In the file's order; made as they are asked for, and again each time. */
  *pieces(): Generator<FileRow[]> {
    for (const pack of this.#packs) {
      const rows: PackedRow[] = JSON.parse(pack.toString());
      yield rows.map(unpacked);
    }
  }
}

function packed({ sheet, line, isHidden, cells }: FileRow): PackedRow {
  return [sheet, line, isHidden ? 1 : 0, shortCells(cells)];
}

function unpacked([sheet, line, isHidden, cells]: PackedRow): FileRow {
  return { sheet, line, cells: longCells(cells), isHidden: isHidden ? true : undefined };
}
