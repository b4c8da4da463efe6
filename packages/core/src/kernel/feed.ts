/**
 * Feeds: what has changed, in the order it became part of the record, for whoever keeps a copy. A
 * feed always answers with a cursor; asked again with it, later, it gives what changed since. A
 * record that changed several times in between comes once, as it is then.
 */
import { z } from "zod";
import { Instant } from "./time.ts";

export const FeedInput = z.object({
  /**
   * Begin with what became visible after this instant; some that changed shortly before may come
   * again. Absent: with everything there is. Counts only where there is no cursor.
   */
  updatedSince: Instant.optional(),
  /** The last answer's `next`. */
  after: z.string().max(400).optional(),
  limit: z.number().int().min(1).max(1_000).default(200),
});
export type FeedInput = z.infer<typeof FeedInput>;

/** @param change one of: the record as it is, that it was removed, that it is gone */
export function feedOf<Change extends z.ZodType>(change: Change) {
  return z.object({
    changes: z.array(change),
    /** To go on from here, now or later; there always is one. */
    next: z.string(),
    /** Whether there is more already. */
    isMore: z.boolean(),
  });
}
export interface Feed<Change> {
  changes: Change[];
  next: string;
  isMore: boolean;
}
