/** What the register keeps of each place of the matrix, and how it is made. */
import type { registryContract } from "@lianfang/core/registry/contract.ts";
import type { Caller } from "@lianfang/server/app.ts";
import { readImport, writeImport } from "@lianfang/server/registry/import-work.ts";
import { write } from "../../../town.ts";
import type { ModuleProbes } from "../../probe.ts";

export interface Records {
  householdId: string;
  /** A household without members. */
  emptyHouseholdId: string;
  residentId: string;
  /** Somebody off the register. */
  removedId: string;
  importId: string;
  /** Somebody entered twice. */
  twinIds: [string, string];
  /** An import that is in the register. */
  writtenId: string;
  premisesId: string;
  /** Premises off the register. */
  removedPremisesId: string;
  /** Of the resident at the premises. */
  linkId: string;
  /** A change of many that was about a twin. */
  bulkId: string;
}

/** What a reaction to a write about an import is told. */
function reacting(townId: string, importId: string, id = importId) {
  return { townId, id, entry: "", subject: { kind: "import", ids: [importId] } };
}

export const pairOf = ({ twinIds: [oneId, otherId] }: Records) => ({ oneId, otherId });

export function registerFile(number: string): File {
  const lines = ["户号,村,姓名,性别", `${number},柳林村,导入者,男`, `${number},,,`];
  return new File([lines.join("\n")], "花名册.csv");
}

/** Each place has premises of its own kind, so that counts tell them apart. */
export const placeKinds = { A: "shop", B: "market", A1: "clinic" } as const;

async function preparePremises(
  registry: Caller["registry"],
  place: { areaId: string; residentId: string; name: keyof typeof placeKinds },
) {
  const { areaId, residentId, name } = place;
  const kind = placeKinds[name];
  const enter = (called: string) =>
    registry.createPremises({ ...write(), areaId, kind, name: `${called}${name}` });
  const { premisesId } = await enter("探针超市");
  const { premisesId: removedPremisesId } = await enter("已拆商店");
  const gone = { ...write(), premisesId: removedPremisesId, reason: "closed-down" } as const;
  await registry.removePremises(gone);
  const residentIds = [residentId];
  await registry.addPremisesPeople({ ...write(), premisesId, residentIds, role: "employee" });
  const { rows } = await registry.premisesPeople({ premisesId });
  return { premisesId, removedPremisesId, linkId: rows[0]?.linkId ?? "" };
}

/** What is said whenever a list is taken out. */
export const taken = {
  form: "print",
  purpose: "visits",
  receiverKind: "village",
  receiver: "柳林村委会",
} as const;

/** A change of many, here of one. */
export function tagging(residentId: string) {
  const change = { do: "tag", vulnerability: "disabled", isSet: true } as const;
  return { of: "resident" as const, only: [residentId], change };
}

export type Probes = ModuleProbes<typeof registryContract, Records>;

/** The probes of some of its procedures. */
export type Some<Name extends keyof Probes["probes"]> = Pick<Probes["probes"], Name>;

export const prepare: Probes["prepare"] = async (
  { townId, areaId, name },
  { registry },
  _before,
  system,
) => {
  const household = (number: string) =>
    registry.createHousehold({
      ...write(),
      areaId,
      number,
      group: `${name}组`,
      address: `探针路${name}`,
    });
  const { householdId } = await household(`P${name}1`);
  const { householdId: emptyHouseholdId } = await household(`P${name}2`);
  const resident = (called: string, relation: "head" | "other") =>
    registry.createResident({
      ...write(),
      householdId,
      name: `${called}${name}`,
      sex: "female",
      relation,
      occupation: `职业${name}`,
    });
  const { residentId } = await resident("户主", "head");
  const { residentId: removedId } = await resident("已迁", "other");
  await registry.removeResident({ ...write(), residentId: removedId, reason: "moved-away" });
  const file = registerFile(`P${name}3`);
  const started = await registry.startImport({ ...write(), file });
  await readImport.run(reacting(townId, started.importId), system);
  const written = await registry.startImport({ ...write(), file: registerFile(`P${name}4`) });
  await readImport.run(reacting(townId, written.importId), system);
  const confirming = { ...write(), importId: written.importId };
  await registry.confirmImport(confirming);
  await writeImport.run(reacting(townId, written.importId, confirming.id), system);
  const [importId, writtenId] = [started.importId, written.importId];
  const twin = async (phone?: string) => {
    const person = { householdId, name: "户主同名", sex: "male" as const, phone };
    return (await registry.createResident({ ...write(), ...person })).residentId;
  };
  const twinIds: [string, string] = [await twin("17900000097"), await twin()];
  const bulk = { ...write(), bulk: tagging(twinIds[1]) };
  const { writeId: bulkId } = await registry.changeBulk(bulk);
  const premises = await preparePremises(registry, { areaId, residentId, name });
  const households = { householdId, emptyHouseholdId };
  return {
    ...households,
    ...premises,
    residentId,
    removedId,
    importId,
    writtenId,
    twinIds,
    bulkId,
  };
};
