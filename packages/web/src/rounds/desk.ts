import { m } from "@lianfang/messages/messages.js";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { lazy } from "react";
import { api } from "../kernel/client.ts";
import { metaOf } from "../kernel/me.ts";
import type { DeskModule } from "../kernel/modules.ts";
import { deskRoute } from "../kernel/routes.tsx";
import { roundsSent } from "./sent.tsx";

const coverage = createRoute({
  getParentRoute: () => deskRoute,
  path: "/places/rounds",
  component: lazyRouteComponent(() => import("./coverage.tsx"), "CoveragePage"),
});
const owed = createRoute({
  getParentRoute: () => deskRoute,
  path: "/places/rounds/owed",
  component: lazyRouteComponent(() => import("./owed.tsx"), "OwedPage"),
});
const paper = createRoute({
  getParentRoute: () => deskRoute,
  path: "/places/rounds/paper",
  component: lazyRouteComponent(() => import("./paper.tsx"), "PaperPage"),
});
const records = createRoute({
  getParentRoute: () => deskRoute,
  path: "/places/rounds/records",
  component: lazyRouteComponent(() => import("./records.tsx"), "RecordsPage"),
});
const record = createRoute({
  getParentRoute: () => deskRoute,
  path: "/places/rounds/records/$recordId",
  component: lazyRouteComponent(() => import("./record.tsx"), "RecordPage"),
});

export const roundsRoutes = [coverage, owed, paper, records, record] as const;

export const roundsDesk: DeskModule = {
  name: "rounds",
  sent: roundsSent,
  readsFrom: ["policy", "registry", "organization", "observation", "checkpoints"],
  people: {
    access: metaOf(api.rounds.recordsOf).access,
    Section: lazy(async () => {
      const { PersonRounds } = await import("./person-rounds.tsx");
      return { default: PersonRounds };
    }),
    ties: { "rounds.records": { text: () => m["rounds.records"]() } },
    records: { round: (recordId) => `/places/rounds/records/${recordId}` },
  },
  rail: [
    {
      section: "places",
      to: "/places/rounds",
      label: () => m["rounds.title"](),
      access: metaOf(api.rounds.coverage).access,
    },
  ],
};
