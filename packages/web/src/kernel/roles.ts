import { type Role, roles, type ScopeKind } from "@lianfang/core/kernel/access.ts";
import { m } from "@lianfang/messages/messages.js";

const labels: Record<Role, () => string> = {
  director: () => m["accounts.role.director"](),
  office: () => m["accounts.role.office"](),
  "unit-lead": () => m["accounts.role.unitLead"](),
  "grid-worker": () => m["accounts.role.gridWorker"](),
  "checkpoint-guard": () => m["accounts.role.checkpointGuard"](),
  medic: () => m["accounts.role.medic"](),
  storekeeper: () => m["accounts.role.storekeeper"](),
  patrol: () => m["accounts.role.patrol"](),
  inspector: () => m["accounts.role.inspector"](),
  auditor: () => m["accounts.role.auditor"](),
  "county-viewer": () => m["accounts.role.countyViewer"](),
};

function isRole(name: string): name is Role {
  return (roles as readonly string[]).includes(name);
}

/** A role as the town says it; a name that isn't one of the roles is shown as it is. */
export function roleLabel(role: string): string {
  return isRole(role) ? labels[role]() : role;
}

export const scopeKindLabels: Record<ScopeKind, () => string> = {
  town: () => m["accounts.scope.town"](),
  area: () => m["accounts.scope.area"](),
  unit: () => m["accounts.scope.unit"](),
  checkpoint: () => m["accounts.scope.checkpoint"](),
  store: () => m["accounts.scope.store"](),
};
