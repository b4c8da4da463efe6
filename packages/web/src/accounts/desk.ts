import { m } from "@lianfang/messages/messages.js";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { api } from "../kernel/client.ts";
import { metaOf } from "../kernel/me.ts";
import type { DeskModule } from "../kernel/modules.ts";
import { deskRoute, rootRoute } from "../kernel/routes.tsx";
import { SignInAgain, SignInPage } from "./sign-in.tsx";

export const signInScreens = { Page: SignInPage, Again: SignInAgain };

const activate = createRoute({
  getParentRoute: () => rootRoute,
  path: "/activate",
  component: lazyRouteComponent(() => import("./activate.tsx"), "ActivatePage"),
});

const list = createRoute({
  getParentRoute: () => deskRoute,
  path: "/settings/accounts",
  component: lazyRouteComponent(() => import("./list.tsx"), "AccountsPage"),
});

const create = createRoute({
  getParentRoute: () => deskRoute,
  path: "/settings/accounts/new",
  component: lazyRouteComponent(() => import("./new.tsx"), "NewAccountPage"),
});

const profile = createRoute({
  getParentRoute: () => deskRoute,
  path: "/profile",
  component: lazyRouteComponent(() => import("./profile.tsx"), "ProfilePage"),
});

export const accountsPlainRoutes = [activate] as const;
export const accountsRoutes = [list, create, profile] as const;

export const accountsDesk: DeskModule = {
  name: "accounts",
  rail: [
    {
      section: "settings",
      to: "/settings/accounts",
      label: () => m["accounts.accounts"](),
      access: metaOf(api.accounts.list).access,
    },
  ],
};
