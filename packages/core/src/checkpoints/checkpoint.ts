/** A checkpoint (卡口): where it stands, what it has, when it stood. */
import { z } from "zod";
import { Id } from "../kernel/ids.ts";
import { Day, Instant, TimeOfDay } from "../kernel/time.ts";

export const checkpointKinds = [
  "road",
  "village-entrance",
  "ferry-pier",
  "government-gate",
  "building",
] as const;
export const CheckpointKind = z.enum(checkpointKinds);
export type CheckpointKind = z.infer<typeof CheckpointKind>;

export const checkpointStates = ["open", "closed", "planned"] as const;
export const CheckpointState = z.enum(checkpointStates);
export type CheckpointState = z.infer<typeof CheckpointState>;

export const Equipment = z.object({
  item: z.string().trim().min(1).max(30),
  quantity: z.int().min(0).max(9_999),
});
export type Equipment = z.infer<typeof Equipment>;

/** Degrees, WGS 84; both or none. */
export const Location = z.object({
  lon: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
});
export type Location = z.infer<typeof Location>;

export const checkpointFields = z.object({
  name: z.string().trim().min(1).max(40),
  nameEn: z.string().trim().max(80).optional(),
  areaId: Id,
  kind: CheckpointKind,
  place: z.string().trim().max(80).optional(),
  location: Location.optional(),
  /** Posts to be manned at the same time. */
  posts: z.int().min(1).max(50),
  /** People needed for all shifts of a day. */
  guardsNeeded: z.int().min(0).max(500),
  /** When it is manned; day and night when absent. */
  hours: z.object({ from: TimeOfDay, to: TimeOfDay }).optional(),
  equipment: z.array(Equipment).max(40),
  note: z.string().trim().max(200).optional(),
});
export type CheckpointFields = z.infer<typeof checkpointFields>;

export const CheckpointRow = z.object({
  checkpointId: Id,
  name: z.string(),
  nameEn: z.string().optional(),
  areaId: Id,
  areaName: z.string(),
  kind: CheckpointKind,
  state: CheckpointState,
  /** Since when it stands, or stood last, or is to stand. */
  openedOn: Day,
  closedOn: Day.optional(),
  location: Location.optional(),
  posts: z.int(),
  guardsNeeded: z.int(),
  /** On duty now. */
  guardsNow: z.int(),
  isAllDay: z.boolean(),
  /** People checked since the town's midnight. */
  peopleToday: z.int(),
});
export type CheckpointRow = z.infer<typeof CheckpointRow>;

/** One stretch of time in which a checkpoint stood. */
export const Period = z.object({
  openedOn: Day,
  /** The first day on which it stood no more. */
  closedOn: Day.optional(),
  reason: z.string().optional(),
  mergedInto: z.object({ checkpointId: Id, name: z.string() }).optional(),
});
export type Period = z.infer<typeof Period>;

export const Shift = z.object({
  shiftId: Id,
  startsAt: Instant,
  endsAt: Instant,
  people: z.array(z.object({ staffId: Id, name: z.string(), isLeader: z.boolean() })),
});

/** Of an hour of the town's day, 0 to 23. */
export const HourCount = z.object({
  hour: z.int().min(0).max(23),
  people: z.int(),
  vehicles: z.int(),
  boats: z.int(),
  refused: z.int(),
  referred: z.int(),
});
export type HourCount = z.infer<typeof HourCount>;

export const Checkpoint = CheckpointRow.extend({
  place: z.string().optional(),
  hours: z.object({ from: TimeOfDay, to: TimeOfDay }).optional(),
  equipment: z.array(Equipment),
  note: z.string().optional(),
  revision: z.int(),
  periods: z.array(Period),
  /** Those of today and later, earliest first. */
  shifts: z.array(Shift),
  today: z.array(HourCount),
});
export type Checkpoint = z.infer<typeof Checkpoint>;

/** How a checkpoint stands on a day, by its last period. */
export function stateOn({ openedOn, closedOn }: Pick<Period, "openedOn" | "closedOn">, day: Day) {
  if (day < openedOn) return "planned";
  return closedOn !== undefined && closedOn <= day ? "closed" : "open";
}
