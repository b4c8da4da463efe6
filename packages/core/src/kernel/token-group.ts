import { z } from "zod";

/** What a token may be given to do: a closed choice. Which procedures each covers: `token-groups.ts`. */
export const tokenGroupNames = [
  "registers.read",
  "registers.write",
  "registers.import",
  "premises.read",
  "premises.write",
  "arrivals.read",
  "arrivals.write",
  "observation.read",
  "readings.write",
  "checkpoints.read",
  "rounds.read",
  "figures.read",
] as const;
export const TokenGroup = z.enum(tokenGroupNames);
export type TokenGroup = z.infer<typeof TokenGroup>;
