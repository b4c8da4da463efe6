/**
 * Which procedures each group of a token covers. What stands here under no group can't be called
 * with a token at all: so it is with every new procedure, with accounts and tokens themselves, with
 * sealed fields shown whole, and with whatever restricts a person, which a person decides.
 */
import { type Contract, contract } from "./contract.ts";
import type { Access } from "./kernel/access.ts";
import type { ProcedureMeta } from "./kernel/procedure.ts";
import { type TokenGroup, tokenGroupNames } from "./kernel/token-group.ts";

/** `<module>.<procedure>` */
export type ProcedureName = {
  [Module in keyof Contract & string]: `${Module}.${keyof Contract[Module] & string}`;
}[keyof Contract & string];

const places = ["organization.areas"] as const;

export const tokenGroups: Readonly<Record<TokenGroup, readonly ProcedureName[]>> = {
  "registers.read": [
    ...places,
    "registry.households",
    "registry.household",
    "registry.householdCounts",
    "registry.residents",
    "registry.residentCounts",
    "registry.resident",
    "registry.changedHouseholds",
    "registry.changedResidents",
  ],
  "registers.write": [
    ...places,
    "registry.createHousehold",
    "registry.editHousehold",
    "registry.removeHousehold",
    "registry.createResident",
    "registry.editResident",
    "registry.removeResident",
    "registry.restoreResident",
  ],
  "registers.import": [
    ...places,
    "registry.startImport",
    "registry.imports",
    "registry.import",
    "registry.importProgress",
    "registry.importRows",
    "registry.setImportColumns",
    "registry.setImportPlaces",
    "registry.leaveOutRows",
    "registry.confirmImport",
    "registry.discardImport",
    "registry.undoImport",
    "registry.rejectedRows",
  ],
  "premises.read": [
    ...places,
    "registry.premisesList",
    "registry.premisesCounts",
    "registry.premises",
    "registry.premisesPeople",
    "registry.changedPremises",
  ],
  "premises.write": [
    ...places,
    "registry.createPremises",
    "registry.editPremises",
    "registry.setPremisesState",
    "registry.removePremises",
    "registry.restorePremises",
    "registry.addPremisesPeople",
    "registry.endPremisesPeople",
  ],
  "arrivals.read": [
    ...places,
    "screening.arrivals",
    "screening.arrival",
    "screening.changedArrivals",
  ],
  "arrivals.write": [
    ...places,
    "screening.assess",
    "screening.recordArrival",
    "screening.correctArrival",
  ],
  "observation.read": [
    ...places,
    "observation.orders",
    "observation.order",
    "observation.changedOrders",
    "observation.readingsDue",
  ],
  "readings.write": [
    ...places,
    "observation.readingsDue",
    "observation.recordReading",
    "observation.correctReading",
  ],
  "checkpoints.read": [
    ...places,
    "checkpoints.checkpoints",
    "checkpoints.checkpoint",
    "checkpoints.crossings",
    "checkpoints.counts",
  ],
  "rounds.read": [
    ...places,
    "rounds.coverage",
    "rounds.owed",
    "rounds.records",
    "rounds.record",
    "rounds.changedRounds",
  ],
  "figures.read": [
    ...places,
    "command.figures",
    "command.bulletins",
    "command.bulletin",
    "command.bulletinFile",
  ],
};

const byProcedure = new Map<string, TokenGroup[]>();
for (const group of tokenGroupNames) {
  for (const name of tokenGroups[group]) {
    byProcedure.set(name, [...(byProcedure.get(name) ?? []), group]);
  }
}

/** The groups that cover a procedure; none for most. */
export function groupsOf(procedure: string): readonly TokenGroup[] {
  return byProcedure.get(procedure) ?? [];
}

/** What the procedures of a group declare, each. */
export function accessesIn(group: TokenGroup): readonly Access[] {
  return tokenGroups[group].map(accessOf);
}

function accessOf(name: ProcedureName): Access {
  const [module = "", procedure = ""] = name.split(".");
  const procedures: Record<string, Record<string, { "~orpc": { meta: ProcedureMeta } }>> = contract;
  const found = procedures[module]?.[procedure];
  if (!found) throw new Error(`the contract lacks ${name}`);
  return found["~orpc"].meta.access;
}
