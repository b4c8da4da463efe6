import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import type { organizationContract } from "@lianfang/core/organization/contract.ts";
import { type Handlers, publicly } from "../kernel/endpoint/handlers.ts";
import type { ModuleParts } from "../kernel/module.ts";
import {
  addArea,
  editArea,
  mergeAreasWith,
  previewMergeWith,
  removeAreaWith,
} from "./area-commands.ts";
import { areaFile, areaImport } from "./area-import.ts";
import type { AreaRecords } from "./area-records.ts";
import { ownAreaRecords } from "./area-records-store.ts";
import { areaStore } from "./area-store.ts";
import { setBoundaries } from "./boundary-commands.ts";
import { boundaryStore } from "./boundary-store.ts";
import {
  addChainLevel,
  editChainLevel,
  previewLevelRemoval,
  removeChainLevel,
} from "./chain-commands.ts";
import { chainStore } from "./chain-store.ts";
import { addStaff, editStaff, editTown } from "./commands.ts";
import { organizationFigures } from "./figures.ts";
import { foundWith, presets, previewFounding } from "./founding.ts";
import { welcome } from "./queries.ts";
import { responsibilityCommands } from "./responsibility-commands.ts";
import { responsibilityQueries } from "./responsibility-queries.ts";
import { exportStaff } from "./staff-export.ts";
import { staffImport } from "./staff-import.ts";
import { staffQueries } from "./staff-queries.ts";
import type { TargetSources } from "./target-tables.ts";
import { organizationTies } from "./ties-store.ts";
import { townFileWith } from "./town-as-file.ts";
import type { TownFilePart } from "./town-file-part.ts";
import { addUnit, editUnit, moveStaff, removeUnit } from "./unit-commands.ts";
import { unitStore } from "./unit-store.ts";

/** What modules above tell of themselves. */
export interface FromAbove {
  /** What people may answer for besides areas. */
  targets: TargetSources;
  /** What lies in areas besides the module's own. */
  areaRecords: readonly AreaRecords[];
  /** What a town file holds of theirs. */
  townFile: readonly TownFilePart[];
}

export function organizationRoutes({
  targets,
  areaRecords,
  townFile,
}: FromAbove): Handlers<typeof organizationContract> {
  const records = [...areaRecords, ...ownAreaRecords];
  return {
    welcome: publicly(welcome),
    presets: publicly(presets),
    previewFounding: publicly(previewFounding),
    found: publicly(foundWith(townFile)),
    townFile: townFileWith(townFile),
    editTown,
    areas: async (_input, context) => ({ areas: await areaStore(context).all() }),
    addArea,
    editArea,
    removeArea: removeAreaWith(records),
    previewMerge: previewMergeWith(records),
    mergeAreas: mergeAreasWith(records),
    areaFile,
    ...areaImport,
    boundaries: async (_input, context) => ({ boundaries: await boundaryStore(context).all() }),
    setBoundaries,
    units: async (_input, context) => ({ units: await unitStore(context).all() }),
    addUnit,
    editUnit,
    removeUnit,
    moveStaff,
    ...staffQueries(targets),
    ...staffImport,
    exportStaff,
    addStaff,
    editStaff,
    chain: async (_input, context) => ({ levels: await chainStore(context).levels() }),
    addChainLevel,
    editChainLevel,
    previewLevelRemoval,
    removeChainLevel,
    ...responsibilityQueries(targets),
    ...responsibilityCommands(targets),
  };
}

export const organizationParts: ModuleParts = {
  figures: organizationFigures,
  ties: organizationTies,
  constraints: {
    // Two at once: what the checks before it tell when they come one after the other.
    chain_level_pkey: kernelProblems.changedMeanwhile,
    area_name_key: kernelProblems.changedMeanwhile,
    staff_area: kernelProblems.changedMeanwhile,
    staff_unit: kernelProblems.changedMeanwhile,
    responsibility_area: kernelProblems.changedMeanwhile,
    responsibility_current: kernelProblems.changedMeanwhile,
    staff_service_pkey: kernelProblems.changedMeanwhile,
  },
};
