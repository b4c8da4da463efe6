/** A row on its way through the plan. */
import type { RegisteredPerson } from "./import-register.ts";
import type { PersonDraft } from "./import-row.ts";
import type { Reason } from "./import-row-reader.ts";

export interface WorkingRow {
  position: number;
  where: string;
  draft: PersonDraft;
  notes: Reason[];
  /** Of the household; empty until settled. */
  number: string;
  /** Whom the register has already. */
  person?: RegisteredPerson | undefined;
  refusal?: Reason | undefined;
}

/** The first reason stands. */
export function refuse(row: WorkingRow, reason: Reason): void {
  row.refusal ??= reason;
}

export const isStanding = (row: WorkingRow): boolean => row.refusal === undefined;
