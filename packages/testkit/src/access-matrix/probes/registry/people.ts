/** Households and residents. */
import { type Some, taken } from "./records.ts";

export const people: Some<
  | "households"
  | "householdCounts"
  | "exportHouseholds"
  | "household"
  | "changedHouseholds"
  | "createHousehold"
  | "editHousehold"
  | "removeHousehold"
  | "residents"
  | "residentCounts"
  | "exportResidents"
  | "resident"
  | "changedResidents"
  | "createResident"
  | "editResident"
  | "removeResident"
  | "restoreResident"
  | "reveal"
> = {
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
      changes.some((change) => change.is === "present" && change.residentId === records.residentId),
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
};
