/** The list of premises in words. */
import type { ColumnOf, FilterOf } from "@lianfang/core/kernel/list.ts";
import type {
  PremisesKind,
  PremisesRemoval,
  PremisesState,
} from "@lianfang/core/registry/premises.ts";
import type { premisesList } from "@lianfang/core/registry/premises-list.ts";
import { m } from "@lianfang/messages/messages.js";
import type { Locale } from "../kernel/context.ts";

type Word = (none: object, options: { locale: Locale }) => string;

export const premisesFields: Record<
  FilterOf<typeof premisesList> | ColumnOf<typeof premisesList>,
  Word
> = {
  areaId: m["registry.area"],
  name: m["premises.name"],
  kind: m["premises.kind"],
  area: m["registry.area"],
  address: m["premises.address"],
  creditCode: m["premises.creditCode"],
  inCharge: m["premises.inCharge"],
  phone: m["premises.phone"],
  landlord: m["premises.landlord"],
  tenants: m["premises.tenants"],
  people: m["premises.people"],
  capacity: m["premises.capacity"],
  floorArea: m["premises.floorArea.m2"],
  state: m["premises.state"],
  stateSince: m["premises.stateSince"],
  note: m["registry.note"],
  entered: m["lists.entered"],
  changed: m["lists.changedOn"],
  removed: m["premises.removedReason"],
};

const options: Record<PremisesKind | PremisesState | PremisesRemoval, Word> = {
  enterprise: m["premises.kind.enterprise"],
  "construction-site": m["premises.kind.constructionSite"],
  quarry: m["premises.kind.quarry"],
  "rented-dwelling": m["premises.kind.rentedDwelling"],
  lodging: m["premises.kind.lodging"],
  restaurant: m["premises.kind.restaurant"],
  shop: m["premises.kind.shop"],
  market: m["premises.kind.market"],
  school: m["premises.kind.school"],
  kindergarten: m["premises.kind.kindergarten"],
  clinic: m["premises.kind.clinic"],
  pharmacy: m["premises.kind.pharmacy"],
  "nursing-home": m["premises.kind.nursingHome"],
  station: m["premises.kind.station"],
  "cold-store": m["premises.kind.coldStore"],
  entertainment: m["premises.kind.entertainment"],
  "religious-site": m["premises.kind.religiousSite"],
  square: m["premises.kind.square"],
  other: m["premises.kind.other"],
  open: m["premises.state.open"],
  closed: m["premises.state.closed"],
  resumed: m["premises.state.resumed"],
  "closed-down": m["premises.removal.closedDown"],
  "moved-away": m["premises.removal.movedAway"],
  "entered-by-mistake": m["premises.removal.mistake"],
};

function isOption(value: string): value is keyof typeof options {
  return Object.hasOwn(options, value);
}

export function premisesOptionText(value: string, locale: Locale): string {
  return isOption(value) ? options[value]({}, { locale }) : value;
}
