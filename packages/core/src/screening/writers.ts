import { onArea } from "../kernel/access.ts";

/** Who enters arrivals: at a door, at a checkpoint, at a desk. */
export const arrivalWriters = onArea(
  "director",
  "office",
  "unit-lead",
  "grid-worker",
  "medic",
  "checkpoint-guard",
);
