/** The list of households in words. */
import { householdList } from "@lianfang/core/registry/household-list.ts";
import { m } from "@lianfang/messages/messages.js";
import { api } from "../kernel/client.ts";
import { bookOf, type ListBook } from "../kernel/kit/list-book.ts";

const members = {
  "0": () => m["lists.household.empty"](),
  "1": () => m["lists.household.one"](),
};

/** In the language in use; asked for anew when it changes. */
export function householdBook(): ListBook {
  return bookOf({
    list: householdList,
    fields: {
      areaId: () => m["registry.area"](),
      number: () => m["registry.household.number"](),
      head: () => m["registry.household.head"](),
      area: () => m["registry.area"](),
      group: () => m["registry.group"](),
      address: () => m["registry.address"](),
      phone: () => m["registry.phone"](),
      members: () => m["registry.household.members"](),
      vulnerable: () => m["lists.household.vulnerable"](),
      entered: () => m["lists.entered"](),
      changed: () => m["lists.changedOn"](),
      removed: () => m["lists.household.removed"](),
    },
    options: { members },
    sorts: {
      register: {
        label: () => m["registry.household.number"](),
        column: "number",
        startAt: () => m["registry.household.number"](),
      },
      changed: { label: () => m["lists.changedOn"](), column: "changed" },
    },
    groups: [
      {
        label: () => m["lists.group.home"](),
        filters: ["areaId", "group", "address", "phone"],
      },
      { label: () => m["lists.group.members"](), filters: ["head", "members", "vulnerable"] },
      { label: () => m["lists.group.record"](), filters: ["entered", "changed", "removed"] },
    ],
    quick: [
      { filter: "vulnerable", value: "yes", label: () => m["lists.household.vulnerable"]() },
      { filter: "members", value: "1", label: () => m["lists.household.one"]() },
      { filter: "members", value: "0", label: () => m["lists.household.empty"]() },
      { filter: "head", value: "no", label: () => m["lists.household.noHead"]() },
      { filter: "phone", value: "no", label: () => m["lists.household.noPhone"]() },
    ],
    counts: (input) => api.registry.householdCounts.queryOptions({ input }),
  });
}
