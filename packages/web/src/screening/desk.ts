import { m } from "@lianfang/messages/messages.js";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { lazy } from "react";
import { api } from "../kernel/client.ts";
import { metaOf } from "../kernel/me.ts";
import type { DeskModule } from "../kernel/modules.ts";
import { deskRoute } from "../kernel/routes.tsx";
import { screeningSent } from "./sent.tsx";
import { screeningStanding } from "./standing.ts";

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
  sent: screeningSent,
  readsFrom: ["registry", "observation", "organization"],
  people: {
    access: metaOf(api.screening.arrivals).access,
    standing: screeningStanding,
    Section: lazy(async () => {
      const { PersonArrivals } = await import("./person-arrivals.tsx");
      return { default: PersonArrivals };
    }),
    ties: { "screening.arrivals": { text: () => m["screening.arrivals"]() } },
    records: { arrival: (arrivalId) => `/people/arrivals/${arrivalId}` },
  },
  rail: [
    {
      section: "people",
      to: "/people/arrivals",
      label: () => m["screening.arrivals"](),
      access: metaOf(api.screening.arrivals).access,
    },
  ],
};
