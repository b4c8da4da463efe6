import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { api } from "../kernel/client.ts";
import { metaOf } from "../kernel/me.ts";
import type { DeskModule } from "../kernel/modules.ts";
import { deskRoute } from "../kernel/routes.tsx";

const devices = createRoute({
  getParentRoute: () => deskRoute,
  path: "/settings/phones",
  component: lazyRouteComponent(() => import("./devices.tsx"), "DevicesPage"),
});
const review = createRoute({
  getParentRoute: () => deskRoute,
  path: "/settings/review",
  component: lazyRouteComponent(() => import("./review.tsx"), "ReviewPage"),
});
const reviewRecord = createRoute({
  getParentRoute: () => deskRoute,
  path: "/settings/review/$recordId",
  component: lazyRouteComponent(() => import("./review-record.tsx"), "ReviewRecordPage"),
});

export const syncRoutes = [devices, review, reviewRecord] as const;

function useOpen(): number | undefined {
  const { data } = useQuery(api.sync.quarantine.queryOptions({ input: { limit: 100 } }));
  return data?.rows.length;
}

export const syncDesk: DeskModule = {
  name: "sync",
  readsFrom: ["accounts", "organization"],
  rail: [
    {
      section: "settings",
      to: "/settings/phones",
      label: () => m["sync.devices"](),
      access: metaOf(api.sync.devices).access,
    },
    {
      section: "settings",
      to: "/settings/review",
      label: () => m["sync.review"](),
      access: metaOf(api.sync.quarantine).access,
      useCount: useOpen,
    },
  ],
};
