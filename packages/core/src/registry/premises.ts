/** Premises (场所/单位): where people work, stay, learn, buy and meet; and who is there. */
import { z } from "zod";
import { onArea } from "../kernel/access.ts";
import { Id } from "../kernel/ids.ts";
import { Day, Instant } from "../kernel/time.ts";
import { PremisesKind } from "../policy/premises-kinds.ts";

export { PremisesKind };

/** Open as usual; closed since a day; open again (复工复业) since a day. */
export const PremisesState = z.enum(["open", "closed", "resumed"]);
export type PremisesState = z.infer<typeof PremisesState>;

export const PremisesRemoval = z.enum(["closed-down", "moved-away", "entered-by-mistake"]);
export type PremisesRemoval = z.infer<typeof PremisesRemoval>;

/** What somebody of the register is to the premises. */
export const PremisesRole = z.enum([
  "owner",
  "landlord",
  "in-charge",
  "employee",
  "tenant",
  "lodger",
  "student",
  "cared-for",
]);
export type PremisesRole = z.infer<typeof PremisesRole>;

export const PremisesRow = z.object({
  premisesId: Id,
  kind: PremisesKind,
  name: z.string(),
  areaId: Id,
  areaName: z.string(),
  address: z.string().optional(),
  inChargeName: z.string().optional(),
  phoneMasked: z.string().optional(),
  state: PremisesState,
  /** The day since which; absent while open as usual. */
  stateSince: Day.optional(),
  /** How many of the register are there in one role or several. */
  people: z.number().int(),
});
export type PremisesRow = z.infer<typeof PremisesRow>;

/** All that a list can show. */
export const PremisesListRow = PremisesRow.extend({
  /** Who lets it: of the register, as far as the caller may read of people; else who is in charge of a dwelling. */
  landlordName: z.string().optional(),
  /** How many of the register rent there. */
  tenants: z.number().int(),
  creditCode: z.string().optional(),
  floorAreaM2: z.number().int().optional(),
  /** How many people it is made for: workers, beds, seats. */
  capacity: z.number().int().optional(),
  note: z.string().optional(),
  createdAt: Instant,
  changedAt: Instant,
  removed: z.object({ reason: PremisesRemoval, at: Instant }).optional(),
});
export type PremisesListRow = z.infer<typeof PremisesListRow>;

export const Premises = PremisesListRow.extend({
  /** Others within reach of the same credit code, or the same kind and name; at most five. */
  alike: z.array(z.object({ premisesId: Id, name: z.string(), areaName: z.string() })),
  revision: z.number().int(),
});
export type Premises = z.infer<typeof Premises>;

/** Somebody at premises, as the premises' page shows them. */
export const PremisesPerson = z.object({
  linkId: Id,
  role: PremisesRole,
  /** The first day, where it is known. */
  since: Day.optional(),
  residentId: Id,
  name: z.string(),
  age: z.number().int().optional(),
  phoneMasked: z.string().optional(),
  areaId: Id,
  areaName: z.string(),
  householdNumber: z.string(),
});

export type PremisesPerson = z.infer<typeof PremisesPerson>;

/** The same from the person's side. */
export const PremisesOfPerson = z.object({
  linkId: Id,
  role: PremisesRole,
  since: Day.optional(),
  premisesId: Id,
  name: z.string(),
  kind: PremisesKind,
  state: PremisesState,
  areaId: Id,
  areaName: z.string(),
  address: z.string().optional(),
  /** Who lets it, and how many rent there. */
  landlordName: z.string().optional(),
  tenants: z.number().int(),
});

export type PremisesOfPerson = z.infer<typeof PremisesOfPerson>;

/** Who may read about premises in their areas; about the people there, only who may read of people. */
export const premisesReaders = onArea(
  "director",
  "office",
  "unit-lead",
  "grid-worker",
  "medic",
  "patrol",
  "inspector",
  "auditor",
);
