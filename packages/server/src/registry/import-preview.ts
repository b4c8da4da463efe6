/** What an import would do: its rows checked one by one, and planned against the register. */
import { createHash } from "node:crypto";
import { setImmediate as breathe } from "node:timers/promises";
import { townDay } from "@lianfang/core/kernel/time.ts";
import { indexAreaNames } from "@lianfang/core/organization/area-names.ts";
import {
  type ImportPlan,
  planImport,
  type RowToPlan,
} from "@lianfang/core/registry/import-plan.ts";
import type { Register } from "@lianfang/core/registry/import-register.ts";
import { type CheckedRow, checkRow } from "@lianfang/core/registry/import-row.ts";
import type { ImportCells, RowFacts } from "@lianfang/core/registry/import-row-reader.ts";
import type { QueryContext } from "../kernel/context.ts";
import { divisionsOf } from "../policy/divisions.ts";
import type { FileColumn, FileRow } from "./import-reading.ts";
import { registerStore } from "./register-store.ts";

export interface Preview {
  plan: ImportPlan;
  register: Register;
  /** Equal when the plan is: the same fates for the same rows, on the register as it was. */
  digest: Buffer;
}

/** Other requests get their turn between so many rows. */
const rowsAtOnce = 500;

/**
 * Checks and plans every row.
 * @param options.isHeld whether what the register holds of the file stays as it is until the
 *   transaction ends
 */
export async function preview(
  context: QueryContext,
  columns: readonly FileColumn[],
  rows: readonly FileRow[],
  { isHeld }: { isHeld: boolean },
): Promise<Preview> {
  const store = registerStore(context);
  const { name, nameEn, timeZone } = context.town;
  const areas = indexAreaNames(await store.areas(), [name, nameEn]);
  const divisions = await divisionsOf(context.kernel);
  const today = townDay(context.now, timeZone);
  const checked = await checkRows(columns, rows, { areas, divisions, today });
  const register = await store.held(namedIn(checked), isHeld);
  const plan = planImport(checked, register, areas);
  return { plan, register, digest: digestOf(plan) };
}

async function checkRows(
  columns: readonly FileColumn[],
  rows: readonly FileRow[],
  facts: RowFacts,
): Promise<RowToPlan[]> {
  const hasSheets = rows.some(({ sheet }) => sheet !== rows[0]?.sheet);
  const checked: RowToPlan[] = [];
  for (const [position, { sheet, line, cells }] of rows.entries()) {
    if (position % rowsAtOnce === rowsAtOnce - 1) await breathe();
    checked.push({
      position,
      where: hasSheets ? `${sheet}!${line}` : String(line),
      checked: isHeaderAgain(columns, cells)
        ? headerAgain
        : checkRow(cellsByColumn(columns, cells), facts),
    });
  }
  return checked;
}

const headerAgain: CheckedRow = { reasons: [{ code: "registry.import.headerAgain" }] };

/** Long tables repeat their header on every printed page. */
function isHeaderAgain(columns: readonly FileColumn[], cells: FileRow["cells"]): boolean {
  const matched = columns.filter(({ column, header }) => column !== undefined && header !== "");
  return (
    matched.length > 1 &&
    matched.every(({ index, header }) => (cells[index]?.text ?? "") === header)
  );
}

function cellsByColumn(columns: readonly FileColumn[], cells: FileRow["cells"]): ImportCells {
  const byColumn: ImportCells = {};
  for (const { index, column } of columns) {
    const cell = cells[index];
    if (column && cell) byColumn[column] = cell;
  }
  return byColumn;
}

/** The numbers by which the register knows what the file speaks of. */
function namedIn(rows: readonly RowToPlan[]) {
  const numbers = new Set<string>();
  const identityNumbers = new Set<string>();
  for (const { checked } of rows) {
    if (checked.draft?.householdNumber) numbers.add(checked.draft.householdNumber);
    if (checked.draft?.identityNumber) identityNumbers.add(checked.draft.identityNumber);
  }
  return { numbers: [...numbers], identityNumbers: [...identityNumbers] };
}

function digestOf({ rows, households }: ImportPlan): Buffer {
  const hash = createHash("sha256");
  for (const { position, fate, person, changes, reasons } of rows) {
    const told = [
      position,
      fate,
      person?.residentId,
      person?.revision,
      changes.map(({ column }) => column),
      reasons.map(({ code }) => code),
    ];
    hash.update(`${JSON.stringify(told)}\n`);
  }
  for (const { number, held, areaId } of households.values()) {
    hash.update(`${JSON.stringify([number, held?.householdId, held?.revision, areaId])}\n`);
  }
  return hash.digest();
}
