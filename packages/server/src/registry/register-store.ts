import type { NamedArea } from "@lianfang/core/organization/area-names.ts";
import {
  type Register,
  type RegisteredHousehold,
  type RegisteredPerson,
  registerOf,
} from "@lianfang/core/registry/import-register.ts";
import type { QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import { inPieces } from "../kernel/database/pieces.ts";
import type { Vault } from "../kernel/vault/vault.ts";
import { circumstancesFrom } from "./circumstances-columns.ts";
import { openIdentity, openPhone, vaultOf } from "./sealed.ts";

/** What the whole town's register holds of a file; imports are for the whole town only. */
export function registerStore(context: QueryContext) {
  return {
    async areas(): Promise<NamedArea[]> {
      const rows = await context.db
        .selectFrom("area")
        .select(["area_id", "parent_id", "kind", "name", "name_en"])
        .where("town_id", "=", context.town.townId)
        .execute();
      return rows.map((row) => ({
        areaId: row.area_id,
        parentId: row.parent_id ?? undefined,
        kind: row.kind,
        name: row.name,
        nameEn: row.name_en,
      }));
    },
    /** @param isHeld locks what is found, until the transaction ends */
    async held(
      named: { numbers: readonly string[]; identityNumbers: readonly string[] },
      isHeld: boolean,
    ): Promise<Register> {
      const vault = await vaultOf(context);
      const people = new Map<string, RegisteredPerson>();
      const once = textsOnce();
      const add = (rows: readonly PersonRow[]) => {
        for (const row of rows) {
          if (people.has(row.resident_id)) continue;
          people.set(row.resident_id, personFrom(row, vault, once));
        }
      };
      for (const some of inPieces(named.identityNumbers, atOnce)) {
        const blinds = some.map((number) => vault.blind("identity-number", number));
        add(await peopleByIdentity(context, blinds, isHeld));
      }
      const ids = new Set([...people.values()].map((person) => person.householdId));
      const households = await householdsNamed(context, named.numbers, [...ids], isHeld);
      for (const some of inPieces(households, atOnce)) {
        const householdIds = some.map(({ householdId }) => householdId);
        add(await membersOf(context, householdIds, isHeld));
      }
      return registerOf(households, [...people.values()]);
    },
  };
}

/** What is known of so many is asked for at a time: rows as they come take several times as much as people. */
const atOnce = 2_000;

/** What the table has beside this, for finding people, a file says nothing of. */
const personColumns = [
  "resident_id",
  "resident.household_id",
  "resident.revision",
  "name",
  "identity",
  "sex",
  "birthday",
  "resident.phone",
  "relation",
  "residence",
  "occupation",
  "vulnerabilities",
  "note",
  "registered_division",
  "registered_address",
  "living_division",
  "living_address",
  "tenancy",
  "landlord_household_id",
  "commute_frequency",
  "commute_division",
  "commute_place",
  "listed_trade",
  "proxy_resident_id",
  "proxy_name",
  "proxy_phone",
  "proxy_relation",
] as const;

function people({ db, town }: QueryContext, isHeld: boolean) {
  return db
    .selectFrom("resident")
    .innerJoin("household", (join) =>
      join
        .onRef("household.town_id", "=", "resident.town_id")
        .onRef("household.household_id", "=", "resident.household_id"),
    )
    .select(personColumns)
    .select("household.number")
    .where("resident.town_id", "=", town.townId)
    .where("resident.removed_at", "is", null)
    .$if(isHeld, (query) => query.forUpdate("resident"));
}

type PersonRow = Awaited<ReturnType<ReturnType<typeof people>["executeTakeFirstOrThrow"]>>;

function peopleByIdentity(
  context: QueryContext,
  blinds: readonly Buffer[],
  isHeld: boolean,
): Promise<PersonRow[]> {
  return people(context, isHeld).where("identity_blind", "=", anyOf(blinds, "bytea")).execute();
}

function membersOf(
  context: QueryContext,
  householdIds: readonly string[],
  isHeld: boolean,
): Promise<PersonRow[]> {
  return people(context, isHeld).where("resident.household_id", "=", anyOf(householdIds)).execute();
}

async function householdsNamed(
  { db, town }: QueryContext,
  numbers: readonly string[],
  householdIds: readonly string[],
  isHeld: boolean,
): Promise<RegisteredHousehold[]> {
  const rows = await db
    .selectFrom("household")
    .select(["household_id", "revision", "number", "area_id", "villagers_group", "address"])
    .where("town_id", "=", town.townId)
    .where("removed_at", "is", null)
    .where((eb) =>
      eb.or([
        eb("number", "=", anyOf(numbers, "text")),
        eb("household_id", "=", anyOf(householdIds)),
      ]),
    )
    .$if(isHeld, (query) => query.forUpdate())
    .execute();
  return rows.map((row) => ({
    householdId: row.household_id,
    revision: row.revision,
    number: row.number,
    areaId: row.area_id,
    group: row.villagers_group ?? undefined,
    address: row.address ?? undefined,
  }));
}

/** Equal texts as one: the driver makes a new one for each row, of every village, sex and relation. */
function textsOnce(): <Text extends string>(text: Text) => Text {
  const known = new Map<string, string>();
  return <Text extends string>(text: Text) => {
    // What is found under a text is that text.
    const one = known.get(text) as Text | undefined;
    if (one !== undefined) return one;
    known.set(text, text);
    return text;
  };
}

function personFrom(
  row: PersonRow,
  vault: Vault,
  once: ReturnType<typeof textsOnce>,
): RegisteredPerson {
  const { occupation, vulnerabilities } = row;
  return {
    residentId: row.resident_id,
    revision: row.revision,
    householdId: once(row.household_id),
    householdNumber: once(row.number),
    name: row.name,
    identityNumber: openIdentity(vault, row.identity),
    sex: once(row.sex),
    birthday: row.birthday ?? undefined,
    phone: openPhone(vault, row.phone),
    relation: once(row.relation),
    residence: once(row.residence),
    occupation: occupation === null ? undefined : once(occupation),
    vulnerabilities: vulnerabilities.length === 0 ? none : vulnerabilities,
    note: row.note ?? undefined,
    circumstances: circumstancesFrom(row, vault),
  };
}

const none: readonly never[] = [];
