import type { NamedArea } from "@lianfang/core/organization/area-names.ts";
import {
  type Register,
  type RegisteredHousehold,
  type RegisteredPerson,
  registerOf,
} from "@lianfang/core/registry/import-register.ts";
import { sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import type { Vault } from "../kernel/vault/vault.ts";
import { circumstancesFrom } from "./circumstances-columns.ts";
import { openIdentity, openPhone, vaultOf } from "./sealed.ts";
import { anyOf } from "./store.ts";

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
      const blinds = named.identityNumbers.map((number) => vault.blind("identity-number", number));
      const known = await peopleByIdentity(context, vault, blinds, isHeld);
      const ids = new Set(known.map((person) => person.householdId));
      const households = await householdsNamed(context, named.numbers, [...ids], isHeld);
      const members = await membersOf(
        context,
        vault,
        households.map((household) => household.householdId),
        isHeld,
      );
      const people = new Map([...known, ...members].map((person) => [person.residentId, person]));
      return registerOf(households, [...people.values()]);
    },
  };
}

function people({ db, town }: QueryContext, isHeld: boolean) {
  return db
    .selectFrom("resident")
    .innerJoin("household", (join) =>
      join
        .onRef("household.town_id", "=", "resident.town_id")
        .onRef("household.household_id", "=", "resident.household_id"),
    )
    .selectAll("resident")
    .select("household.number")
    .where("resident.town_id", "=", town.townId)
    .where("resident.removed_at", "is", null)
    .$if(isHeld, (query) => query.forUpdate("resident"));
}

type PersonRow = Awaited<ReturnType<ReturnType<typeof people>["executeTakeFirstOrThrow"]>>;

async function peopleByIdentity(
  context: QueryContext,
  vault: Vault,
  blinds: readonly Buffer[],
  isHeld: boolean,
): Promise<RegisteredPerson[]> {
  const rows = await people(context, isHeld)
    .where("identity_blind", "=", sql<Buffer>`any(${blinds}::bytea[])`)
    .execute();
  return rows.map((row) => personFrom(row, vault));
}

async function membersOf(
  context: QueryContext,
  vault: Vault,
  householdIds: readonly string[],
  isHeld: boolean,
): Promise<RegisteredPerson[]> {
  const rows = await people(context, isHeld)
    .where("resident.household_id", "=", anyOf(householdIds))
    .execute();
  return rows.map((row) => personFrom(row, vault));
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
        eb("number", "=", sql<string>`any(${[...numbers]}::text[])`),
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

function personFrom(row: PersonRow, vault: Vault): RegisteredPerson {
  return {
    residentId: row.resident_id,
    revision: row.revision,
    householdId: row.household_id,
    householdNumber: row.number,
    name: row.name,
    identityNumber: openIdentity(vault, row.identity),
    sex: row.sex,
    birthday: row.birthday ?? undefined,
    phone: openPhone(vault, row.phone),
    relation: row.relation,
    residence: row.residence,
    occupation: row.occupation ?? undefined,
    vulnerabilities: row.vulnerabilities,
    note: row.note ?? undefined,
    circumstances: circumstancesFrom(row, vault),
  };
}
