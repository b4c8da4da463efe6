import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { DeskModule } from "../kernel/modules.ts";
import { rootRoute } from "../kernel/routes.tsx";
import { SignInAgain, SignInPage } from "./sign-in.tsx";

export const signInScreens = { Page: SignInPage, Again: SignInAgain };

const activate = createRoute({
  getParentRoute: () => rootRoute,
  path: "/activate",
  component: lazyRouteComponent(() => import("./activate.tsx"), "ActivatePage"),
});

/** Pages for whoever isn't signed in yet. */
export const accountsPlainRoutes = [activate] as const;

export const accountsRoutes = [] as const;

export const accountsDesk: DeskModule = { name: "accounts", rail: [] };
