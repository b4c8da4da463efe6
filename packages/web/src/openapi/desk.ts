import { signedIn } from "@lianfang/core/kernel/access.ts";
import { m } from "@lianfang/messages/messages.js";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { DeskModule } from "../kernel/modules.ts";
import { deskRoute } from "../kernel/routes.tsx";

const page = createRoute({
  getParentRoute: () => deskRoute,
  path: "/settings/api",
  component: lazyRouteComponent(() => import("./page.tsx"), "ApiPage"),
});

export const openapiRoutes = [page] as const;

export const openapiDesk: DeskModule = {
  name: "openapi",
  rail: [
    { section: "settings", to: "/settings/api", label: () => m["web.api"](), access: signedIn },
  ],
};
