/** The town itself: founded, put right. */
import { z } from "zod";
import { Password, UserName } from "../accounts/contract.ts";
import { anybody, onTown } from "../kernel/access.ts";
import { Id } from "../kernel/ids.ts";
import { command, query } from "../kernel/procedure.ts";
import { Day, TimeOfDay } from "../kernel/time.ts";
import { problems as policyProblems } from "../policy/contract.ts";
import { ChainLevel } from "./chain-contract.ts";
import { problems } from "./problems.ts";
import { UnitKind } from "./unit-contract.ts";

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
  checkpoints: z.array(
    z.object({
      kind: z.enum(["road", "village-entrance", "ferry-pier", "government-gate", "building"]),
      name: z.string(),
      nameEn: z.string(),
      isNumbered: z.boolean(),
    }),
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

export const townProcedures = {
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
  townFile: query("/organization/town-file", {
    summary: "The town as a file of the published form, from which another can be founded",
    access: onTown("director", "office"),
    input: z.object({}),
    output: z.file(),
    problems: [policyProblems.noPolicyOnDay],
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
};
