/**
 * What an import would do, row by row: who of the file is on the register already, who is new, what
 * changes, and which rows contradict each other or the register. Every row gets exactly one fate.
 */
import type { z } from "zod";
import type { AreaNames } from "../organization/area-names.ts";
import { type Change, householdChanges, personChanges } from "./import-changes.ts";
import type { ImportCounts, ImportFate } from "./import-contract.ts";
import { type PlannedHousehold, planHousehold } from "./import-household.ts";
import { matchInHousehold } from "./import-match.ts";
import type { Register, RegisteredPerson } from "./import-register.ts";
import type { CheckedRow, PersonDraft } from "./import-row.ts";
import type { Reason } from "./import-row-reader.ts";
import { isStanding, refuse, type WorkingRow } from "./import-working.ts";

export interface RowToPlan {
  /** Its place among the rows read, from 0. */
  position: number;
  /** How a person finds it in the file: its line, with its sheet where there are several. */
  where: string;
  checked: CheckedRow;
}

export interface PlannedRow {
  position: number;
  fate: z.infer<typeof ImportFate>;
  reasons: Reason[];
  changes: Change[];
  /** Absent in refused rows. */
  draft?: PersonDraft | undefined;
  /** The number of the household the person will be in. */
  householdNumber?: string | undefined;
  /** Whom the register has already. */
  person?: RegisteredPerson | undefined;
}

export interface ImportPlan {
  rows: PlannedRow[];
  /** Households that are new or change, by number. */
  households: Map<string, PlannedHousehold>;
  counts: ImportCounts;
}

/** Plans the whole file against what the register holds of it. */
export function planImport(
  rows: readonly RowToPlan[],
  register: Register,
  areas: AreaNames,
): ImportPlan {
  const working = rows.flatMap(({ position, where, checked }): WorkingRow[] =>
    checked.draft
      ? [{ position, where, draft: checked.draft, notes: checked.reasons, number: "" }]
      : [],
  );
  if (rows.some(({ checked }) => hasLostDigits(checked))) refuseSuspects(working);
  refuseRepeatedNumbers(working);
  matchByIdentity(working, register);
  settleNumbers(working);
  const households = new Map<string, PlannedHousehold>();
  const claimed = new Set(working.flatMap(({ person }) => person?.residentId ?? []));
  for (const [number, members] of groupedByHousehold(working)) {
    const held = register.householdByNumber.get(number);
    matchInHousehold(members, register.members.get(held?.householdId ?? "") ?? [], claimed);
    for (const row of members) demandSex(row);
    const planned = planHousehold(number, members, held, areas);
    if (planned) households.set(number, planned);
  }
  return finish(rows, working, households);
}

function hasLostDigits({ draft, reasons }: CheckedRow): boolean {
  return !draft && reasons.some(({ code }) => code === "registry.identity.damagedBySpreadsheet");
}

/**
 * A number that ends in 000 may be right. Where others of the file have lost their last digits, it
 * has most likely lost its own, and one in eleven passes the check by chance.
 */
function refuseSuspects(rows: readonly WorkingRow[]): void {
  for (const row of rows) {
    if (row.notes.some(({ code }) => code === "registry.import.numberMayBeDamaged")) {
      refuse(row, { column: "identityNumber", code: "import.numberLikelyDamaged" });
    }
  }
}

function refuseRepeatedNumbers(rows: readonly WorkingRow[]): void {
  const first = new Map<string, WorkingRow>();
  for (const row of rows) {
    const number = row.draft.identityNumber;
    if (number === undefined) continue;
    const earlier = first.get(number);
    if (!earlier) first.set(number, row);
    else
      refuse(row, {
        column: "identityNumber",
        code: "registry.import.repeatedNumber",
        params: { where: earlier.where, name: earlier.draft.name },
      });
  }
}

function matchByIdentity(rows: readonly WorkingRow[], register: Register): void {
  for (const row of rows.filter(isStanding)) {
    const number = row.draft.identityNumber;
    if (number !== undefined) row.person = register.personByIdentity.get(number);
  }
}

/** The household a row belongs to: the one it names, else the one the person is in already. */
function settleNumbers(rows: readonly WorkingRow[]): void {
  for (const row of rows.filter(isStanding)) {
    const number = row.draft.householdNumber ?? row.person?.householdNumber;
    if (number !== undefined) row.number = number;
    else refuse(row, { column: "householdNumber", code: "registry.import.householdNumberMissing" });
  }
}

function groupedByHousehold(rows: readonly WorkingRow[]): Map<string, WorkingRow[]> {
  const groups = new Map<string, WorkingRow[]>();
  for (const row of rows.filter(isStanding)) {
    const group = groups.get(row.number);
    if (group) group.push(row);
    else groups.set(row.number, [row]);
  }
  return groups;
}

function demandSex(row: WorkingRow): void {
  if (row.draft.sex === undefined && !row.person) {
    refuse(row, { column: "sex", code: "registry.import.sexMissing" });
  }
}

function finish(
  rows: readonly RowToPlan[],
  working: readonly WorkingRow[],
  households: Map<string, PlannedHousehold>,
): ImportPlan {
  const byPosition = new Map(working.map((row) => [row.position, row]));
  const counts: ImportCounts = { read: rows.length, new: 0, changed: 0, same: 0, rejected: 0 };
  const planned = rows.map(({ position, checked }): PlannedRow => {
    const row = byPosition.get(position);
    const outcome = row ? outcomeOf(row, households.get(row.number)) : undefined;
    const fated = outcome ?? { position, fate: "rejected", reasons: checked.reasons, changes: [] };
    counts[fated.fate] += 1;
    return fated;
  });
  return { rows: planned, households, counts };
}

function outcomeOf(row: WorkingRow, household: PlannedHousehold | undefined): PlannedRow {
  const { position, draft, notes, person, refusal, number } = row;
  if (refusal) return { position, fate: "rejected", reasons: [refusal], changes: [] };
  const isCarrier = household?.carrier === position;
  const changes = [
    ...(person ? personChanges(person, draft, number) : []),
    ...(isCarrier ? householdChanges(household) : []),
  ];
  const fate = !person ? "new" : changes.length > 0 ? "changed" : "same";
  return { position, fate, reasons: notes, changes, draft, person, householdNumber: number };
}
