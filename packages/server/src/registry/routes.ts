import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import { problems as organizationProblems } from "@lianfang/core/organization/contract.ts";
import { problems, type registryContract } from "@lianfang/core/registry/contract.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import type { ModuleParts } from "../kernel/module.ts";
import { registryFigures } from "./figures.ts";
import { createHousehold, editHousehold, removeHousehold } from "./household-commands.ts";
import { householdStore } from "./household-store.ts";
import { confirmImport, discardImport, setImportColumns, startImport } from "./import-commands.ts";
import { purgeImports } from "./import-purge.ts";
import { importById, importRows, imports, rejectedRows } from "./import-queries.ts";
import {
  createResident,
  editResident,
  removeResident,
  restoreResident,
  reveal,
} from "./resident-commands.ts";
import { residentStore } from "./resident-store.ts";

export const registryRoutes: Handlers<typeof registryContract> = {
  households: (input, context) => householdStore(context).list(input),
  household: async ({ householdId }, context) => {
    const household = await householdStore(context).show(householdId);
    if (!household) throw problems.householdNotFound();
    return { ...household, memberRows: await residentStore(context).members(householdId) };
  },
  createHousehold,
  editHousehold,
  removeHousehold,
  residents: (input, context) => residentStore(context).list(input),
  resident: async ({ residentId }, context) => {
    const resident = await residentStore(context).show(residentId);
    if (!resident) throw problems.residentNotFound();
    return resident;
  },
  createResident,
  editResident,
  removeResident,
  restoreResident,
  reveal,
  startImport,
  imports,
  import: importById,
  importRows,
  setImportColumns,
  confirmImport,
  discardImport,
  rejectedRows,
};

export const registryParts: ModuleParts = {
  figures: registryFigures,
  jobs: [{ name: "registry.purgeImports", cron: "23 * * * *", run: purgeImports }],
  constraints: {
    household_area: () => organizationProblems.areaInUse(),
    // Somebody else was quicker; the checks before tell who and what at the next try.
    household_number: () => kernelProblems.changedMeanwhile(),
    resident_identity: () => kernelProblems.changedMeanwhile(),
    resident_household: () => kernelProblems.changedMeanwhile(),
  },
};
