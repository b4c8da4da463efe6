import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { api } from "../kernel/client.ts";
import { metaOf } from "../kernel/me.ts";
import type { DeskModule } from "../kernel/modules.ts";
import { deskRoute } from "../kernel/routes.tsx";
import { checkpointsSent } from "./sent.tsx";

const posts = createRoute({
  getParentRoute: () => deskRoute,
  path: "/checkpoints/posts",
  component: lazyRouteComponent(() => import("./posts.tsx"), "PostsPage"),
});
const newPost = createRoute({
  getParentRoute: () => deskRoute,
  path: "/checkpoints/posts/new",
  component: lazyRouteComponent(() => import("./post-new.tsx"), "NewPostPage"),
});
const post = createRoute({
  getParentRoute: () => deskRoute,
  path: "/checkpoints/posts/$checkpointId",
  component: lazyRouteComponent(() => import("./post.tsx"), "PostPage"),
});
const editPost = createRoute({
  getParentRoute: () => deskRoute,
  path: "/checkpoints/posts/$checkpointId/edit",
  component: lazyRouteComponent(() => import("./post-edit.tsx"), "EditPostPage"),
});
const map = createRoute({
  getParentRoute: () => deskRoute,
  path: "/checkpoints/map",
  component: lazyRouteComponent(() => import("./map.tsx"), "CheckpointMapPage"),
});
const crossings = createRoute({
  getParentRoute: () => deskRoute,
  path: "/checkpoints/crossings",
  component: lazyRouteComponent(() => import("./crossings.tsx"), "CrossingsPage"),
});
const newCrossing = createRoute({
  getParentRoute: () => deskRoute,
  path: "/checkpoints/crossings/new",
  component: lazyRouteComponent(() => import("./crossing-new.tsx"), "NewCrossingPage"),
});
const doubles = createRoute({
  getParentRoute: () => deskRoute,
  path: "/checkpoints/crossings/doubles",
  component: lazyRouteComponent(() => import("./doubles.tsx"), "DoublesPage"),
});
const crossing = createRoute({
  getParentRoute: () => deskRoute,
  path: "/checkpoints/crossings/$crossingId",
  component: lazyRouteComponent(() => import("./crossing.tsx"), "CrossingPage"),
});
const passes = createRoute({
  getParentRoute: () => deskRoute,
  path: "/checkpoints/passes",
  component: lazyRouteComponent(() => import("./passes.tsx"), "PassesPage"),
});
const newPass = createRoute({
  getParentRoute: () => deskRoute,
  path: "/checkpoints/passes/new",
  component: lazyRouteComponent(() => import("./pass-new.tsx"), "NewPassPage"),
});
const misuses = createRoute({
  getParentRoute: () => deskRoute,
  path: "/checkpoints/passes/misuses",
  component: lazyRouteComponent(() => import("./misuses.tsx"), "MisusesPage"),
});
const pass = createRoute({
  getParentRoute: () => deskRoute,
  path: "/checkpoints/passes/$passId",
  component: lazyRouteComponent(() => import("./pass.tsx"), "PassPage"),
});
const results = createRoute({
  getParentRoute: () => deskRoute,
  path: "/checkpoints/results",
  component: lazyRouteComponent(() => import("./results.tsx"), "ResultsPage"),
});
const plans = createRoute({
  getParentRoute: () => deskRoute,
  path: "/checkpoints/plans",
  component: lazyRouteComponent(() => import("./plans.tsx"), "PlansPage"),
});
const plan = createRoute({
  getParentRoute: () => deskRoute,
  path: "/checkpoints/plans/$planId",
  component: lazyRouteComponent(() => import("./plan.tsx"), "PlanPage"),
});
const planRoads = createRoute({
  getParentRoute: () => deskRoute,
  path: "/checkpoints/plans/$planId/roads",
  component: lazyRouteComponent(() => import("./plan-roads.tsx"), "PlanRoadsPage"),
});

export const checkpointsRoutes = [
  posts,
  newPost,
  post,
  editPost,
  map,
  crossings,
  newCrossing,
  doubles,
  crossing,
  passes,
  newPass,
  misuses,
  pass,
  results,
  plans,
  plan,
  planRoads,
] as const;

/** People handed over of whom nobody has said what was done. */
function useWaiting(): number | undefined {
  const { data } = useQuery(
    api.checkpoints.crossings.queryOptions({ input: { isWaiting: true, limit: 100 } }),
  );
  return data?.rows.length;
}

export const checkpointsDesk: DeskModule = {
  name: "checkpoints",
  sent: checkpointsSent,
  readsFrom: ["organization", "policy", "observation"],
  people: {
    access: metaOf(api.checkpoints.passes).access,
    ties: { "checkpoints.passes": { text: () => m["checkpoints.passes"]() } },
  },
  rail: [
    {
      section: "checkpoints",
      to: "/checkpoints/posts",
      label: () => m["checkpoints.posts"](),
      access: metaOf(api.checkpoints.checkpoints).access,
    },
    {
      section: "checkpoints",
      to: "/checkpoints/map",
      label: () => m["checkpoints.map"](),
      access: metaOf(api.checkpoints.map).access,
    },
    {
      section: "checkpoints",
      to: "/checkpoints/crossings",
      label: () => m["checkpoints.crossings"](),
      access: metaOf(api.checkpoints.crossings).access,
      useCount: useWaiting,
    },
    {
      section: "checkpoints",
      to: "/checkpoints/passes",
      label: () => m["checkpoints.passes"](),
      access: metaOf(api.checkpoints.passes).access,
    },
    {
      section: "checkpoints",
      to: "/checkpoints/results",
      label: () => m["checkpoints.results"](),
      access: metaOf(api.checkpoints.results).access,
    },
    {
      section: "checkpoints",
      to: "/checkpoints/plans",
      label: () => m["checkpoints.plans"](),
      access: metaOf(api.checkpoints.plans).access,
    },
  ],
  search: [
    {
      label: () => m["checkpoints.posts"](),
      access: metaOf(api.checkpoints.checkpoints).access,
      find: async (text, signal) => {
        const input = { search: text, limit: 5 };
        const { rows } = await api.checkpoints.checkpoints.call(input, { signal });
        return rows.map(({ checkpointId, name, areaName }) => ({
          key: checkpointId,
          title: name,
          detail: areaName,
          to: `/checkpoints/posts/${checkpointId}`,
        }));
      },
    },
  ],
};
