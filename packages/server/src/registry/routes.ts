import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import type { registryContract } from "@lianfang/core/registry/contract.ts";
import { problems } from "@lianfang/core/registry/problems.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import type { ModuleParts } from "../kernel/module.ts";
import { changeBulk, previewBulk, undoBulk } from "./bulk-commands.ts";
import { exportHouseholds, exportPremises, exportResidents } from "./exports.ts";
import { changedHouseholds, changedPremises, changedResidents } from "./feed-store.ts";
import { registryFigures } from "./figures.ts";
import { historyOf } from "./history-store.ts";
import { createHousehold, editHousehold, removeHousehold } from "./household-commands.ts";
import { householdCounts } from "./household-count-store.ts";
import { householdLists } from "./household-list-store.ts";
import { checkImport } from "./import-check.ts";
import {
  confirmImport,
  discardImport,
  leaveOutRows,
  setImportColumns,
  setImportPlaces,
  startImport,
  undoImport,
} from "./import-commands.ts";
import { purgeImports } from "./import-purge.ts";
import { importById, importProgress, importRows, imports } from "./import-queries.ts";
import { rejectedRows } from "./import-rejected.ts";
import { takeImportBack } from "./import-undo.ts";
import { readImport, writeImport } from "./import-work.ts";
import { mergeResidents, sayDifferent, sayPossible } from "./merge-commands.ts";
import { readNames } from "./pinyin-store.ts";
import {
  createPremises,
  editPremises,
  removePremises,
  restorePremises,
  revealPremises,
  setPremisesState,
} from "./premises-commands.ts";
import { premisesCounts } from "./premises-filter-store.ts";
import { premisesImport } from "./premises-import.ts";
import { premisesLists } from "./premises-list-store.ts";
import { addPremisesPeople, endPremisesPeople } from "./premises-people-commands.ts";
import { premisesPeopleLists, premisesTies } from "./premises-people-store.ts";
import {
  createResident,
  editResident,
  removeResident,
  restoreResident,
  reveal,
} from "./resident-commands.ts";
import { residentCounts } from "./resident-count-store.ts";
import { residentLists } from "./resident-list-store.ts";
import { duplicates, mergePreview, samePerson } from "./same-person-queries.ts";
import { undoChange } from "./undo.ts";

export const registryRoutes: Handlers<typeof registryContract> = {
  households: (input, context) => householdLists(context).list(input),
  householdCounts: (input, context) => householdCounts(context, input),
  household: async ({ householdId }, context) => {
    const household = await householdLists(context).show(householdId);
    if (!household) throw problems.householdNotFound();
    return { ...household, memberRows: await residentLists(context).members(householdId) };
  },
  exportHouseholds,
  createHousehold,
  editHousehold,
  removeHousehold,
  residents: (input, context) => residentLists(context).list(input),
  residentCounts: (input, context) => residentCounts(context, input),
  resident: async ({ residentId }, context) => {
    const resident = await residentLists(context).show(residentId);
    if (!resident) throw problems.residentNotFound();
    return resident;
  },
  exportResidents,
  createResident,
  editResident,
  removeResident,
  restoreResident,
  reveal,
  premisesList: (input, context) => premisesLists(context).list(input),
  premisesCounts: (input, context) => premisesCounts(context, input),
  premises: async ({ premisesId }, context) => {
    const premises = await premisesLists(context).show(premisesId);
    if (!premises) throw problems.premisesNotFound();
    return premises;
  },
  exportPremises,
  ...premisesImport,
  createPremises,
  editPremises,
  setPremisesState,
  removePremises,
  restorePremises,
  revealPremises,
  premisesPeople: async (input, context) => {
    if (!(await premisesLists(context).isThere(input.premisesId)))
      throw problems.premisesNotFound();
    return premisesPeopleLists(context).people(input);
  },
  premisesOfResident: async ({ residentId }, context) => {
    if (!(await residentLists(context).isThere(residentId))) throw problems.residentNotFound();
    return { rows: await premisesPeopleLists(context).ofResident(residentId) };
  },
  addPremisesPeople,
  endPremisesPeople,
  previewBulk,
  changeBulk,
  undoBulk,
  startImport,
  imports,
  import: importById,
  importProgress,
  importRows,
  setImportColumns,
  setImportPlaces,
  leaveOutRows,
  confirmImport,
  discardImport,
  undoImport,
  rejectedRows,
  history: async (input, context) => {
    const history = await historyOf(context, input);
    if (!history) throw problems.recordNotFound();
    return history;
  },
  undoChange,
  samePerson,
  duplicates,
  sayDifferent,
  sayPossible,
  mergePreview,
  mergeResidents,
  changedHouseholds: (input, context) => changedHouseholds(context, input),
  changedResidents: (input, context) => changedResidents(context, input),
  changedPremises: (input, context) => changedPremises(context, input),
};

export const registryParts: ModuleParts = {
  figures: registryFigures,
  reactions: {
    "registry.import.started": [readImport],
    "registry.import.matched": [checkImport],
    "registry.import.placed": [checkImport],
    "registry.import.leftOut": [checkImport],
    "registry.import.confirmed": [writeImport],
    "registry.import.undoAsked": [takeImportBack],
  },
  ties: premisesTies,
  jobs: [
    { name: "registry.purgeImports", cron: "23 * * * *", run: purgeImports },
    { name: "registry.readNames", cron: "* * * * *", run: readNames },
  ],
  constraints: {
    // Somebody else was quicker; the checks before tell who and what at the next try.
    premises_area: () => kernelProblems.changedMeanwhile(),
    household_area: () => kernelProblems.changedMeanwhile(),
    household_number: () => kernelProblems.changedMeanwhile(),
    resident_identity: () => kernelProblems.changedMeanwhile(),
    resident_household: () => kernelProblems.changedMeanwhile(),
  },
};
