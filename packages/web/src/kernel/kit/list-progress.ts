import { useQuery } from "@tanstack/react-query";
import { api } from "../client.ts";

const askEveryMs = 700;

/** How far the long work with a list is that one has started; nothing while there is none. */
export function useListProgress(): { done?: number | undefined; total?: number | undefined } {
  const { data } = useQuery({
    ...api.lists.exportProgress.queryOptions({ input: {} }),
    refetchInterval: askEveryMs,
    staleTime: 0,
  });
  return data ?? {};
}
