/** A row on its way through the plan. */
import type { RegisteredPerson } from "./import-register.ts";
import type { PersonDraft, Reason } from "./import-row.ts";

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
