import type { PolicyVersion } from "@lianfang/core/policy/contract.ts";
import { useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import { api } from "../kernel/client.ts";
import { useToday } from "../kernel/clock.ts";

export type Version = z.infer<typeof PolicyVersion>;
export type VersionState = "coming" | "in-force" | "past";

/** All versions, newest first, and how each stands today. */
export function useVersions() {
  const answer = useQuery(api.policy.versions.queryOptions({ input: {} }));
  const today = useToday();
  const inForceId = answer.data?.inForceId;
  const stateOf = (version: Version): VersionState => {
    if (version.versionId === inForceId) return "in-force";
    return version.effectiveFrom > today ? "coming" : "past";
  };
  return { answer, versions: answer.data?.versions ?? [], inForceId, stateOf };
}
