import { m } from "@lianfang/messages/messages.js";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { api } from "../kernel/client.ts";
import { metaOf } from "../kernel/me.ts";
import type { DeskModule } from "../kernel/modules.ts";
import { deskRoute } from "../kernel/routes.tsx";

const list = createRoute({
  getParentRoute: () => deskRoute,
  path: "/settings/journal",
  component: lazyRouteComponent(() => import("./list.tsx"), "JournalPage"),
});

export const journalRoutes = [list] as const;

export const journalDesk: DeskModule = {
  name: "journal",
  rail: [
    {
      section: "settings",
      to: "/settings/journal",
      label: () => m["journal.journal"](),
      access: metaOf(api.journal.list).access,
    },
  ],
  readsFrom: ["*"],
};
