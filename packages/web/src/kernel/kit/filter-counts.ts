import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { Filters } from "./filters.ts";
import { type ListBook, settingsIn } from "./list-book.ts";

/**
 * How many rows each value of some filters would find beside what is set.
 * @returns undefined for a value of which nothing is known yet
 */
export function useFilterCounts(
  book: ListBook,
  asked: Filters,
  of: readonly string[],
  isWanted = true,
) {
  const answer = useQuery({
    ...book.counts({ ...settingsIn(book, asked), search: asked.search, of: of.join(",") }),
    enabled: isWanted && of.length > 0,
    placeholderData: keepPreviousData,
  });
  const counts = answer.data?.counts ?? [];
  return {
    count: (filter: string, value: string): number | undefined =>
      counts.find((one) => one.filter === filter && one.value === value)?.count,
    /** The values of a filter that were entered, the commonest first. */
    valuesOf: (filter: string) => counts.filter((one) => one.filter === filter),
  };
}
