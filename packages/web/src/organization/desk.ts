import { m } from "@lianfang/messages/messages.js";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { api } from "../kernel/client.ts";
import { metaOf } from "../kernel/me.ts";
import type { DeskModule } from "../kernel/modules.ts";
import { deskRoute, rootRoute } from "../kernel/routes.tsx";

const found = createRoute({
  getParentRoute: () => rootRoute,
  path: "/found",
  component: lazyRouteComponent(() => import("./found.tsx"), "FoundPage"),
});

const town = createRoute({
  getParentRoute: () => deskRoute,
  path: "/settings/town",
  component: lazyRouteComponent(() => import("./town.tsx"), "TownPage"),
});

const areas = createRoute({
  getParentRoute: () => deskRoute,
  path: "/settings/areas",
  component: lazyRouteComponent(() => import("./areas.tsx"), "AreasPage"),
});

const areasImport = createRoute({
  getParentRoute: () => deskRoute,
  path: "/settings/areas/import",
  component: lazyRouteComponent(() => import("./areas-import.tsx"), "AreasImportPage"),
});

const area = createRoute({
  getParentRoute: () => deskRoute,
  path: "/settings/areas/$areaId",
  component: lazyRouteComponent(() => import("./area.tsx"), "AreaPage"),
});

const units = createRoute({
  getParentRoute: () => deskRoute,
  path: "/settings/units",
  component: lazyRouteComponent(() => import("./units.tsx"), "UnitsPage"),
});

const staff = createRoute({
  getParentRoute: () => deskRoute,
  path: "/settings/staff",
  component: lazyRouteComponent(() => import("./staff.tsx"), "StaffPage"),
});

const staffImport = createRoute({
  getParentRoute: () => deskRoute,
  path: "/settings/staff/import",
  component: lazyRouteComponent(() => import("./staff-import.tsx"), "StaffImportPage"),
});

const responsibility = createRoute({
  getParentRoute: () => deskRoute,
  path: "/settings/responsibility",
  component: lazyRouteComponent(() => import("./responsibility.tsx"), "ResponsibilityPage"),
});

const unit = createRoute({
  getParentRoute: () => deskRoute,
  path: "/settings/units/$unitId",
  component: lazyRouteComponent(() => import("./unit.tsx"), "UnitPage"),
});

const staffMember = createRoute({
  getParentRoute: () => deskRoute,
  path: "/settings/staff/$staffId",
  component: lazyRouteComponent(() => import("./staff-member.tsx"), "StaffMemberPage"),
});

const nameless = createRoute({
  getParentRoute: () => deskRoute,
  path: "/settings/responsibility/nameless",
  component: lazyRouteComponent(() => import("./nameless.tsx"), "NamelessPage"),
});

export const organizationPlainRoutes = [found] as const;
export const organizationRoutes = [
  town,
  areas,
  areasImport,
  area,
  units,
  unit,
  staff,
  staffImport,
  staffMember,
  responsibility,
  nameless,
] as const;

export const organizationDesk: DeskModule = {
  name: "organization",
  people: {
    access: metaOf(api.organization.chainOf).access,
    ties: { "organization.names": { text: () => m["organization.tie.names"]() } },
  },
  rail: [
    {
      section: "settings",
      to: "/settings/town",
      label: () => m["organization.townAndClock"](),
      access: metaOf(api.organization.areas).access,
    },
    {
      section: "settings",
      to: "/settings/areas",
      label: () => m["organization.areas"](),
      access: metaOf(api.organization.areas).access,
    },
    {
      section: "settings",
      to: "/settings/units",
      label: () => m["organization.units"](),
      access: metaOf(api.organization.units).access,
    },
    {
      section: "settings",
      to: "/settings/staff",
      label: () => m["organization.staff"](),
      access: metaOf(api.organization.staff).access,
    },
    {
      section: "settings",
      to: "/settings/responsibility",
      label: () => m["organization.responsibility"](),
      access: metaOf(api.organization.responsibility).access,
    },
  ],
};
