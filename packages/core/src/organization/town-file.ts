/**
 * A town's response as a file: the form of `towns/town.schema.json`, which stays the published one;
 * a test holds the two together. Read with {@link readTownFile}, which names every wrong field.
 */
import { z } from "zod";
import { DutyKind, DutyTarget } from "../policy/duty-kinds.ts";
import { PremisesKind } from "../policy/premises-kinds.ts";
import { UnitKind } from "./contract.ts";

export const townIdPattern = /^[a-z][a-z0-9-]{1,31}$/;
export const townTimePattern = /^([01]\d|2[0-3]):[0-5]\d$/;

const text = z.string();
const texts = z.array(text);
const day = z.iso.date();
const time = z.string().regex(townTimePattern);
const share = z.number().min(0).max(1);

export const TownFigure = z.strictObject({
  /** An id of the figures catalogue. */
  id: text,
  zh: text.optional(),
  value: z.number().min(0),
  atLeast: z.boolean().optional(),
  unit: text.optional(),
  /** Counted over the last so many days; otherwise since the response began. */
  days: z.int().min(1).optional(),
});

const Composition = z.strictObject({
  townLeaders: z.int().optional(),
  townCadres: z.int().optional(),
  villageCadresAtLeast: z.int().optional(),
});

export const TownUnit = z.strictObject({
  kind: UnitKind,
  zh: text,
  count: z.int().min(1).optional(),
  members: z.int().min(0).optional(),
  atLeast: z.boolean().optional(),
  hours: z.int().optional(),
  covers: text.optional(),
  meets: z.enum(["daily"]).optional(),
  leaders: texts.optional(),
  from: texts.optional(),
  agencies: texts.optional(),
  does: texts.optional(),
  composition: Composition.optional(),
  get teams() {
    return z.array(TownUnit).optional();
  },
});
export type TownUnit = z.infer<typeof TownUnit>;

export const TownDuty = z.strictObject({
  duty: DutyKind,
  target: DutyTarget,
  targetText: text.optional(),
  premises: z.array(PremisesKind).min(1).optional(),
  by: texts.optional(),
  perDay: z.int().min(1).optional(),
  hoursPerDay: z.number().positive().max(24).optional(),
  windows: texts.optional(),
  from: day.optional(),
  scheduled: z.boolean().optional(),
  coverage: share.optional(),
  checklist: texts.optional(),
  onFailure: text.optional(),
  asks: texts.optional(),
  what: texts.optional(),
  state: text.optional(),
});
export type TownDuty = z.infer<typeof TownDuty>;

const Rhythm = z.strictObject({
  collectBy: time.optional(),
  meetAt: time.optional(),
  publishTasksAt: time.optional(),
  bulletinBy: time.optional(),
  dispatch: z.enum(["daily"]).optional(),
  dailyClear: z.boolean().optional(),
  lateUnitsNamed: z.boolean().optional(),
  dutyHours: z.int().min(1).max(24).optional(),
  leaderOnDuty: z.boolean().optional(),
  shiftGroups: texts.optional(),
  nightDuty: z.boolean().optional(),
  nightPatrol: z.boolean().optional(),
  mandatoryRest: z.boolean().optional(),
  rest: texts.optional(),
  directive: text.optional(),
  directiveReach: text.optional(),
});

/** Kinds of checkpoints; reports write them with a space, the register with a hyphen. */
const CheckpointKind = z.enum([
  "road",
  "village-entrance",
  "village entrance",
  "ferry-pier",
  "ferry pier",
  "government-gate",
  "government gate",
  "building",
]);

const kept = {
  /** When it is manned; day and night when absent. */
  hours: z.strictObject({ from: time, to: time }).optional(),
  /** Posts manned at the same time, of each. */
  posts: z.int().min(1).max(50).optional(),
};

const NamedCheckpoint = z.strictObject({
  zh: z.string().min(1).max(40),
  en: z.string().max(80).optional(),
  kind: CheckpointKind,
  /** The village or community it stands in, by name; the town's own ground when it bears no village's name. */
  area: text.optional(),
  place: z.string().max(80).optional(),
  location: z
    .strictObject({ lon: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) })
    .optional(),
  ...kept,
  /** People needed for all shifts of a day. */
  guards: z.int().min(0).max(500).optional(),
});
export type NamedCheckpoint = z.infer<typeof NamedCheckpoint>;

/** So many checkpoints of which a source tells no names. */
const NumberedCheckpoints = z.strictObject({
  count: z.int().min(1).max(500),
  kind: CheckpointKind.optional(),
  ...kept,
  /** People needed for all shifts of a day, at all of them together. */
  guards: z.int().min(0).max(100_000).optional(),
});
const Step = z.strictObject({ zh: text, en: text });
const Pass = z.strictObject({ rule: text.optional(), fields: texts.optional() });

const Checkpoints = z.strictObject({
  before: z.int().min(0).optional(),
  after: z.int().min(0).optional(),
  staff: z.int().min(0).optional(),
  hours: z.int().min(1).max(24).optional(),
  oneEntrancePerVillage: z.boolean().optional(),
  named: z.array(NamedCheckpoint).max(500).optional(),
  numbered: z.array(NumberedCheckpoints).max(20).optional(),
  steps: z.array(Step).optional(),
  checks: texts.optional(),
  denyWhen: texts.optional(),
  count: z.array(z.enum(["vehicles", "boats", "people"])).optional(),
  pass: Pass.optional(),
  visitorFields: texts.optional(),
  returneesAlsoEnteredIn: text.optional(),
});

const Model = z.strictObject({ zh: text, en: text });
const Areas = z.strictObject({
  villages: z.int().min(1).optional(),
  named: texts.optional(),
  roads: texts.optional(),
});
const Chain = z.strictObject({
  chain: texts.min(1),
  coverage: texts.optional(),
  zh: text.optional(),
});
const ObservationRules = z.strictObject({
  days: z.int().min(1).optional(),
  mayLeave: z.boolean().optional(),
  sealed: z.boolean().optional(),
  noticePosted: z.boolean().optional(),
});
const TipOff = z.strictObject({
  reward: z.boolean().optional(),
  hotline: z.boolean().optional(),
  publishedToUnits: z.boolean().optional(),
});
const Channels = z.strictObject({
  selfReportForms: texts.optional(),
  villageDocuments: texts.optional(),
  messaging: texts.optional(),
  tipOff: TipOff.optional(),
});
const Lists = z.strictObject({
  pushedFromAbove: texts.optional(),
  mustBeVerified: z.boolean().optional(),
});
const Vaccination = z.strictObject({ campaign: text.optional() });
const CalendarEntry = z.strictObject({ date: day, lunar: text.optional(), what: text });
const KitItem = z.strictObject({
  item: text,
  zh: text,
  quantity: z.number().positive(),
  unit: text,
});
const Quota = z.strictObject({
  id: text,
  zh: text.optional(),
  atLeast: z.number(),
  unit: text.optional(),
});

export const TownFile = z.strictObject({
  id: z.string().regex(townIdPattern),
  name: text.min(1),
  nameEn: text.min(1),
  county: text.optional(),
  province: text.optional(),
  asOf: day,
  asOfAssumed: z.boolean().optional(),
  era: z.enum(["2020", "2022"]),
  model: Model,
  areas: Areas.optional(),
  organization: z.array(TownUnit),
  responsibility: Chain.optional(),
  rhythm: Rhythm.optional(),
  cadence: z.array(TownDuty).optional(),
  observationRules: ObservationRules.optional(),
  checkpoints: Checkpoints.optional(),
  channels: Channels.optional(),
  lists: Lists.optional(),
  vaccination: Vaccination.optional(),
  calendar: z.array(CalendarEntry).optional(),
  kitPerUnit: z.array(KitItem).optional(),
  dailyPerStaff: texts.optional(),
  quotas: z.array(Quota).optional(),
  supplySources: texts.optional(),
  supplyRecipients: texts.optional(),
  coverageTargets: z.array(TownFigure).optional(),
  mustNotOccur: z.array(TownFigure).optional(),
  figures: z.array(TownFigure),
});
export type TownFile = z.infer<typeof TownFile>;

/** The fields each part of a file may have, by path with `[]` for any index. */
export const fieldsByPath: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries({
    "": TownFile,
    model: Model,
    areas: Areas,
    "organization[]": TownUnit,
    "organization[].composition": Composition,
    responsibility: Chain,
    rhythm: Rhythm,
    "cadence[]": TownDuty,
    observationRules: ObservationRules,
    checkpoints: Checkpoints,
    "checkpoints.named[]": NamedCheckpoint,
    "checkpoints.numbered[]": NumberedCheckpoints,
    "checkpoints.steps[]": Step,
    "checkpoints.pass": Pass,
    channels: Channels,
    "channels.tipOff": TipOff,
    lists: Lists,
    vaccination: Vaccination,
    "calendar[]": CalendarEntry,
    "kitPerUnit[]": KitItem,
    "quotas[]": Quota,
    "coverageTargets[]": TownFigure,
    "mustNotOccur[]": TownFigure,
    "figures[]": TownFigure,
  }).map(([path, schema]) => [path, Object.keys(schema.shape)]),
);
