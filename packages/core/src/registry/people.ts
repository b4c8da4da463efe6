/** Households and residents as they are shown, and who may see them. */
import { z } from "zod";
import { onArea } from "../kernel/access.ts";
import { Id } from "../kernel/ids.ts";
import { Day, Instant } from "../kernel/time.ts";
import { CommuteFrequency, circumstancesShown, ListedTrade, Tenancy } from "./circumstances.ts";

export const Sex = z.enum(["male", "female"]);
export const Residence = z.enum(["registered-here", "lives-here", "registered-lives-elsewhere"]);
export const Vulnerability = z.enum([
  "five-guarantees",
  "lives-alone-elderly",
  "orphan",
  "disabled",
  "chronic-illness",
  "pregnant",
  "low-income",
]);
export const Relation = z.enum([
  "head",
  "spouse",
  "child",
  "child-in-law",
  "grandchild",
  "parent",
  "grandparent",
  "sibling",
  "other",
]);

/** Why somebody was taken off the register. */
export const RemovalReason = z.enum(["moved-away", "died", "entered-by-mistake"]);

export const HouseholdRow = z.object({
  householdId: Id,
  number: z.string(),
  areaId: Id,
  areaName: z.string(),
  group: z.string().optional(),
  address: z.string().optional(),
  headName: z.string().optional(),
  phoneMasked: z.string().optional(),
  members: z.number().int(),
});

/** A household with all that the list can show. */
export const HouseholdListRow = HouseholdRow.extend({ createdAt: Instant, changedAt: Instant });
export type HouseholdListRow = z.infer<typeof HouseholdListRow>;

export const ResidentRow = z.object({
  residentId: Id,
  householdId: Id,
  householdNumber: z.string(),
  name: z.string(),
  sex: Sex,
  birthday: Day.optional(),
  /** Whole years on the town's today. */
  age: z.number().int().optional(),
  identityMasked: z.string().optional(),
  /** The person's own, else the household's. */
  phoneMasked: z.string().optional(),
  /** The telephone number shown is the household's. */
  isPhoneShared: z.boolean(),
  areaId: Id,
  areaName: z.string(),
  group: z.string().optional(),
  address: z.string().optional(),
  relation: Relation,
  residence: Residence,
  occupation: z.string().optional(),
  listedTrade: ListedTrade.optional(),
  tenancy: Tenancy.optional(),
  commuteFrequency: CommuteFrequency.optional(),
  vulnerabilities: z.array(Vulnerability),
});
export type ResidentRow = z.infer<typeof ResidentRow>;

/** A resident with all that the list can show. */
export const ResidentListRow = ResidentRow.extend({
  /** Division and address in one text, in the caller's language. */
  registered: z.string().optional(),
  living: z.string().optional(),
  commutePlace: z.string().optional(),
  /** The name of who speaks in their stead. */
  proxy: z.string().optional(),
  note: z.string().optional(),
  createdAt: Instant,
  changedAt: Instant,
  removed: RemovalReason.optional(),
});
export type ResidentListRow = z.infer<typeof ResidentListRow>;

export const Resident = ResidentRow.extend({
  ...circumstancesShown,
  note: z.string().optional(),
  /** Grows by one with every change; an edit names the revision it was made from. */
  revision: z.number().int(),
  createdAt: Instant,
  changedAt: Instant,
  removed: z.object({ reason: z.string(), at: Instant }).optional(),
});

/** Who may read about the people in their areas, here and in the modules above. */
export const peopleReaders = onArea(
  "director",
  "office",
  "unit-lead",
  "grid-worker",
  "medic",
  "inspector",
  "auditor",
);
/** Who may take lists out of the system: nobody whose work is in the field. */
export const listExporters = onArea("director", "office", "unit-lead");
/** Who may put people and households right in their areas. */
export const peopleWriters = onArea("director", "office", "unit-lead", "grid-worker");
