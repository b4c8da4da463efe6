/** The desk: the one web file that knows all modules. */
import "./kernel/no-eval.ts";

import { createRouter } from "@tanstack/react-router";
import {
  accountsDesk,
  accountsPlainRoutes,
  accountsRoutes,
  signInScreens,
} from "./accounts/desk.ts";
import { checkpointsDesk, checkpointsRoutes } from "./checkpoints/desk.ts";
import { commandDesk, commandRoutes } from "./command/desk.ts";
import { directivesDesk, directivesRoutes } from "./directives/desk.ts";
import { journalDesk, journalRoutes } from "./journal/desk.ts";
import { parseSearch, stringifySearch } from "./kernel/address.ts";
import { mount } from "./kernel/app.tsx";
import { furnish } from "./kernel/modules.ts";
import { deskRoute, rootRoute } from "./kernel/routes.tsx";
import { observationDesk, observationRoutes } from "./observation/desk.ts";
import { openapiDesk, openapiRoutes } from "./openapi/desk.ts";
import {
  organizationDesk,
  organizationPlainRoutes,
  organizationRoutes,
} from "./organization/desk.ts";
import { policyDesk, policyRoutes } from "./policy/desk.ts";
import { registryDesk, registryRoutes } from "./registry/desk.ts";
import { roundsDesk, roundsRoutes } from "./rounds/desk.ts";
import { screeningDesk, screeningRoutes } from "./screening/desk.ts";
import { syncDesk, syncRoutes } from "./sync/desk.ts";

furnish(
  [
    directivesDesk,
    commandDesk,
    registryDesk,
    screeningDesk,
    observationDesk,
    checkpointsDesk,
    roundsDesk,
    organizationDesk,
    accountsDesk,
    syncDesk,
    policyDesk,
    journalDesk,
    openapiDesk,
  ],
  signInScreens,
);

const router = createRouter({
  routeTree: rootRoute.addChildren([
    deskRoute.addChildren([
      ...commandRoutes,
      ...directivesRoutes,
      ...registryRoutes,
      ...screeningRoutes,
      ...observationRoutes,
      ...checkpointsRoutes,
      ...roundsRoutes,
      ...organizationRoutes,
      ...accountsRoutes,
      ...syncRoutes,
      ...policyRoutes,
      ...journalRoutes,
      ...openapiRoutes,
    ]),
    ...organizationPlainRoutes,
    ...accountsPlainRoutes,
  ]),
  parseSearch,
  stringifySearch,
  defaultPreload: "intent",
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

const place = document.getElementById("desk");
if (place) mount(router, place);
