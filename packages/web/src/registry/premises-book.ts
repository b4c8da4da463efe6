/** The list of premises in words. */
import { premisesList } from "@lianfang/core/registry/premises-list.ts";
import { m } from "@lianfang/messages/messages.js";
import { api } from "../kernel/client.ts";
import { bookOf, type ListBook } from "../kernel/kit/list-book.ts";
import { premisesKinds, premisesRemovals, premisesStates } from "./premises-words.ts";

/** In the language in use; asked for anew when it changes. */
export function premisesBook(): ListBook {
  return bookOf({
    list: premisesList,
    fields: {
      areaId: () => m["registry.area"](),
      name: () => m["premises.name"](),
      kind: () => m["premises.kind"](),
      area: () => m["registry.area"](),
      address: () => m["premises.address"](),
      creditCode: () => m["premises.creditCode"](),
      inCharge: () => m["premises.inCharge"](),
      phone: () => m["premises.phone"](),
      landlord: () => m["premises.landlord"](),
      tenants: () => m["premises.tenants"](),
      people: () => m["premises.people"](),
      capacity: () => m["premises.capacity"](),
      floorArea: () => m["premises.floorArea"](),
      state: () => m["premises.state"](),
      stateSince: () => m["premises.stateSince"](),
      note: () => m["registry.note"](),
      entered: () => m["lists.entered"](),
      changed: () => m["lists.changedOn"](),
      removed: () => m["premises.removedReason"](),
    },
    options: {
      kind: premisesKinds,
      people: { "0": () => m["premises.people.band.none"]() },
      tenants: { "0": () => m["premises.tenants.none"]() },
      state: premisesStates,
      removed: premisesRemovals,
    },
    sorts: {
      kind: { label: () => m["premises.kind"](), column: "kind" },
      name: {
        label: () => m["premises.byName"](),
        column: "name",
        startAt: () => m["premises.letter"](),
      },
      changed: { label: () => m["lists.changedOn"](), column: "changed" },
    },
    groups: [
      {
        label: () => m["premises.group.place"](),
        filters: ["kind", "areaId", "address", "creditCode", "inCharge", "phone", "landlord"],
      },
      {
        label: () => m["premises.group.state"](),
        filters: ["state", "stateSince", "people", "tenants"],
      },
      {
        label: () => m["premises.group.record"](),
        filters: ["note", "entered", "changed", "removed"],
      },
    ],
    quick: [
      { filter: "state", value: "closed", label: () => m["premises.quick.closed"]() },
      { filter: "state", value: "resumed", label: () => m["premises.quick.resumed"]() },
      { filter: "kind", value: "rented-dwelling", label: premisesKinds["rented-dwelling"] },
      { filter: "kind", value: "enterprise", label: premisesKinds.enterprise },
      { filter: "people", value: "0", label: () => m["premises.quick.nobody"]() },
      { filter: "phone", value: "no", label: () => m["premises.quick.noPhone"]() },
    ],
    counts: (input) => api.registry.premisesCounts.queryOptions({ input }),
  });
}
