import { z } from "zod";

/** What a token may be given to do: a closed choice. Which procedures each covers: `token-groups.ts`. */
export const tokenGroupNames = [
  "registers.read",
  "registers.write",
  "registers.import",
  "arrivals.read",
  "arrivals.write",
  "observation.read",
  "readings.write",
  "figures.read",
] as const;
export const TokenGroup = z.enum(tokenGroupNames);
export type TokenGroup = z.infer<typeof TokenGroup>;
