import { z } from "zod";

/** What somebody may answer for. A kind more is a word here and a source in the server's `app.ts`. */
export const TargetKind = z.enum(["area", "household", "person", "premises", "checkpoint"]);
export type TargetKind = z.infer<typeof TargetKind>;
