import { m } from "@lianfang/messages/messages.js";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { api } from "../kernel/client.ts";
import { metaOf } from "../kernel/me.ts";
import type { DeskModule } from "../kernel/modules.ts";
import { deskRoute } from "../kernel/routes.tsx";

const arrivals = createRoute({
  getParentRoute: () => deskRoute,
  path: "/people/arrivals",
  component: lazyRouteComponent(() => import("./arrivals.tsx"), "ArrivalsPage"),
});
const newArrival = createRoute({
  getParentRoute: () => deskRoute,
  path: "/people/arrivals/new",
  component: lazyRouteComponent(() => import("./arrival-new.tsx"), "NewArrivalPage"),
});
const arrival = createRoute({
  getParentRoute: () => deskRoute,
  path: "/people/arrivals/$arrivalId",
  component: lazyRouteComponent(() => import("./arrival.tsx"), "ArrivalPage"),
});

export const screeningRoutes = [arrivals, newArrival, arrival] as const;

export const screeningDesk: DeskModule = {
  name: "screening",
  readsFrom: ["registry", "observation", "organization"],
  rail: [
    {
      section: "people",
      to: "/people/arrivals",
      label: () => m["screening.arrivals"](),
      access: metaOf(api.screening.arrivals).access,
    },
  ],
};
