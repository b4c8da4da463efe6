/** What a messy file holds, row by row, so that every row of an import can be held against it. */
import type { ExpectedRow } from "./cells.ts";
import type { MessyRegister } from "./register.ts";

export interface Manifest {
  file: string;
  seed: string;
  /** What an import into a town with these villages should come to. */
  counts: { read: number; new: number; changed: number; same: number; rejected: number };
  villages: readonly string[];
  from1904: boolean;
  hiddenRows: number;
  /** Sheets with another header, or hidden: told as not read. */
  unreadSheets: string[];
  rows: (ExpectedRow & { sheet: string; line: number })[];
}

export function manifestOf(
  { sheets, from1904 }: MessyRegister,
  told: { file: string; seed: number | string; villages: readonly string[] },
): Manifest {
  const read = sheets.filter(({ isOther }) => !isOther);
  const lines = read.flatMap(({ name, lines: all }) =>
    all.flatMap(({ row, isHidden }, at) =>
      row ? [{ row: { sheet: name, line: at + 1, ...row }, isHidden }] : [],
    ),
  );
  const rows = lines.map(({ row }) => row);
  const count = (fate: ExpectedRow["fate"]) => rows.filter((row) => row.fate === fate).length;
  return {
    ...told,
    seed: String(told.seed),
    counts: {
      read: rows.length,
      new: count("new"),
      changed: 0,
      same: 0,
      rejected: count("rejected"),
    },
    from1904,
    hiddenRows: lines.filter(({ isHidden }) => isHidden).length,
    unreadSheets: sheets.filter(({ isOther }) => isOther).map(({ name }) => name),
    rows,
  };
}
