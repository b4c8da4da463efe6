import type { Area } from "@lianfang/core/organization/contract.ts";
import { useQuery } from "@tanstack/react-query";
import { api } from "../client.ts";
import { nameOf } from "../locale.ts";

/** The town's areas. */
export function useAreas(): readonly Area[] {
  const answer = useQuery(api.organization.areas.queryOptions({ input: {}, staleTime: 60_000 }));
  return answer.data?.areas ?? [];
}

/** Their names in the reader's language, by id. */
export function useAreaNames(): ReadonlyMap<string, string> {
  return new Map(useAreas().map((area) => [area.areaId, nameOf(area)]));
}
