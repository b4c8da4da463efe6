import { registryContract } from "@lianfang/core/registry/contract.ts";
import type { Caller } from "@lianfang/server/app.ts";
import { readImport, writeImport } from "@lianfang/server/registry/import-work.ts";
import { write } from "../../town.ts";
import { probesFor } from "../probe.ts";

interface Records {
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

const pairOf = ({ twinIds: [oneId, otherId] }: Records) => ({ oneId, otherId });

function registerFile(number: string): File {
  const lines = ["户号,村,姓名,性别", `${number},柳林村,导入者,男`, `${number},,,`];
  return new File([lines.join("\n")], "花名册.csv");
}

/** Each place has premises of its own kind, so that counts tell them apart. */
const placeKinds = { A: "shop", B: "market", A1: "clinic" } as const;

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
const taken = {
  form: "print",
  purpose: "visits",
  receiverKind: "village",
  receiver: "柳林村委会",
} as const;

/** A change of many, here of one. */
function tagging(residentId: string) {
  const change = { do: "tag", vulnerability: "disabled", isSet: true } as const;
  return { of: "resident" as const, only: [residentId], change };
}

export const probes = probesFor(registryContract)<Records>({
  async prepare({ townId, areaId, name }, { registry }, _before, system) {
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
  },
  probes: {
    households: {
      kind: "list",
      input: { limit: 200 },
      narrowed: ({ areaId }) => ({ areaId }),
      shows: ({ rows }, { records }) =>
        rows.some(({ householdId }) => householdId === records.householdId),
    },
    householdCounts: {
      kind: "list",
      input: { of: "group" },
      narrowed: ({ areaId }) => ({ of: "group", areaId }),
      shows: ({ counts }, { name }) => counts.some(({ value }) => value === `${name}组`),
    },
    exportHouseholds: {
      kind: "plain",
      input: () => ({ ...taken, columns: ["number", "head"] }),
    },
    household: {
      kind: "aimed",
      input: ({ records: { householdId } }) => ({ householdId }),
    },
    changedHouseholds: {
      kind: "list",
      input: { limit: 1_000 },
      shows: ({ changes }, { records }) =>
        changes.some(
          (change) => change.is === "present" && change.householdId === records.householdId,
        ),
    },
    createHousehold: {
      kind: "aimed",
      input: ({ areaId }) => ({ areaId, number: "P-neu" }),
    },
    editHousehold: {
      kind: "aimed",
      input: ({ records: { householdId } }) => ({ householdId, revision: 1, group: "9组" }),
    },
    removeHousehold: {
      kind: "aimed",
      input: ({ records: { emptyHouseholdId } }) => ({ householdId: emptyHouseholdId }),
    },
    residents: {
      kind: "list",
      input: { limit: 200, search: "户主" },
      narrowed: ({ areaId }) => ({ areaId }),
      shows: ({ rows }, { records }) =>
        rows.some(({ residentId }) => residentId === records.residentId),
    },
    residentCounts: {
      kind: "list",
      input: { of: "occupation" },
      narrowed: ({ areaId }) => ({ of: "occupation", areaId }),
      shows: ({ counts }, { name }) => counts.some(({ value }) => value === `职业${name}`),
    },
    exportResidents: {
      kind: "plain",
      input: () => ({ ...taken, columns: ["name", "age"] }),
    },
    resident: {
      kind: "aimed",
      input: ({ records: { residentId } }) => ({ residentId }),
    },
    changedResidents: {
      kind: "list",
      input: { limit: 1_000 },
      shows: ({ changes }, { records }) =>
        changes.some(
          (change) => change.is === "present" && change.residentId === records.residentId,
        ),
    },
    createResident: {
      kind: "aimed",
      input: ({ records: { householdId } }) => ({ householdId, name: "新人", sex: "male" }),
    },
    editResident: {
      kind: "aimed",
      input: ({ records: { residentId } }) => ({ residentId, revision: 1, note: "常年在家" }),
    },
    removeResident: {
      kind: "aimed",
      input: ({ records: { residentId } }) => ({ residentId, reason: "moved-away" }),
    },
    restoreResident: {
      kind: "aimed",
      input: ({ records: { removedId } }) => ({ residentId: removedId }),
    },
    reveal: {
      kind: "aimed",
      input: ({ records: { residentId } }) => ({ residentId, reason: "核对身份" }),
    },
    premisesList: {
      kind: "list",
      input: { limit: 200 },
      narrowed: ({ areaId }) => ({ areaId }),
      shows: ({ rows }, { records }) =>
        rows.some(({ premisesId }) => premisesId === records.premisesId),
    },
    premisesCounts: {
      kind: "list",
      input: { of: "kind" },
      narrowed: ({ areaId }) => ({ of: "kind", areaId }),
      shows: ({ counts }, { name }) =>
        counts.some(({ value, count }) => value === placeKinds[name] && count > 0),
    },
    changedPremises: {
      kind: "list",
      input: { limit: 1_000 },
      shows: ({ changes }, { records }) =>
        changes.some(
          (change) => change.is === "present" && change.premisesId === records.premisesId,
        ),
    },
    premises: { kind: "aimed", input: ({ records: { premisesId } }) => ({ premisesId }) },
    createPremises: {
      kind: "aimed",
      input: ({ areaId }) => ({ areaId, kind: "market", name: "新集市" }),
    },
    editPremises: {
      kind: "aimed",
      input: ({ records: { premisesId } }) => ({ premisesId, revision: 1, note: "临街" }),
    },
    setPremisesState: {
      kind: "aimed",
      input: ({ records: { premisesId } }) => ({ premisesIds: [premisesId], state: "closed" }),
    },
    removePremises: {
      kind: "aimed",
      input: ({ records: { premisesId } }) => ({ premisesId, reason: "moved-away" }),
    },
    restorePremises: {
      kind: "aimed",
      input: ({ records: { removedPremisesId } }) => ({ premisesId: removedPremisesId }),
    },
    revealPremises: {
      kind: "aimed",
      input: ({ records: { premisesId } }) => ({ premisesId, reason: "通知停业" }),
    },
    premisesPeople: { kind: "aimed", input: ({ records: { premisesId } }) => ({ premisesId }) },
    premisesOfResident: {
      kind: "aimed",
      input: ({ records: { residentId } }) => ({ residentId }),
    },
    addPremisesPeople: {
      kind: "aimed",
      input: ({ records: { premisesId, residentId } }) => ({
        premisesId,
        residentIds: [residentId],
        role: "owner",
      }),
    },
    endPremisesPeople: {
      kind: "aimed",
      input: ({ records: { linkId } }) => ({ linkIds: [linkId] }),
    },
    exportPremises: {
      kind: "plain",
      input: () => ({ ...taken, columns: ["name", "kind"] }),
    },
    previewBulk: {
      kind: "aimed",
      input: ({ records: { residentId } }) => ({ bulk: tagging(residentId) }),
    },
    changeBulk: {
      kind: "aimed",
      input: ({ records: { residentId } }) => ({ bulk: tagging(residentId) }),
    },
    undoBulk: {
      kind: "aimed",
      input: ({ records: { bulkId } }) => ({ writeId: bulkId }),
    },
    startImport: {
      kind: "plain",
      input: () => ({ file: registerFile("P-neu") }),
    },
    imports: {
      kind: "list",
      input: {},
      shows: ({ rows }, { records }) => rows.some(({ importId }) => importId === records.importId),
    },
    import: { kind: "aimed", input: ({ records: { importId } }) => ({ importId }) },
    importRows: { kind: "aimed", input: ({ records: { importId } }) => ({ importId }) },
    setImportColumns: {
      kind: "aimed",
      input: ({ records: { importId } }) => ({ importId, columns: [{ index: 3, column: null }] }),
    },
    importProgress: { kind: "aimed", input: ({ records: { importId } }) => ({ importId }) },
    setImportPlaces: {
      kind: "aimed",
      input: ({ areaId, records: { importId } }) => ({
        importId,
        places: [{ text: "柳林村", areaId }],
      }),
    },
    leaveOutRows: {
      kind: "aimed",
      input: ({ records: { importId } }) => ({ importId, isLeftOut: true, positions: [0] }),
    },
    undoImport: {
      kind: "aimed",
      input: ({ records: { writtenId } }) => ({ importId: writtenId }),
    },
    confirmImport: { kind: "aimed", input: ({ records: { importId } }) => ({ importId }) },
    discardImport: { kind: "aimed", input: ({ records: { importId } }) => ({ importId }) },
    rejectedRows: { kind: "aimed", input: ({ records: { importId } }) => ({ importId }) },
    history: {
      kind: "aimed",
      input: ({ records: { residentId } }) => ({ kind: "resident", subjectId: residentId }),
    },
    samePerson: {
      kind: "list",
      input: { name: "户主同名", phone: "17900000097" },
      shows: ({ people }, { records }) =>
        people.some(({ person }) => person.residentId === records.twinIds[0]),
    },
    duplicates: {
      kind: "list",
      input: { limit: 200 },
      narrowed: ({ areaId }) => ({ areaId }),
      shows: ({ rows }, { records }) =>
        rows.some(({ one }) => records.twinIds.includes(one.residentId)),
    },
    sayDifferent: { kind: "aimed", input: ({ records }) => pairOf(records) },
    sayPossible: { kind: "aimed", input: ({ records }) => pairOf(records) },
    mergePreview: { kind: "aimed", input: ({ records }) => pairOf(records) },
    mergeResidents: {
      kind: "aimed",
      input: ({ records: { twinIds } }) => ({
        residentId: twinIds[0],
        revision: 1,
        otherId: twinIds[1],
        otherRevision: 2,
      }),
    },
    undoChange: {
      kind: "aimed",
      input: ({ records: { removedId } }) => ({
        kind: "resident",
        subjectId: removedId,
        revision: 2,
      }),
    },
  },
});
