import type { Page } from "@lianfang/core/kernel/page.ts";
import type { ClientContext } from "@orpc/client";
import type { ProcedureUtils } from "@orpc/tanstack-query";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";

/** A procedure that answers page by page. */
export type PagedQuery<Input, Row, Answer extends Page<Row>, Failure> = ProcedureUtils<
  ClientContext,
  Input,
  // An intersection, since a constraint alone would not tell the row's type.
  Answer & Page<Row>,
  Failure
>;

export interface PagedRows<Row, Answer> {
  rows: readonly Row[];
  /** The first page's whole answer, for what a list carries besides its rows. */
  first: Answer | undefined;
  total: number | undefined;
  error: unknown;
  isPending: boolean;
  /** Showing the rows of the last question while the new one is asked. */
  isStale: boolean;
  hasMore: boolean;
  isLoadingMore: boolean;
  loadMore: () => void;
  retry: () => void;
}

/** All pages fetched so far of a list, the next one on demand. */
export function usePaged<
  Input extends { after?: string | undefined },
  Row,
  Answer extends Page<Row>,
  Failure,
>(
  query: PagedQuery<Input, Row, Answer, Failure>,
  input: Omit<Input, "after">,
): PagedRows<Row, Answer> {
  const answer = useInfiniteQuery(
    query.infiniteOptions({
      input: (after: string | undefined) => ({ ...input, ...(after ? { after } : {}) }) as Input,
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page: Answer) => page.next,
      placeholderData: keepPreviousData,
      context: {},
    }),
  );
  const pages = answer.data?.pages ?? [];
  return {
    rows: pages.flatMap((page) => page.rows),
    first: pages[0],
    total: pages[0]?.total,
    error: answer.error,
    isPending: answer.isPending,
    isStale: answer.isPlaceholderData,
    hasMore: answer.hasNextPage,
    isLoadingMore: answer.isFetchingNextPage,
    loadMore: () => void answer.fetchNextPage(),
    retry: () => void answer.refetch(),
  };
}
