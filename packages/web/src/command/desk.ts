import { m } from "@lianfang/messages/messages.js";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { api } from "../kernel/client.ts";
import { metaOf } from "../kernel/me.ts";
import type { DeskModule } from "../kernel/modules.ts";
import { deskRoute } from "../kernel/routes.tsx";

const board = createRoute({
  getParentRoute: () => deskRoute,
  path: "/",
  component: lazyRouteComponent(() => import("./board.tsx"), "BoardPage"),
});
const figures = createRoute({
  getParentRoute: () => deskRoute,
  path: "/figures",
  component: lazyRouteComponent(() => import("./figures.tsx"), "FiguresPage"),
});
const figureRows = createRoute({
  getParentRoute: () => deskRoute,
  path: "/figures/$figureId",
  component: lazyRouteComponent(() => import("./figure-rows.tsx"), "FigureRowsPage"),
});
const unassigned = createRoute({
  getParentRoute: () => deskRoute,
  path: "/unassigned",
  component: lazyRouteComponent(() => import("./unassigned.tsx"), "UnassignedPage"),
});
const bulletins = createRoute({
  getParentRoute: () => deskRoute,
  path: "/command/bulletins",
  component: lazyRouteComponent(() => import("./bulletins.tsx"), "BulletinsPage"),
});
const bulletin = createRoute({
  getParentRoute: () => deskRoute,
  path: "/command/bulletins/$bulletinId",
  component: lazyRouteComponent(() => import("./bulletin.tsx"), "BulletinPage"),
});

export const commandRoutes = [board, figures, figureRows, unassigned, bulletins, bulletin] as const;

export const commandDesk: DeskModule = {
  name: "command",
  readsFrom: ["*"],
  rail: [
    {
      section: "board",
      to: "/",
      label: () => m["command.board"](),
      access: metaOf(api.command.board).access,
    },
    {
      section: "command",
      to: "/command/bulletins",
      label: () => m["command.bulletins"](),
      access: metaOf(api.command.bulletins).access,
    },
    {
      section: "command",
      to: "/figures",
      label: () => m["command.figures"](),
      access: metaOf(api.command.figures).access,
    },
  ],
};
