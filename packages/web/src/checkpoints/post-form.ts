/** A checkpoint as a form has it: hours and place in fields of their own. */
import type { CheckpointFields } from "@lianfang/core/checkpoints/checkpoint.ts";
import { checkpointFields } from "@lianfang/core/checkpoints/checkpoint.ts";
import { Day, TimeOfDay } from "@lianfang/core/kernel/time.ts";
import { z } from "zod";

const { shape } = checkpointFields;

export const postForm = z.object({
  name: shape.name,
  nameEn: shape.nameEn,
  areaId: shape.areaId,
  kind: shape.kind,
  place: shape.place,
  lon: z.number().min(-180).max(180).optional(),
  lat: z.number().min(-90).max(90).optional(),
  posts: shape.posts,
  guardsNeeded: shape.guardsNeeded,
  from: TimeOfDay.optional(),
  to: TimeOfDay.optional(),
  equipment: shape.equipment,
  note: shape.note,
  /** Of a new one. */
  openedOn: Day.optional(),
});
export type PostForm = z.infer<typeof postForm>;

export function fieldsFrom({
  lon,
  lat,
  from,
  to,
  openedOn: _,
  ...fields
}: PostForm): CheckpointFields {
  return {
    ...fields,
    location: lon !== undefined && lat !== undefined ? { lon, lat } : undefined,
    hours: from && to ? { from, to } : undefined,
  };
}
