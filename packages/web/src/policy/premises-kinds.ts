/** Kinds of premises in words. */
import type { PremisesKind } from "@lianfang/core/policy/premises-kinds.ts";
import { m } from "@lianfang/messages/messages.js";

export const premisesKinds: Readonly<Record<PremisesKind, () => string>> = {
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
