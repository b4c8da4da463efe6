/** Premises' closed lists in words. */
import type {
  PremisesKind,
  PremisesRemoval,
  PremisesRole,
  PremisesState,
} from "@lianfang/core/registry/premises.ts";
import { m } from "@lianfang/messages/messages.js";

type Words<Key extends string> = Record<Key, () => string>;

export const premisesKinds: Words<PremisesKind> = {
  enterprise: () => m["premises.kind.enterprise"](),
  "construction-site": () => m["premises.kind.constructionSite"](),
  quarry: () => m["premises.kind.quarry"](),
  "rented-dwelling": () => m["premises.kind.rentedDwelling"](),
  lodging: () => m["premises.kind.lodging"](),
  restaurant: () => m["premises.kind.restaurant"](),
  shop: () => m["premises.kind.shop"](),
  market: () => m["premises.kind.market"](),
  school: () => m["premises.kind.school"](),
  kindergarten: () => m["premises.kind.kindergarten"](),
  clinic: () => m["premises.kind.clinic"](),
  pharmacy: () => m["premises.kind.pharmacy"](),
  "nursing-home": () => m["premises.kind.nursingHome"](),
  station: () => m["premises.kind.station"](),
  "cold-store": () => m["premises.kind.coldStore"](),
  entertainment: () => m["premises.kind.entertainment"](),
  "religious-site": () => m["premises.kind.religiousSite"](),
  square: () => m["premises.kind.square"](),
  other: () => m["premises.kind.other"](),
};

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
