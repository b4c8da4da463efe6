import type { Staff } from "@lianfang/core/organization/contract.ts";
import { useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import { api } from "../kernel/client.ts";

export type StaffRow = z.infer<typeof Staff>;

/** The town's units, for filters and fields. */
export function useUnits() {
  const answer = useQuery(api.organization.units.queryOptions({ input: {}, staleTime: 60_000 }));
  return answer.data?.units ?? [];
}
