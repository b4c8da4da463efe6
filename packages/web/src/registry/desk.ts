import { m } from "@lianfang/messages/messages.js";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { api, client } from "../kernel/client.ts";
import { metaOf } from "../kernel/me.ts";
import type { DeskModule, SearchHit } from "../kernel/modules.ts";
import { deskRoute } from "../kernel/routes.tsx";

const households = createRoute({
  getParentRoute: () => deskRoute,
  path: "/people/households",
  component: lazyRouteComponent(() => import("./households.tsx"), "HouseholdsPage"),
});
const newHousehold = createRoute({
  getParentRoute: () => deskRoute,
  path: "/people/households/new",
  component: lazyRouteComponent(() => import("./household-new.tsx"), "NewHouseholdPage"),
});
const household = createRoute({
  getParentRoute: () => deskRoute,
  path: "/people/households/$householdId",
  component: lazyRouteComponent(() => import("./household.tsx"), "HouseholdPage"),
});
const residents = createRoute({
  getParentRoute: () => deskRoute,
  path: "/people/residents",
  component: lazyRouteComponent(() => import("./residents.tsx"), "ResidentsPage"),
});
const newResident = createRoute({
  getParentRoute: () => deskRoute,
  path: "/people/residents/new",
  component: lazyRouteComponent(() => import("./resident-new.tsx"), "NewResidentPage"),
});
const resident = createRoute({
  getParentRoute: () => deskRoute,
  path: "/people/residents/$residentId",
  component: lazyRouteComponent(() => import("./resident.tsx"), "ResidentPage"),
});
const editResident = createRoute({
  getParentRoute: () => deskRoute,
  path: "/people/residents/$residentId/edit",
  component: lazyRouteComponent(() => import("./resident-edit.tsx"), "EditResidentPage"),
});
const duplicates = createRoute({
  getParentRoute: () => deskRoute,
  path: "/people/duplicates",
  component: lazyRouteComponent(() => import("./duplicates.tsx"), "DuplicatesPage"),
});
const mergeWith = createRoute({
  getParentRoute: () => deskRoute,
  path: "/people/duplicates/with/$residentId",
  component: lazyRouteComponent(() => import("./merge-with.tsx"), "MergeWithPage"),
});
const merge = createRoute({
  getParentRoute: () => deskRoute,
  path: "/people/duplicates/$oneId/$otherId",
  component: lazyRouteComponent(() => import("./merge.tsx"), "MergePage"),
});
const imports = createRoute({
  getParentRoute: () => deskRoute,
  path: "/people/imports",
  component: lazyRouteComponent(() => import("./imports.tsx"), "ImportsPage"),
});
const oneImport = createRoute({
  getParentRoute: () => deskRoute,
  path: "/people/imports/$importId",
  component: lazyRouteComponent(() => import("./import.tsx"), "ImportPage"),
});

export const registryRoutes = [
  households,
  newHousehold,
  household,
  residents,
  newResident,
  resident,
  editResident,
  duplicates,
  mergeWith,
  merge,
  imports,
  oneImport,
] as const;

async function findResidents(search: string, signal: AbortSignal): Promise<SearchHit[]> {
  const { rows } = await client.registry.residents({ search, limit: 8 }, { signal });
  return rows.map(({ residentId, name, areaName, group, age }) => ({
    key: residentId,
    title: name,
    detail: [areaName, group, age === undefined ? "" : m["registry.years"]({ age })]
      .filter(Boolean)
      .join(" "),
    to: `/people/residents/${residentId}`,
  }));
}

async function findHouseholds(search: string, signal: AbortSignal): Promise<SearchHit[]> {
  const { rows } = await client.registry.households({ search, limit: 5 }, { signal });
  return rows.map(({ householdId, number, headName, areaName }) => ({
    key: householdId,
    title: headName ?? number,
    detail: `${number} ${areaName}`,
    to: `/people/households/${householdId}`,
  }));
}

export const registryDesk: DeskModule = {
  name: "registry",
  readsFrom: ["organization"],
  people: {
    access: metaOf(api.registry.resident).access,
    records: { import: (importId) => `/people/imports/${importId}` },
  },
  rail: [
    {
      section: "people",
      to: "/people/residents",
      label: () => m["registry.residents"](),
      access: metaOf(api.registry.residents).access,
    },
    {
      section: "people",
      to: "/people/households",
      label: () => m["registry.households"](),
      access: metaOf(api.registry.households).access,
    },
    {
      section: "people",
      to: "/people/imports",
      label: () => m["registry.imports"](),
      access: metaOf(api.registry.imports).access,
    },
  ],
  search: [
    {
      label: () => m["registry.residents"](),
      access: metaOf(api.registry.residents).access,
      find: findResidents,
    },
    {
      label: () => m["registry.households"](),
      access: metaOf(api.registry.households).access,
      find: findHouseholds,
    },
  ],
};
