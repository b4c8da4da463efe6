/**
 * What a phone holds so that arrivals can be entered without a network: where people come from, by
 * name (`screening.origins`, version 1): provinces, cities, and the counties of the town's own city.
 */
import { z } from "zod";
import { DivisionCode } from "../policy/divisions.ts";

export const PulledOrigin = z.object({
  code: DivisionCode,
  name: z.string(),
  nameEn: z.string().optional(),
  /** Of a city or county. */
  parentCode: DivisionCode.optional(),
});
export type PulledOrigin = z.infer<typeof PulledOrigin>;
