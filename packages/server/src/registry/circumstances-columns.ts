/** A resident's circumstances as the table's columns have them. */
import type { Circumstances } from "@lianfang/core/registry/circumstances.ts";
import type { Vault } from "../kernel/vault/vault.ts";
import { openPhone } from "./sealed.ts";

export interface CircumstancesColumns {
  registered_division: string | null;
  registered_address: string | null;
  living_division: string | null;
  living_address: string | null;
  tenancy: Circumstances["tenancy"];
  landlord_household_id: string | null;
  commute_frequency: Circumstances["commuteFrequency"];
  commute_division: string | null;
  commute_place: string | null;
  listed_trade: Circumstances["listedTrade"];
  proxy_resident_id: string | null;
  proxy_name: string | null;
  proxy_phone: Buffer | null;
  proxy_relation: Circumstances["proxyRelation"];
}

export function circumstancesColumns(one: Circumstances, vault: Vault): CircumstancesColumns {
  return {
    registered_division: one.registeredDivision,
    registered_address: one.registeredAddress,
    living_division: one.livingDivision,
    living_address: one.livingAddress,
    tenancy: one.tenancy,
    landlord_household_id: one.landlordHouseholdId,
    commute_frequency: one.commuteFrequency,
    commute_division: one.commuteDivision,
    commute_place: one.commutePlace,
    listed_trade: one.listedTrade,
    proxy_resident_id: one.proxyResidentId,
    proxy_name: one.proxyName,
    proxy_phone: one.proxyPhone === null ? null : vault.seal("phone", one.proxyPhone),
    proxy_relation: one.proxyRelation,
  };
}

export function circumstancesFrom(row: CircumstancesColumns, vault: Vault): Circumstances {
  return {
    registeredDivision: row.registered_division,
    registeredAddress: row.registered_address,
    livingDivision: row.living_division,
    livingAddress: row.living_address,
    tenancy: row.tenancy,
    landlordHouseholdId: row.landlord_household_id,
    commuteFrequency: row.commute_frequency,
    commuteDivision: row.commute_division,
    commutePlace: row.commute_place,
    listedTrade: row.listed_trade,
    proxyResidentId: row.proxy_resident_id,
    proxyName: row.proxy_name,
    proxyPhone: openPhone(vault, row.proxy_phone) ?? null,
    proxyRelation: row.proxy_relation,
  };
}
