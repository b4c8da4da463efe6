/** Households, residents and premises as their feeds show them. */
import type { Feed, FeedInput } from "@lianfang/core/kernel/feed.ts";
import type {
  ChangedHousehold,
  ChangedPremises,
  ChangedResident,
} from "@lianfang/core/registry/feed-contract.ts";
import { maskPhone } from "@lianfang/core/registry/phone.ts";
import type { Selectable } from "kysely";
import type { z } from "zod";
import type { QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import { readFeed } from "../kernel/feed/store.ts";
import type { Vault } from "../kernel/vault/vault.ts";
import { circumstancesFrom } from "./circumstances-columns.ts";
import { everyPremises } from "./premises-store.ts";
import type { PremisesTable } from "./premises-tables.ts";
import { everybody } from "./resident-store.ts";
import { identityMasked, phoneMasked, vaultOf } from "./sealed.ts";
import { within } from "./store.ts";
import type { ResidentTable } from "./tables.ts";

type ResidentChange = z.input<typeof ChangedResident>;
type PremisesChange = z.input<typeof ChangedPremises>;
type HouseholdChange = z.input<typeof ChangedHousehold>;

export function changedResidents(
  context: QueryContext,
  input: FeedInput,
): Promise<Feed<ResidentChange>> {
  return readFeed<ResidentChange>(context, "resident", input, {
    gone: (residentId) => ({ is: "gone", residentId }),
    async load(ids) {
      const vault = await vaultOf(context);
      const rows = await everybody(context)
        .selectAll()
        .where("resident_id", "=", anyOf(ids))
        .execute();
      return new Map(rows.map((row) => [row.resident_id, residentChange(row, vault)]));
    },
  });
}

function residentChange(row: Selectable<ResidentTable>, vault: Vault): ResidentChange {
  const { resident_id: residentId, removed_at: at, removal_reason: reason } = row;
  if (at !== null && reason !== null) {
    const mergedInto = row.merged_into ?? undefined;
    return { is: "removed", residentId, reason, at, mergedInto };
  }
  const { proxyPhone, ...circumstances } = circumstancesFrom(row, vault);
  return {
    is: "present",
    residentId,
    householdId: row.household_id,
    areaId: row.area_id,
    name: row.name,
    sex: row.sex,
    birthday: row.birthday ?? undefined,
    identityMasked: identityMasked(vault, row.identity),
    phoneMasked: phoneMasked(vault, row.phone),
    relation: row.relation,
    residence: row.residence,
    occupation: row.occupation ?? undefined,
    vulnerabilities: row.vulnerabilities,
    ...known(circumstances),
    proxyPhoneMasked: proxyPhone === null ? undefined : maskPhone(proxyPhone),
    note: row.note ?? undefined,
    revision: row.revision,
    createdAt: row.created_at,
    changedAt: row.changed_at,
  };
}

type Known<Fields> = { [Name in keyof Fields]: Exclude<Fields[Name], null> | undefined };

/** What the register doesn't know is left out. */
function known<Fields extends object>(fields: Fields): Known<Fields> {
  const entries = Object.entries(fields).map(([name, value]) => [name, value ?? undefined]);
  return Object.fromEntries(entries);
}

export function changedHouseholds(
  context: QueryContext,
  input: FeedInput,
): Promise<Feed<HouseholdChange>> {
  return readFeed<HouseholdChange>(context, "household", input, {
    gone: (householdId) => ({ is: "gone", householdId }),
    async load(ids) {
      const { db, town, reach } = context;
      const vault = await vaultOf(context);
      const rows = await db
        .selectFrom("household")
        .selectAll()
        .where("town_id", "=", town.townId)
        .where("household_id", "=", anyOf(ids))
        .$if(!reach.all, (query) => query.where("area_id", "=", within(reach)))
        .execute();
      return new Map(
        rows.map((row) => [
          row.household_id,
          row.removed_at !== null
            ? { is: "removed", householdId: row.household_id, at: row.removed_at }
            : {
                is: "present",
                householdId: row.household_id,
                areaId: row.area_id,
                number: row.number,
                group: row.villagers_group ?? undefined,
                address: row.address ?? undefined,
                phoneMasked: phoneMasked(vault, row.phone),
                revision: row.revision,
                createdAt: row.created_at,
                changedAt: row.changed_at,
              },
        ]),
      );
    },
  });
}

export function changedPremises(
  context: QueryContext,
  input: FeedInput,
): Promise<Feed<PremisesChange>> {
  return readFeed<PremisesChange>(context, "premises", input, {
    gone: (premisesId) => ({ is: "gone", premisesId }),
    async load(ids) {
      const vault = await vaultOf(context);
      const rows = await everyPremises(context)
        .selectAll()
        .where("premises_id", "=", anyOf(ids))
        .execute();
      return new Map(rows.map((row) => [row.premises_id, premisesChange(row, vault)]));
    },
  });
}

function premisesChange(row: Selectable<PremisesTable>, vault: Vault): PremisesChange {
  const { premises_id: premisesId, removed_at: at, removal_reason: reason } = row;
  if (at !== null && reason !== null) return { is: "removed", premisesId, reason, at };
  return {
    is: "present",
    premisesId,
    areaId: row.area_id,
    kind: row.kind,
    name: row.name,
    phoneMasked: phoneMasked(vault, row.in_charge_phone),
    state: row.state,
    ...known({
      address: row.address,
      creditCode: row.credit_code,
      inChargeName: row.in_charge_name,
      floorAreaM2: row.floor_area_m2,
      capacity: row.capacity,
      stateSince: row.state_since,
      note: row.note,
    }),
    revision: row.revision,
    createdAt: row.created_at,
    changedAt: row.changed_at,
  };
}
