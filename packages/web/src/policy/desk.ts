import { m } from "@lianfang/messages/messages.js";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { textSearch } from "../kernel/address.ts";
import { api } from "../kernel/client.ts";
import { metaOf } from "../kernel/me.ts";
import type { DeskModule } from "../kernel/modules.ts";
import { deskRoute } from "../kernel/routes.tsx";

const policy = createRoute({
  getParentRoute: () => deskRoute,
  path: "/settings/policy",
  validateSearch: textSearch("version"),
  component: lazyRouteComponent(() => import("./policy.tsx"), "PolicyPage"),
});

const change = createRoute({
  getParentRoute: () => deskRoute,
  path: "/settings/policy/new",
  validateSearch: textSearch("from"),
  component: lazyRouteComponent(() => import("./new.tsx"), "NewPolicyPage"),
});

export const policyRoutes = [policy, change] as const;

export const policyDesk: DeskModule = {
  name: "policy",
  rail: [
    {
      section: "settings",
      to: "/settings/policy",
      label: () => m["policy.policy"](),
      access: metaOf(api.policy.versions).access,
    },
  ],
};
