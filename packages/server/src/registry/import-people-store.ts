/** Writing the people of an import, many in a statement. */
import { sql } from "kysely";
import type { CommandContext } from "../kernel/context.ts";
import type { Vault } from "../kernel/vault/vault.ts";
import { array } from "./arrays-store.ts";
import { keepBefore, keepCreated } from "./change-store.ts";
import { columnsOf, type ResidentFields } from "./resident-store.ts";

export interface PersonWrite extends ResidentFields {
  id: string;
}

const idsOf = (rows: readonly PersonWrite[]): string[] => rows.map(({ id }) => id);

/** A person as the columns of the table, in the order in which they are written. */
function personColumns(vault: Vault, row: PersonWrite) {
  return {
    resident_id: row.id,
    ...columnsOf(row, vault),
    vulnerabilities: row.vulnerabilities.join(","),
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

export async function insertPeople(
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

export async function updatePeople(
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
