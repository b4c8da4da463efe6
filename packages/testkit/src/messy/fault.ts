/** What a fault is, and what faults have in common. */
import type { SyntheticPerson } from "../people/register.ts";
import type { MessyRow, Setting } from "./row.ts";

export interface Fault {
  name: string;
  /** Where it can be done at all. */
  fits?(setting: Setting): boolean;
  apply(row: MessyRow, setting: Setting): void;
  /** Absent where the row is taken all the same. */
  reason?: string;
  notes?: string[];
}

/** Year, month and day of birth. */
export const parts = ({ birthday }: SyntheticPerson) => birthday.split("-").map(Number);
export const hasPhone = ({ person }: Setting) => person.phone !== undefined;
export const inXlsx = ({ isCsv }: Setting) => !isCsv;
