/** Premises and who is there. */
import { write } from "../../../town.ts";
import { placeKinds, type Some, taken } from "./records.ts";

const sheet = new File(["名称,类别,村\n新商店,商店,柳林村"], "场所.csv", { type: "text/csv" });

export const premises: Some<
  | "premisesList"
  | "premisesCounts"
  | "premises"
  | "createPremises"
  | "editPremises"
  | "setPremisesState"
  | "removePremises"
  | "restorePremises"
  | "revealPremises"
  | "premisesPeople"
  | "premisesOfResident"
  | "addPremisesPeople"
  | "endPremisesPeople"
  | "exportPremises"
  | "previewPremisesImport"
  | "rejectedPremisesRows"
  | "importPremises"
  | "premisesImports"
  | "undoPremisesImport"
  | "changedPremises"
> = {
  previewPremisesImport: { kind: "plain", input: () => ({ file: sheet }) },
  rejectedPremisesRows: { kind: "plain", input: () => ({ file: sheet }) },
  importPremises: {
    kind: "plain",
    input: () => ({ file: sheet, plan: "another" }),
    ends: "sheet.outdated",
  },
  premisesImports: { kind: "plain", input: () => ({}) },
  undoPremisesImport: {
    kind: "plain",
    input: () => ({ importId: write().id }),
    ends: "not found",
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
      changes.some((change) => change.is === "present" && change.premisesId === records.premisesId),
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
};
