import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { api } from "../kernel/client.ts";
import { metaOf } from "../kernel/me.ts";
import type { DeskModule } from "../kernel/modules.ts";
import { deskRoute } from "../kernel/routes.tsx";
import { directivesSent } from "./sent.tsx";

const list = createRoute({
  getParentRoute: () => deskRoute,
  path: "/command/directives",
  component: lazyRouteComponent(() => import("./list.tsx"), "DirectivesPage"),
});
const add = createRoute({
  getParentRoute: () => deskRoute,
  path: "/command/directives/new",
  component: lazyRouteComponent(() => import("./new.tsx"), "NewDirectivePage"),
});
const show = createRoute({
  getParentRoute: () => deskRoute,
  path: "/command/directives/$directiveId",
  component: lazyRouteComponent(() => import("./show.tsx"), "DirectivePage"),
});
const received = createRoute({
  getParentRoute: () => deskRoute,
  path: "/command/received",
  component: lazyRouteComponent(() => import("./received.tsx"), "ReceivedPage"),
});
const receivedOne = createRoute({
  getParentRoute: () => deskRoute,
  path: "/command/received/$directiveId",
  component: lazyRouteComponent(() => import("./received-one.tsx"), "ReceivedDirectivePage"),
});

export const directivesRoutes = [list, add, show, received, receivedOne] as const;

/** Directives the own units still have to confirm or finish. */
function useOpen(): number | undefined {
  const { data } = useQuery(
    api.directives.received.queryOptions({ input: { isOpen: true, limit: 100 } }),
  );
  return data?.rows.length;
}

export const directivesDesk: DeskModule = {
  name: "directives",
  readsFrom: ["organization", "accounts"],
  sent: directivesSent,
  rail: [
    {
      section: "command",
      to: "/command/directives",
      label: () => m["directives.directives"](),
      access: metaOf(api.directives.directives).access,
    },
    {
      section: "command",
      to: "/command/received",
      label: () => m["directives.received"](),
      access: metaOf(api.directives.received).access,
      useCount: useOpen,
    },
  ],
  search: [
    {
      label: () => m["directives.directives"](),
      access: metaOf(api.directives.directives).access,
      find: async (text, signal) => {
        const input = { search: text, limit: 5 };
        const { rows } = await api.directives.directives.call(input, { signal });
        return rows.map(({ directiveId, title, number }) => ({
          key: directiveId,
          title,
          detail: number,
          to: `/command/directives/${directiveId}`,
        }));
      },
    },
  ],
};
