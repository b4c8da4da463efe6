import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import type { organizationContract } from "@lianfang/core/organization/contract.ts";
import { type Handlers, publicly } from "../kernel/endpoint/handlers.ts";
import type { ModuleParts } from "../kernel/module.ts";
import { areaStore } from "./area-store.ts";
import {
  addArea,
  addStaff,
  assignWith,
  editStaff,
  editTown,
  removeArea,
  renameArea,
  renameUnit,
  unassignWith,
} from "./commands.ts";
import { organizationFigures } from "./figures.ts";
import { found, presets, previewFounding } from "./founding.ts";
import { responsibilityWith, welcome } from "./queries.ts";
import { staffStore } from "./staff-store.ts";
import type { TargetSources } from "./targets.ts";
import { townStore } from "./town-store.ts";
import { unitStore } from "./unit-store.ts";

/** @param sources what people may answer for besides areas */
export function organizationRoutes(sources: TargetSources): Handlers<typeof organizationContract> {
  return {
    welcome: publicly(welcome),
    presets: publicly(presets),
    previewFounding: publicly(previewFounding),
    found: publicly(found),
    editTown,
    areas: async (_input, context) => ({ areas: await areaStore(context).all() }),
    addArea,
    renameArea,
    removeArea,
    units: async (_input, context) => ({ units: await unitStore(context).all() }),
    renameUnit,
    staff: async (input, context) => staffStore(context).list(input),
    addStaff,
    editStaff,
    chain: async (_input, context) => ({ levels: await townStore(context).chain() }),
    responsibility: responsibilityWith(sources),
    assign: assignWith(sources),
    unassign: unassignWith(sources),
  };
}

export const organizationParts: ModuleParts = {
  figures: organizationFigures,
  constraints: {
    // Two at once: what the checks before it tell when they come one after the other.
    area_name_key: kernelProblems.changedMeanwhile,
    responsibility_current: kernelProblems.changedMeanwhile,
    staff_service_pkey: kernelProblems.changedMeanwhile,
  },
};
