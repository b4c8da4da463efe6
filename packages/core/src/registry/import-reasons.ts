import type { ImportFate } from "./import-contract.ts";
import type { PlannedRow } from "./import-plan.ts";

/** How many rows of one fate have a reason or note. */
export interface ReasonCount {
  code: string;
  fate: ImportFate;
  rows: number;
}

/** Most frequent first. */
export function countReasons(rows: readonly PlannedRow[]): ReasonCount[] {
  const counts = new Map<string, ReasonCount>();
  for (const { fate, reasons } of rows) {
    for (const code of new Set(reasons.map((reason) => reason.code))) {
      const count = counts.get(`${fate} ${code}`) ?? { code, fate, rows: 0 };
      counts.set(`${fate} ${code}`, { ...count, rows: count.rows + 1 });
    }
  }
  return [...counts.values()].sort((one, other) => other.rows - one.rows);
}
