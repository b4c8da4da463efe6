/** The list of residents in words. */
import { residentList } from "@lianfang/core/registry/resident-list.ts";
import { m } from "@lianfang/messages/messages.js";
import { api } from "../kernel/client.ts";
import { bookOf, type ListBook } from "../kernel/kit/list-book.ts";
import {
  commutes,
  listedTrades,
  relations,
  removals,
  residences,
  sexes,
  tenancies,
  vulnerabilities,
} from "./words.ts";

/** Ages by which people are looked for, as `residentList` offers them. */
const ages = {
  "-6": () => m["lists.resident.age.infant"](),
  "7-13": () => m["lists.resident.age.child"](),
  "14-17": () => m["lists.resident.age.youth"](),
  "18-59": () => m["lists.resident.age.adult"](),
  "60-79": () => m["lists.resident.age.old"](),
  "80-": () => m["lists.resident.age.veryOld"](),
};

/** In the language in use; asked for anew when it changes. */
export function residentBook(): ListBook {
  return bookOf({
    list: residentList,
    fields: {
      areaId: () => m["registry.area"](),
      name: () => m["registry.name"](),
      sex: () => m["registry.sex"](),
      age: () => m["registry.age"](),
      birthday: () => m["registry.birthday"](),
      identityNumber: () => m["registry.identityNumber"](),
      phone: () => m["registry.phone"](),
      area: () => m["registry.area"](),
      group: () => m["registry.group"](),
      address: () => m["registry.address"](),
      householdNumber: () => m["registry.household.number"](),
      relation: () => m["registry.relation"](),
      residence: () => m["registry.residence"](),
      vulnerability: () => m["registry.vulnerability"](),
      occupation: () => m["registry.occupation"](),
      listedTrade: () => m["registry.listedTrade"](),
      tenancy: () => m["registry.tenancy"](),
      commuteFrequency: () => m["lists.resident.commute"](),
      commutePlace: () => m["lists.resident.commutePlace"](),
      registered: () => m["lists.resident.registered"](),
      living: () => m["lists.resident.living"](),
      proxy: () => m["lists.resident.proxy"](),
      lacksGuardian: () => m["lists.resident.lacksGuardian"](),
      note: () => m["registry.note"](),
      entered: () => m["lists.entered"](),
      changed: () => m["lists.changedOn"](),
      removed: () => m["lists.resident.removed"](),
    },
    options: {
      sex: sexes,
      age: ages,
      relation: relations,
      residence: residences,
      vulnerability: vulnerabilities,
      listedTrade: listedTrades,
      tenancy: tenancies,
      commuteFrequency: commutes,
      removed: removals,
    },
    sorts: {
      register: {
        label: () => m["registry.household.number"](),
        column: "householdNumber",
        startAt: () => m["registry.household.number"](),
      },
      name: {
        label: () => m["lists.resident.pinyin"](),
        column: "name",
        startAt: () => m["lists.resident.letter"](),
      },
      age: { label: () => m["registry.birthday"](), column: "age" },
      changed: { label: () => m["lists.changedOn"](), column: "changed" },
    },
    groups: [
      {
        label: () => m["lists.group.person"](),
        filters: ["sex", "age", "birthday", "relation", "occupation", "identityNumber", "phone"],
      },
      { label: () => m["lists.group.home"](), filters: ["areaId", "group", "residence"] },
      {
        label: () => m["lists.group.care"](),
        filters: ["vulnerability", "lacksGuardian", "proxy"],
      },
      {
        label: () => m["lists.group.movement"](),
        filters: ["tenancy", "commuteFrequency", "listedTrade", "registered", "living"],
      },
      {
        label: () => m["lists.group.record"](),
        filters: ["note", "entered", "changed", "removed"],
      },
    ],
    quick: [
      {
        filter: "vulnerability",
        value: "any",
        label: () => m["lists.resident.quick.vulnerable"](),
      },
      { filter: "age", value: "80-", label: () => m["lists.resident.age.veryOld"]() },
      { filter: "age", value: "-6", label: () => m["lists.resident.age.infant"]() },
      { filter: "lacksGuardian", value: "yes", label: () => m["lists.resident.lacksGuardian"]() },
      { filter: "tenancy", value: "any", label: () => m["lists.resident.quick.tenants"]() },
      { filter: "listedTrade", value: "any", label: () => m["registry.listedTrade"]() },
      { filter: "phone", value: "no", label: () => m["lists.resident.quick.noPhone"]() },
      {
        filter: "identityNumber",
        value: "no",
        label: () => m["lists.resident.quick.noIdentityNumber"](),
      },
    ],
    counts: (input) => api.registry.residentCounts.queryOptions({ input }),
  });
}
