/** What a list of areas would change in the tree: line by line, and as a whole. Pure. */
import {
  countsOf,
  type SheetCounts,
  type SheetFate,
  type SheetRow,
  unreadable,
} from "../kernel/sheet.ts";
import type { AreaColumn } from "./area-sheet-columns.ts";
import type { Change, Node } from "./area-sheet-nodes.ts";
import { type RowReason, readAreaRow, type Wanted } from "./area-sheet-row.ts";
import { PlannedTree } from "./area-sheet-tree.ts";
import type { Area } from "./contract.ts";

export interface PlannedRow {
  fate: SheetFate;
  /** The area, as it is before; absent where none could be told. */
  area?: { areaId: string; name: string; kind: Area["kind"]; parentName: string };
  changes: readonly Change[];
  reasons: readonly RowReason[];
}

export interface AreaPlan {
  rows: PlannedRow[];
  counts: SheetCounts;
  /** Villages first. */
  added: Node[];
  /** Areas that are there and become different. */
  changed: Node[];
}

/**
 * Plans all lines: villages first, so that a grid may come before its village.
 * @param areas the tree as it is, the town included
 * @param newId makes the id of the area a line adds, or a grid's line brings along
 */
export function planAreas(
  rows: readonly SheetRow<AreaColumn>[],
  areas: readonly Area[],
  newId: (what: string) => string,
): AreaPlan {
  const tree = new PlannedTree(areas, newId);
  const planned: PlannedRow[] = rows.map(() => ({ fate: "rejected", changes: [], reasons: [] }));
  const told = new Map<string, string>();
  const read = rows.map((row) => {
    const unread = unreadable(row);
    return unread
      ? { ok: false as const, reasons: [unread] }
      : readAreaRow(row.cells, (text) => tree.isTown(text));
  });
  for (const turn of ["town", "village", "grid"] as const) {
    for (const [at, row] of rows.entries()) {
      const found = read[at];
      if (found?.ok && found.wanted.is === turn) {
        planned[at] = planRow(tree, found.wanted, row.where, told);
      }
    }
  }
  for (const [at, found] of read.entries()) {
    if (!found.ok) planned[at] = rejected(...found.reasons);
  }
  return { rows: planned, counts: countsOf(planned), ...tree.outcome() };
}

function planRow(
  tree: PlannedTree,
  wanted: Wanted,
  where: string,
  told: Map<string, string>,
): PlannedRow {
  const result = tree.apply(wanted);
  if (!result.ok) return rejected(...result.reasons);
  const { node, changes, isNew, remarks, before } = result;
  const earlier = told.get(node.areaId);
  if (earlier !== undefined) {
    result.undo();
    return rejected({ code: "sheet.repeated", params: { where: earlier } });
  }
  told.set(node.areaId, where);
  const fate = isNew ? "new" : changes.length > 0 ? "changed" : "same";
  return { fate, area: before, changes, reasons: remarks };
}

function rejected(...reasons: RowReason[]): PlannedRow {
  return { fate: "rejected", changes: [], reasons };
}
