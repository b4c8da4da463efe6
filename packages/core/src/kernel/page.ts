/** Lists are paged by key: the answer carries a cursor for what comes after it, never an offset. */
import { z } from "zod";

export const PageInput = z.object({
  /** From the last answer's `next`; absent for the first page. */
  after: z.string().max(400).optional(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type PageInput = z.infer<typeof PageInput>;

/** Matches are counted up to here. */
export const countedUpTo = 100_000;

export function pageOf<Row extends z.ZodType>(row: Row) {
  return z.object({
    rows: z.array(row),
    /** Cursor of the next page; absent on the last. */
    next: z.string().optional(),
    /** How many rows the filter matches in all; counted up to {@link countedUpTo}. */
    total: z.number().int().optional(),
  });
}
export interface Page<Row> {
  rows: Row[];
  next?: string | undefined;
  total?: number | undefined;
}
