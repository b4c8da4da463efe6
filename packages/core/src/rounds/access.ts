/** Who goes round, in their part of the town. */
import { onArea } from "../kernel/access.ts";

/** At people's doors: who may read about them. */
export const visitors = onArea("director", "office", "unit-lead", "grid-worker", "medic");

/** At the desk, for those who were there and wrote it on paper. */
export const paperClerks = onArea("director", "office", "unit-lead", "grid-worker");

/** At places, where nobody's name is read. */
export const patrollers = onArea(
  "director",
  "office",
  "unit-lead",
  "grid-worker",
  "medic",
  "patrol",
);
