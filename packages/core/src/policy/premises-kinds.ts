/** Kinds of premises, and which of them a duty is about where its rule names none. */
import { z } from "zod";
import type { DutyTarget } from "./duty-kinds.ts";

export const PremisesKind = z.enum([
  "enterprise",
  "construction-site",
  "quarry",
  "rented-dwelling",
  "lodging",
  "restaurant",
  "shop",
  "market",
  "school",
  "kindergarten",
  "clinic",
  "pharmacy",
  "nursing-home",
  "station",
  "cold-store",
  "entertainment",
  "religious-site",
  "square",
  "other",
]);
export type PremisesKind = z.infer<typeof PremisesKind>;

/** With a door on the street. */
const onTheStreet: readonly PremisesKind[] = [
  "lodging",
  "restaurant",
  "shop",
  "market",
  "clinic",
  "pharmacy",
  "station",
  "entertainment",
];

/** Where people of all sorts come and go. */
const publicPlaces: readonly PremisesKind[] = [
  ...onTheStreet,
  "school",
  "kindergarten",
  "nursing-home",
  "religious-site",
  "square",
];

/** By the targets that are premises of some kinds. */
export const usualPremises: Readonly<Partial<Record<DutyTarget, readonly PremisesKind[]>>> = {
  "nursing-home-resident": ["nursing-home"],
  "public-place": publicPlaces,
  market: ["market"],
  "street-premises": onTheStreet,
};
