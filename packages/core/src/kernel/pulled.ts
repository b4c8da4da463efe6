import { z } from "zod";

/** A record as a phone holds it. Keys are ASCII, unique in their set and compared as text. */
export const PulledRecord = z.object({ key: z.string(), content: z.unknown() });
export type PulledRecord = z.infer<typeof PulledRecord>;
