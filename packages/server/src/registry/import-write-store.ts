import { circumstancesByRow } from "@lianfang/core/registry/import-circumstances.ts";
import type { PlannedRow } from "@lianfang/core/registry/import-plan.ts";
import { orderKey } from "@lianfang/core/registry/rules.ts";
import { type RawBuilder, sql } from "kysely";
import { DatabaseError } from "pg";
import { v7 as uuidv7 } from "uuid";
import type { CommandContext } from "../kernel/context.ts";
import { inPieces } from "../kernel/database/pieces.ts";
import type { Vault } from "../kernel/vault/vault.ts";
import { keepBefore, keepCreated } from "./change-store.ts";
import { circumstancesColumns } from "./circumstances-columns.ts";
import type { Preview } from "./import-preview.ts";
import { pinyinOf } from "./name-pinyin.ts";
import type { ResidentFields } from "./resident-store.ts";
import { sealIdentity, sealPhone, vaultOf } from "./sealed.ts";

interface HouseholdWrite {
  id: string;
  number: string;
  areaId: string;
  group: string | null;
  address: string | null;
}

interface PersonWrite extends ResidentFields {
  id: string;
}

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

const idsOf = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);

function array(values: readonly unknown[], type: string): RawBuilder<unknown> {
  return sql`${[...values]}::${sql.raw(type)}[]`;
}

function givenHouseholds(rows: readonly HouseholdWrite[]): RawBuilder<unknown> {
  return sql`unnest(
    ${array(
      rows.map(({ id }) => id),
      "uuid",
    )},
    ${array(
      rows.map(({ number }) => number),
      "text",
    )},
    ${array(
      rows.map(({ number }) => orderKey(number)),
      "text",
    )},
    ${array(
      rows.map(({ areaId }) => areaId),
      "uuid",
    )},
    ${array(
      rows.map(({ group }) => group),
      "text",
    )},
    ${array(
      rows.map(({ address }) => address),
      "text",
    )}
  ) as given (household_id, number, number_key, area_id, villagers_group, address)`;
}

async function insertHouseholds(
  context: CommandContext,
  rows: readonly HouseholdWrite[],
): Promise<void> {
  const { db, town, now } = context;
  await sql`
    insert into household
      (town_id, household_id, number, number_key, area_id, villagers_group, address,
       created_at, changed_at)
    select ${town.townId}, household_id, number, number_key, area_id, villagers_group, address,
      ${now}, ${now}
    from ${givenHouseholds(rows)}`.execute(db);
  await keepCreated(context, "household", idsOf(rows));
}

/** Members the file does not name move with their household. */
async function updateHouseholds(
  context: CommandContext,
  rows: readonly HouseholdWrite[],
): Promise<void> {
  const { db, town, now } = context;
  await keepBefore(context, "household", idsOf(rows), "edited");
  await sql`
    update household
    set area_id = given.area_id, villagers_group = given.villagers_group,
      address = given.address, changed_at = ${now}, revision = revision + 1
    from ${givenHouseholds(rows)}
    where household.town_id = ${town.townId} and household.household_id = given.household_id`.execute(
    db,
  );
  await sql`
    update resident set area_id = household.area_id
    from household
    where household.town_id = ${town.townId}
      and household.household_id = any(${array(
        rows.map(({ id }) => id),
        "uuid",
      )})
      and resident.town_id = household.town_id
      and resident.household_id = household.household_id
      and resident.area_id <> household.area_id`.execute(db);
}

/** A person as the columns of the table, in the order in which they are written. */
function personColumns(vault: Vault, row: PersonWrite) {
  return {
    resident_id: row.id,
    household_id: row.householdId,
    name: row.name,
    name_pinyin: pinyinOf(row.name),
    sex: row.sex,
    birthday: row.birthday,
    ...sealIdentity(vault, row.identityNumber ?? undefined),
    ...sealPhone(vault, row.phone ?? undefined),
    relation: row.relation,
    residence: row.residence,
    occupation: row.occupation,
    vulnerabilities: row.vulnerabilities.join(","),
    note: row.note,
    ...circumstancesColumns(row, vault),
  };
}

type PersonColumn = keyof ReturnType<typeof personColumns>;

const personTypes: Record<PersonColumn, "uuid" | "text" | "date" | "bytea"> = {
  resident_id: "uuid",
  household_id: "uuid",
  name: "text",
  name_pinyin: "text",
  sex: "text",
  birthday: "date",
  identity: "bytea",
  identity_blind: "bytea",
  identity_tail: "bytea",
  phone: "bytea",
  phone_blind: "bytea",
  phone_tail: "bytea",
  relation: "text",
  residence: "text",
  occupation: "text",
  vulnerabilities: "text",
  note: "text",
  registered_division: "text",
  registered_address: "text",
  living_division: "text",
  living_address: "text",
  tenancy: "text",
  landlord_household_id: "uuid",
  commute_frequency: "text",
  commute_division: "text",
  commute_place: "text",
  listed_trade: "text",
  proxy_resident_id: "uuid",
  proxy_name: "text",
  proxy_phone: "bytea",
  proxy_relation: "text",
};
// An object whose keys are columns has no others.
const personColumnNames = Object.keys(personTypes) as PersonColumn[];

/** What is written of a person, column by column. */
const personValues = personColumnNames.map((column) => ({
  column: sql.ref(column),
  // Lists are given as texts: an array of arrays has to be a rectangle.
  value:
    column === "vulnerabilities"
      ? sql`string_to_array(given.vulnerabilities, ',')`
      : sql`given.${sql.ref(column)}`,
}));

/** The people as rows, beside the place they repeat of their household. */
function givenPeople(vault: Vault, townId: string, rows: readonly PersonWrite[]) {
  const people = rows.map((row) => personColumns(vault, row));
  const arrays = personColumnNames.map((column) =>
    array(
      people.map((person) => person[column]),
      personTypes[column],
    ),
  );
  return sql`unnest(${sql.join(arrays)}) as given (${sql.join(personColumnNames.map((column) => sql.ref(column)))})
    join household on household.town_id = ${townId}
      and household.household_id = given.household_id`;
}

async function insertPeople(
  context: CommandContext,
  vault: Vault,
  rows: readonly PersonWrite[],
): Promise<void> {
  const { db, town, now } = context;
  await sql`
    insert into resident
      (town_id, area_id, number_key, created_at, changed_at,
       ${sql.join(personValues.map(({ column }) => column))})
    select ${town.townId}, area_id, number_key, ${now}, ${now},
      ${sql.join(personValues.map(({ value }) => value))}
    from ${givenPeople(vault, town.townId, rows)}`.execute(db);
  await keepCreated(context, "resident", idsOf(rows));
}

async function updatePeople(
  context: CommandContext,
  vault: Vault,
  rows: readonly PersonWrite[],
): Promise<void> {
  const { db, town, now } = context;
  await keepBefore(context, "resident", idsOf(rows), "edited");
  await sql`
    update resident
    set ${sql.join(personValues.map(({ column, value }) => sql`${column} = ${value}`))},
      area_id = household.area_id, number_key = household.number_key,
      changed_at = ${now}, revision = resident.revision + 1
    from ${givenPeople(vault, town.townId, rows)}
    where resident.town_id = ${town.townId} and resident.resident_id = given.resident_id`.execute(
    db,
  );
}

/** Whether a write met a key that somebody else took, or a row that somebody else removed. */
export function isTaken(error: unknown): boolean {
  return error instanceof DatabaseError && /^23(505|503)$/.test(error.code ?? "");
}
