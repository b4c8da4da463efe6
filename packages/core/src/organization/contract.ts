/** The town: its founding, areas, units, staff, chain of responsibility and clock. */
import { z } from "zod";
import { Password, UserName } from "../accounts/contract.ts";
import { anybody, onArea, onTown, signedIn } from "../kernel/access.ts";
import { Id } from "../kernel/ids.ts";
import { PageInput, pageOf } from "../kernel/page.ts";
import { defineProblems, FieldProblem } from "../kernel/problems.ts";
import { command, query } from "../kernel/procedure.ts";
import { Day, TimeOfDay } from "../kernel/time.ts";

export const problems = defineProblems("organization", {
  wrongFoundingCode: { status: 403 },
  alreadyFounded: { status: 409 },
  townFileInvalid: { status: 422, details: z.object({ fields: z.array(FieldProblem) }) },
  areaNotFound: { status: 404 },
  areaNameTaken: { status: 409, details: z.object({ name: z.string() }) },
  areaInUse: { status: 409 },
  areaKindMisplaced: { status: 422 },
  unitNotFound: { status: 404 },
  staffNotFound: { status: 404 },
  levelUnknown: { status: 422 },
});

export const AreaKind = z.enum(["town", "village", "community", "grid"]);
export const Area = z.object({
  areaId: Id,
  parentId: Id.optional(),
  kind: AreaKind,
  name: z.string(),
  nameEn: z.string(),
  /** Whether the name is a number given at founding and may yet be put right. */
  isNumbered: z.boolean(),
});
export type Area = z.infer<typeof Area>;

export const UnitKind = z.enum([
  "leading-group",
  "task-force",
  "combat-unit",
  "household-team",
  "checkpoint-team",
  "checkpoint-leader",
  "emergency-team",
  "inspection-team",
  "strike-team",
  "vanguard",
  "patrol",
  "militia",
  "grid",
]);
export const Unit = z.object({
  unitId: Id,
  parentId: Id.optional(),
  kind: UnitKind,
  name: z.string(),
  nameEn: z.string(),
  areaIds: z.array(Id),
  /** People the unit should have, when the town says so. */
  membersNeeded: z.number().int().optional(),
  members: z.number().int(),
});

export const StaffKind = z.enum([
  "town-leader",
  "town-cadre",
  "village-cadre",
  "grid-worker",
  "village-doctor",
  "police",
  "militia",
  "volunteer",
  "sent-down-cadre",
  "other",
]);
export const Staff = z.object({
  staffId: Id,
  name: z.string(),
  kind: StaffKind,
  phone: z.string().optional(),
  unitId: Id.optional(),
  areaId: Id.optional(),
  isActive: z.boolean(),
  accountId: Id.optional(),
});

export const ChainLevel = z.object({
  level: z.number().int().min(1).max(9),
  label: z.string(),
  labelEn: z.string(),
});
export const TargetKind = z.enum(["area", "household"]);
export const Answerer = z.object({
  responsibilityId: Id,
  level: z.number().int(),
  staffId: Id,
  name: z.string(),
  phone: z.string().optional(),
});

export const Preset = z.object({
  presetId: z.string(),
  name: z.string(),
  nameEn: z.string(),
  county: z.string().optional(),
  province: z.string().optional(),
  era: z.enum(["2020", "2022"]),
  asOf: Day,
  model: z.object({ zh: z.string(), en: z.string() }),
});

/** What founding would make, in numbers and names, before anything is made. */
export const FoundingPreview = z.object({
  name: z.string(),
  nameEn: z.string(),
  villages: z.array(z.object({ name: z.string(), nameEn: z.string(), isNumbered: z.boolean() })),
  units: z.array(
    z.object({ kind: UnitKind, name: z.string(), nameEn: z.string(), count: z.number().int() }),
  ),
  chain: z.array(ChainLevel),
  clock: z.object({
    collectBy: TimeOfDay,
    meetAt: TimeOfDay,
    publishTasksAt: TimeOfDay,
    bulletinBy: TimeOfDay,
  }),
  readingsPerDay: z.number().int(),
  observationDays: z.number().int(),
  policyPreset: z.enum(["2020", "2022"]),
});

/** A model town by id, a blank town, or a town file of the published form. */
export const TownSource = z.discriminatedUnion("from", [
  z.object({ from: z.literal("preset"), presetId: z.string() }),
  z.object({
    from: z.literal("blank"),
    name: z.string().trim().min(1).max(40),
    nameEn: z.string().trim().max(60).optional(),
    county: z.string().trim().max(40).optional(),
    province: z.string().trim().max(40).optional(),
    villages: z.number().int().min(1).max(200).default(10),
    era: z.enum(["2020", "2022"]).default("2022"),
  }),
  z.object({ from: z.literal("file"), file: z.unknown() }),
]);
export type TownSource = z.infer<typeof TownSource>;

const townClock = z.object({
  collectBy: TimeOfDay,
  meetAt: TimeOfDay,
  publishTasksAt: TimeOfDay,
  bulletinBy: TimeOfDay,
});

export const organizationContract = {
  welcome: query("/organization/welcome", {
    summary: "Whether a town exists, which there are, and the demo's sign-in cards",
    access: anybody,
    input: z.object({}),
    output: z.object({
      isFounded: z.boolean(),
      towns: z.array(z.object({ townId: Id, name: z.string(), nameEn: z.string() })),
      demoCards: z.array(
        z.object({
          role: z.string(),
          userName: z.string(),
          password: z.string(),
          displayName: z.string(),
          scopeName: z.string(),
        }),
      ),
    }),
  }),
  presets: query("/organization/presets", {
    summary: "The model towns a town may be founded from",
    access: anybody,
    input: z.object({}),
    output: z.object({ presets: z.array(Preset) }),
  }),
  previewFounding: query("/organization/founding-preview", {
    summary: "What a model town, blank town or town file would become; errors name the field",
    method: "POST",
    access: anybody,
    input: z.object({ source: TownSource }),
    output: FoundingPreview,
    problems: [problems.townFileInvalid],
  }),
  found: command("POST", "/organization/town", {
    summary: "Found the town with the one-time code; makes the director and signs in",
    access: anybody,
    journal: "organization.town.founded",
    input: z.object({
      code: z.string().trim().min(4).max(60),
      source: TownSource,
      responseName: z.string().trim().min(1).max(60),
      responseNameEn: z.string().trim().max(80).optional(),
      /** The first day of the response; the town's today when absent. */
      activatedOn: Day.optional(),
      director: z.object({
        userName: UserName,
        displayName: z.string().trim().min(1).max(40),
        password: Password,
      }),
    }),
    output: z.object({ townId: Id, accountId: Id }),
    problems: [problems.wrongFoundingCode, problems.alreadyFounded, problems.townFileInvalid],
  }),
  editTown: command("PATCH", "/organization/town", {
    summary: "Put right the town's names, the response's name and the clock",
    access: onTown("director"),
    journal: "organization.town.edited",
    input: z.object({
      name: z.string().trim().min(1).max(40).optional(),
      nameEn: z.string().trim().min(1).max(60).optional(),
      responseName: z.string().trim().min(1).max(60).optional(),
      responseNameEn: z.string().trim().min(1).max(80).optional(),
      clock: townClock.optional(),
    }),
    output: z.object({}),
  }),
  areas: query("/organization/areas", {
    summary: "The area tree, parents before children",
    access: signedIn,
    input: z.object({}),
    output: z.object({ areas: z.array(Area) }),
  }),
  addArea: command("POST", "/organization/areas", {
    summary: "Add a village, community or grid",
    access: onTown("director", "office"),
    journal: "organization.area.added",
    input: z.object({
      parentId: Id,
      kind: AreaKind.exclude(["town"]),
      name: z.string().trim().min(1).max(40),
      nameEn: z.string().trim().max(60).optional(),
    }),
    output: z.object({ areaId: Id }),
    problems: [problems.areaNotFound, problems.areaNameTaken, problems.areaKindMisplaced],
  }),
  renameArea: command("PATCH", "/organization/areas/{areaId}", {
    summary: "Rename an area",
    access: onTown("director", "office"),
    journal: "organization.area.renamed",
    input: z.object({
      areaId: Id,
      name: z.string().trim().min(1).max(40),
      nameEn: z.string().trim().max(60).optional(),
    }),
    output: z.object({}),
    problems: [problems.areaNotFound, problems.areaNameTaken],
  }),
  removeArea: command("DELETE", "/organization/areas/{areaId}", {
    summary: "Remove an area that nothing refers to",
    access: onTown("director"),
    journal: "organization.area.removed",
    input: z.object({ areaId: Id }),
    output: z.object({}),
    problems: [problems.areaNotFound, problems.areaInUse],
  }),
  units: query("/organization/units", {
    summary: "Units with their kinds, areas and strength",
    access: signedIn,
    input: z.object({}),
    output: z.object({ units: z.array(Unit) }),
  }),
  renameUnit: command("PATCH", "/organization/units/{unitId}", {
    summary: "Rename a unit or change the areas it covers",
    access: onTown("director", "office"),
    journal: "organization.unit.edited",
    input: z.object({
      unitId: Id,
      name: z.string().trim().min(1).max(60).optional(),
      nameEn: z.string().trim().min(1).max(80).optional(),
      areaIds: z.array(Id).max(200).optional(),
    }),
    output: z.object({}),
    problems: [problems.unitNotFound, problems.areaNotFound],
  }),
  staff: query("/organization/staff", {
    summary: "Staff, by name, unit or area",
    access: onArea("director", "office", "unit-lead", "inspector", "auditor"),
    input: PageInput.extend({
      search: z.string().trim().max(40).optional(),
      areaId: Id.optional(),
      unitId: Id.optional(),
    }),
    output: pageOf(Staff),
  }),
  addStaff: command("POST", "/organization/staff", {
    summary: "Add a member of staff",
    access: onTown("director", "office"),
    journal: "organization.staff.added",
    input: z.object({
      name: z.string().trim().min(1).max(40),
      kind: StaffKind,
      phone: z.string().trim().max(20).optional(),
      unitId: Id.optional(),
      areaId: Id.optional(),
    }),
    output: z.object({ staffId: Id }),
    problems: [problems.unitNotFound, problems.areaNotFound],
  }),
  editStaff: command("PATCH", "/organization/staff/{staffId}", {
    summary: "Put right a member of staff, or end or resume the service",
    access: onTown("director", "office"),
    journal: "organization.staff.edited",
    input: z.object({
      staffId: Id,
      name: z.string().trim().min(1).max(40).optional(),
      kind: StaffKind.optional(),
      phone: z.string().trim().max(20).optional(),
      unitId: Id.nullable().optional(),
      areaId: Id.nullable().optional(),
      isActive: z.boolean().optional(),
    }),
    output: z.object({}),
    problems: [problems.staffNotFound, problems.unitNotFound, problems.areaNotFound],
  }),
  chain: query("/organization/chain", {
    summary: "The levels of the town's chain of responsibility",
    access: signedIn,
    input: z.object({}),
    output: z.object({ levels: z.array(ChainLevel) }),
  }),
  responsibility: query("/organization/responsibility", {
    summary: "Who answers for each area or for one household",
    access: onArea(
      "director",
      "office",
      "unit-lead",
      "grid-worker",
      "medic",
      "inspector",
      "auditor",
    ),
    input: z.object({ targetKind: TargetKind, targetId: Id.optional() }),
    output: z.object({
      targets: z.array(
        z.object({
          targetId: Id,
          targetKind: TargetKind,
          name: z.string(),
          areaId: Id,
          answerers: z.array(Answerer),
        }),
      ),
    }),
  }),
  assign: command("POST", "/organization/responsibility", {
    summary: "Put a name on one or several targets at one level of the chain",
    access: onArea("director", "office", "unit-lead"),
    journal: "organization.responsibility.assigned",
    input: z.object({
      targetKind: TargetKind,
      targetIds: z.array(Id).min(1).max(500),
      level: z.number().int().min(1).max(9),
      staffId: Id,
    }),
    output: z.object({ assigned: z.number().int() }),
    problems: [problems.staffNotFound, problems.areaNotFound, problems.levelUnknown],
  }),
  unassign: command("DELETE", "/organization/responsibility/{responsibilityId}", {
    summary: "Take a name off a target",
    access: onArea("director", "office", "unit-lead"),
    journal: "organization.responsibility.unassigned",
    input: z.object({ responsibilityId: Id }),
    output: z.object({}),
  }),
};
