import { onArea } from "@lianfang/core/kernel/access.ts";
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

const tokens = createRoute({
  getParentRoute: () => deskRoute,
  path: "/settings/tokens",
  component: lazyRouteComponent(() => import("./tokens.tsx"), "TokensPage"),
});

const newToken = createRoute({
  getParentRoute: () => deskRoute,
  path: "/settings/tokens/new",
  component: lazyRouteComponent(() => import("./token-new.tsx"), "NewTokenPage"),
});

const reading = createRoute({
  getParentRoute: () => deskRoute,
  path: "/settings/reading",
  component: lazyRouteComponent(() => import("./reading.tsx"), "ReadingPage"),
});

const profile = createRoute({
  getParentRoute: () => deskRoute,
  path: "/profile",
  component: lazyRouteComponent(() => import("./profile.tsx"), "ProfilePage"),
});

export const accountsPlainRoutes = [activate] as const;
export const accountsRoutes = [list, create, tokens, newToken, reading, profile] as const;

export const accountsDesk: DeskModule = {
  name: "accounts",
  rail: [
    {
      section: "settings",
      to: "/settings/accounts",
      label: () => m["accounts.accounts"](),
      access: metaOf(api.accounts.list).access,
    },
    {
      section: "settings",
      to: "/settings/tokens",
      label: () => m["tokens.tokens"](),
      // Everybody may make tokens for themselves; who works in the field finds them from the API page.
      access: onArea("director", "office", "inspector", "auditor", "county-viewer"),
    },
    {
      section: "settings",
      to: "/settings/reading",
      label: () => m["tokens.reading"](),
      access: metaOf(api.accounts.readingAlarms).access,
    },
  ],
};
