import { circumstancesByRow } from "@lianfang/core/registry/import-circumstances.ts";
import type { PlannedRow } from "@lianfang/core/registry/import-plan.ts";
import { sql } from "kysely";
import { DatabaseError } from "pg";
import { v7 as uuidv7 } from "uuid";
import type { CommandContext } from "../kernel/context.ts";
import { inPieces } from "../kernel/database/pieces.ts";
import { insertHouseholds, updateHouseholds } from "./import-households-store.ts";
import { insertPeople, type PersonWrite, updatePeople } from "./import-people-store.ts";
import type { Preview } from "./import-preview.ts";
import { vaultOf } from "./sealed.ts";

/** How many rows go into one statement. */
const rowsAtOnce = 2_000;

/**
 * Writes a plan into the register: a statement for each two thousand rows, none for a single row.
 * @param report told now and then how many of the people are written
 */
export async function writePlan(
  context: CommandContext,
  { plan, register }: Preview,
  report: (done: number, total: number) => void,
): Promise<void> {
  const ids = new Map<string, string>();
  for (const [number, { householdId }] of register.householdByNumber) ids.set(number, householdId);
  const households = [...plan.households.values()].map((household) => {
    const { number, held, areaId, group = null, address = null } = household;
    const id = held?.householdId ?? uuidv7();
    ids.set(number, id);
    return { id, number, areaId, group, address, isNew: held === undefined };
  });
  const people = (fate: "new" | "changed") => personWrites(plan.rows, fate, ids);
  const vault = await vaultOf(context);
  for (const some of inPieces(
    households.filter(({ isNew }) => isNew),
    rowsAtOnce,
  )) {
    await insertHouseholds(context, some);
  }
  for (const some of inPieces(
    households.filter(({ isNew }) => !isNew),
    rowsAtOnce,
  )) {
    await updateHouseholds(context, some);
  }
  let written = 0;
  const tell = (rows: number) => {
    written += rows;
    report(written, plan.counts.new + plan.counts.changed);
  };
  for (const some of inPieces(people("new"), rowsAtOnce)) {
    await insertPeople(context, vault, some);
    tell(some.length);
  }
  for (const some of inPieces(people("changed"), rowsAtOnce)) {
    await updatePeople(context, vault, some);
    tell(some.length);
  }
  await sql`select analyze_register()`.execute(context.db);
}

/** Made as they are asked for: a whole register of them is never held. */
function* personWrites(
  rows: readonly PlannedRow[],
  fate: PlannedRow["fate"],
  householdIds: ReadonlyMap<string, string>,
): Generator<PersonWrite> {
  for (const row of rows) if (row.fate === fate) yield personWrite(row, householdIds);
}

/** The person after the import: what the row says, else what the register holds. */
function personWrite(
  { draft, person, householdNumber }: PlannedRow,
  householdIds: ReadonlyMap<string, string>,
): PersonWrite {
  const householdId = householdIds.get(householdNumber ?? "");
  const sex = draft?.sex ?? person?.sex;
  if (!draft || !householdId || !sex) throw new Error("a row was planned without its household");
  return {
    id: person?.residentId ?? uuidv7(),
    householdId,
    name: draft.name,
    identityNumber: draft.identityNumber ?? person?.identityNumber ?? null,
    sex,
    birthday: draft.birthday ?? person?.birthday ?? null,
    phone: draft.phone ?? person?.phone ?? null,
    relation: draft.relation ?? person?.relation ?? "other",
    residence: draft.residence ?? person?.residence ?? "registered-here",
    occupation: draft.occupation ?? person?.occupation ?? null,
    vulnerabilities: [...(draft.vulnerabilities ?? person?.vulnerabilities ?? [])],
    note: draft.note ?? person?.note ?? null,
    ...circumstancesByRow(person, draft.circumstances ?? {}),
  };
}

/** Whether a write met a key that somebody else took, or a row that somebody else removed. */
export function isTaken(error: unknown): boolean {
  return error instanceof DatabaseError && /^23(505|503)$/.test(error.code ?? "");
}
