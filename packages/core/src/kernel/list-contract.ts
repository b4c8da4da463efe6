/** What every described list is asked, and how it answers. */
import { z } from "zod";
import type { Fields, List } from "./list.ts";
import { severalIn } from "./list-filters.ts";
import { PageInput, pageOf } from "./page.ts";

const longestSearch = 60;
const longestStart = 40;

type AnyList = Pick<List<Fields, string, string, string>, "filterShape" | "Sort" | "filters">;

/** What chooses the rows of a list, in one page or all. */
export function choiceOf<Of extends AnyList>(list: Of) {
  const shape: Of["filterShape"] = list.filterShape;
  return z.object({
    search: z.string().trim().max(longestSearch).optional(),
    ...shape,
  });
}

export function pageInputOf<Of extends AnyList>(list: Of) {
  const Sort: Of["Sort"] = list.Sort;
  const shape: Of["filterShape"] = list.filterShape;
  return PageInput.extend({
    search: z.string().trim().max(longestSearch).optional(),
    ...shape,
    sort: Sort.optional(),
    /** Begins at the first row from here on: a number, or the first letters, as the order has it. */
    from: z.string().trim().max(longestStart).optional(),
  });
}

export function listPageOf<Row extends z.ZodType>(row: Row) {
  return pageOf(row).extend({
    /** How many rows come before the first of this answer; told where it began `from` somewhere. */
    before: z.number().int().optional(),
  });
}

export function countsInputOf<Of extends AnyList>(list: Of) {
  const isFilter = (text: string) => severalIn(text).every((one) => list.filters.includes(one));
  return choiceOf(list).extend({
    /** Names of the filters to count by, joined by commas. */
    of: z.string().max(400).refine(isFilter),
  });
}

export const FilterCounts = z.object({
  counts: z.array(z.object({ filter: z.string(), value: z.string(), count: z.number().int() })),
});
