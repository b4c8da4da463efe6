import type { Grant } from "@lianfang/core/kernel/access.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { api } from "../kernel/client.ts";
import { useAreaNames } from "../kernel/kit/areas.ts";
import { nameOf } from "../kernel/locale.ts";
import { roleLabel, scopeKindLabels } from "../kernel/roles.ts";

/** Says a grant in words: 网格员（黄溪村）. */
export function useGrantText(): (grant: Grant) => string {
  const areas = useAreaNames();
  const answer = useQuery(api.organization.units.queryOptions({ input: {}, staleTime: 60_000 }));
  const units = new Map(answer.data?.units.map((unit) => [unit.unitId, nameOf(unit)]));
  return (grant) => {
    const role = roleLabel(grant.role);
    if (grant.scopeKind === "town") return role;
    const scope = areas.get(grant.scopeId) ?? units.get(grant.scopeId);
    return m["accounts.roleOn"]({ role, scope: scope ?? scopeKindLabels[grant.scopeKind]() });
  };
}
