/** Premises' closed lists in words. */
import type {
  PremisesKind,
  PremisesRemoval,
  PremisesRole,
  PremisesState,
} from "@lianfang/core/registry/premises.ts";
import { m } from "@lianfang/messages/messages.js";

type Words<Key extends string> = Record<Key, () => string>;

export { premisesKinds } from "../policy/premises-kinds.ts";

export const premisesStates: Words<PremisesState> = {
  open: () => m["premises.state.open"](),
  closed: () => m["premises.state.closed"](),
  resumed: () => m["premises.state.resumed"](),
};

export const premisesRemovals: Words<PremisesRemoval> = {
  "closed-down": () => m["premises.removal.closedDown"](),
  "moved-away": () => m["premises.removal.movedAway"](),
  "entered-by-mistake": () => m["premises.removal.mistake"](),
};

export const premisesRoles: Words<PremisesRole> = {
  owner: () => m["premises.role.owner"](),
  landlord: () => m["premises.role.landlord"](),
  "in-charge": () => m["premises.role.inCharge"](),
  employee: () => m["premises.role.employee"](),
  tenant: () => m["premises.role.tenant"](),
  lodger: () => m["premises.role.lodger"](),
  student: () => m["premises.role.student"](),
  "cared-for": () => m["premises.role.caredFor"](),
};

/** What people at premises of a kind mostly are. */
export const usualRoles: Partial<Record<PremisesKind, PremisesRole>> = {
  "rented-dwelling": "tenant",
  lodging: "lodger",
  school: "student",
  kindergarten: "student",
  "nursing-home": "cared-for",
};

/** What a kind's capacity counts: beds, workers, or people. */
export function capacityLabel(kind: PremisesKind | undefined): string {
  if (kind === "lodging" || kind === "nursing-home") return m["premises.capacity.beds"]();
  if (kind === "enterprise" || kind === "construction-site" || kind === "quarry")
    return m["premises.capacity.workers"]();
  return m["premises.capacity"]();
}

/** Who is in charge, as the kind calls them. */
export function inChargeLabel(kind: PremisesKind | undefined): string {
  return kind === "rented-dwelling" ? m["premises.inCharge.landlord"]() : m["premises.inCharge"]();
}
