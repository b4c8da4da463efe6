import { m } from "@lianfang/messages/messages.js";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { api, client } from "../kernel/client.ts";
import { metaOf } from "../kernel/me.ts";
import type { DeskModule, SearchHit } from "../kernel/modules.ts";
import { deskRoute } from "../kernel/routes.tsx";
import { premisesKinds } from "./premises-words.ts";

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
const premisesList = createRoute({
  getParentRoute: () => deskRoute,
  path: "/places/premises",
  component: lazyRouteComponent(() => import("./premises-list.tsx"), "PremisesListPage"),
});
const premisesImport = createRoute({
  getParentRoute: () => deskRoute,
  path: "/places/premises/import",
  component: lazyRouteComponent(() => import("./premises-import.tsx"), "PremisesImportPage"),
});
const newPremises = createRoute({
  getParentRoute: () => deskRoute,
  path: "/places/premises/new",
  component: lazyRouteComponent(() => import("./premises-new.tsx"), "NewPremisesPage"),
});
const premises = createRoute({
  getParentRoute: () => deskRoute,
  path: "/places/premises/$premisesId",
  component: lazyRouteComponent(() => import("./premises-page.tsx"), "PremisesPage"),
});
const editPremises = createRoute({
  getParentRoute: () => deskRoute,
  path: "/places/premises/$premisesId/edit",
  component: lazyRouteComponent(() => import("./premises-edit.tsx"), "EditPremisesPage"),
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
  premisesList,
  newPremises,
  premisesImport,
  premises,
  editPremises,
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

async function findPremises(search: string, signal: AbortSignal): Promise<SearchHit[]> {
  const { rows } = await client.registry.premisesList({ search, limit: 5 }, { signal });
  return rows.map(({ premisesId, name, kind, areaName }) => ({
    key: premisesId,
    title: name,
    detail: `${premisesKinds[kind]()} ${areaName}`,
    to: `/places/premises/${premisesId}`,
  }));
}

export const registryDesk: DeskModule = {
  name: "registry",
  readsFrom: ["organization"],
  people: {
    access: metaOf(api.registry.resident).access,
    ties: { "registry.premises": { text: () => m["registry.tie.premises"]() } },
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
    {
      section: "places",
      to: "/places/premises",
      label: () => m["premises.title"](),
      access: metaOf(api.registry.premisesList).access,
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
    {
      label: () => m["premises.title"](),
      access: metaOf(api.registry.premisesList).access,
      find: findPremises,
    },
  ],
};
