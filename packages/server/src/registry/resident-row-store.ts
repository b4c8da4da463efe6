/** Residents as they are shown, with their household and area. */
import type { Day } from "@lianfang/core/kernel/time.ts";
import type { ResidentRow } from "@lianfang/core/registry/people.ts";
import { ageOn } from "@lianfang/core/registry/rules.ts";
import type { QueryContext } from "../kernel/context.ts";
import type { Vault } from "../kernel/vault/vault.ts";
import type { Everybody } from "./resident-store.ts";
import { identityMasked, phoneMasked } from "./sealed.ts";

/** The rows are chosen before anything is joined to them: the planner has no better idea. */
export function withPlace({ db }: QueryContext, { query }: { query: Everybody }) {
  return db
    .selectFrom(query.selectAll("resident").as("resident"))
    .innerJoin("household", (join) =>
      join
        .onRef("household.town_id", "=", "resident.town_id")
        .onRef("household.household_id", "=", "resident.household_id"),
    )
    .innerJoin("area", (join) =>
      join
        .onRef("area.town_id", "=", "resident.town_id")
        .onRef("area.area_id", "=", "resident.area_id"),
    )
    .selectAll("resident")
    .select(["household.number", "villagers_group", "household.address", "area.name as area_name"])
    .select("household.phone as household_phone");
}

export type PlacedRow = Awaited<
  ReturnType<ReturnType<typeof withPlace>["executeTakeFirstOrThrow"]>
>;

/** @param today the town's, for the age */
export function shownResident(row: PlacedRow, vault: Vault, today: Day): ResidentRow {
  return {
    residentId: row.resident_id,
    householdId: row.household_id,
    householdNumber: row.number,
    name: row.name,
    sex: row.sex,
    birthday: row.birthday ?? undefined,
    age: row.birthday ? ageOn(row.birthday, today) : undefined,
    identityMasked: identityMasked(vault, row.identity),
    phoneMasked: phoneMasked(vault, row.phone ?? row.household_phone),
    isPhoneShared: row.phone === null && row.household_phone !== null,
    areaId: row.area_id,
    areaName: row.area_name,
    group: row.villagers_group ?? undefined,
    address: row.address ?? undefined,
    relation: row.relation,
    residence: row.residence,
    occupation: row.occupation ?? undefined,
    listedTrade: row.listed_trade ?? undefined,
    tenancy: row.tenancy ?? undefined,
    commuteFrequency: row.commute_frequency ?? undefined,
    vulnerabilities: row.vulnerabilities,
  };
}
