import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { lazy } from "react";
import { api } from "../kernel/client.ts";
import { metaOf } from "../kernel/me.ts";
import type { DeskModule } from "../kernel/modules.ts";
import { deskRoute } from "../kernel/routes.tsx";
import { observationSent } from "./sent.tsx";
import { observationStanding } from "./standing.ts";

const orders = createRoute({
  getParentRoute: () => deskRoute,
  path: "/people/observation",
  component: lazyRouteComponent(() => import("./orders.tsx"), "OrdersPage"),
});
const newOrder = createRoute({
  getParentRoute: () => deskRoute,
  path: "/people/observation/new",
  component: lazyRouteComponent(() => import("./order-new.tsx"), "NewOrderPage"),
});
const order = createRoute({
  getParentRoute: () => deskRoute,
  path: "/people/observation/$orderId",
  component: lazyRouteComponent(() => import("./order.tsx"), "OrderPage"),
});
const readings = createRoute({
  getParentRoute: () => deskRoute,
  path: "/people/readings",
  component: lazyRouteComponent(() => import("./readings.tsx"), "ReadingsPage"),
});
const alerts = createRoute({
  getParentRoute: () => deskRoute,
  path: "/people/alerts",
  component: lazyRouteComponent(() => import("./alerts.tsx"), "AlertsPage"),
});

export const observationRoutes = [orders, newOrder, order, readings, alerts] as const;

function useOpenAlerts(): number | undefined {
  const { data } = useQuery(
    api.observation.alerts.queryOptions({ input: { isOpen: true, limit: 1 } }),
  );
  return data?.total ?? data?.rows.length;
}

export const observationDesk: DeskModule = {
  name: "observation",
  sent: observationSent,
  readsFrom: ["screening", "registry", "organization", "policy"],
  people: {
    access: metaOf(api.observation.orders).access,
    standing: observationStanding,
    Section: lazy(async () => {
      const { PersonOrders } = await import("./person-orders.tsx");
      return { default: PersonOrders };
    }),
    ties: {
      "observation.orders": { text: () => m["observation.orders"]() },
      "observation.ordersInForce": {
        text: () => m["observation.tie.inForce"](),
        both: () => m["observation.tie.boundTwice"](),
      },
      "observation.readings": { text: () => m["observation.readings"]() },
    },
    records: { order: (orderId) => `/people/observation/${orderId}` },
  },
  rail: [
    {
      section: "people",
      to: "/people/observation",
      label: () => m["observation.orders"](),
      access: metaOf(api.observation.orders).access,
    },
    {
      section: "people",
      to: "/people/readings",
      label: () => m["observation.readings"](),
      access: metaOf(api.observation.readingsDue).access,
    },
    {
      section: "people",
      to: "/people/alerts",
      label: () => m["observation.alerts"](),
      access: metaOf(api.observation.alerts).access,
      useCount: useOpenAlerts,
    },
  ],
};
