import {
  faultsOf,
  type Plan,
  problemOf,
  Wishes,
} from "@lianfang/core/checkpoints/consolidation.ts";
import { type checkpointsContract, problems } from "@lianfang/core/checkpoints/contract.ts";
import { graphFromGeoJson, jsonIn } from "@lianfang/core/checkpoints/road-file.ts";
import {
  brokenIn,
  entrancesOf,
  type GraphFault,
  lackingIn,
  type RoadGraph,
} from "@lianfang/core/checkpoints/road-graph.ts";
import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import type { Locale, QueryContext } from "../kernel/context.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { messageFor } from "../kernel/problem-text.ts";
import { checkpointStore } from "./checkpoint-store.ts";
import { planStore } from "./plan-store.ts";

type Routes = Handlers<typeof checkpointsContract>;

export const count = (states: Plan, state: string): number =>
  Object.values(states).filter((one) => one === state).length;

/** @throws Problem `checkpoints.graphUnsound`, which says in words what is wrong */
export function demandSound(faults: readonly GraphFault[], { locale }: QueryContext): void {
  if (faults.length > 0) throw problems.graphUnsound({ faults: inWords(faults, locale) });
}

function inWords(faults: readonly GraphFault[], locale: Locale): string {
  const said = faults
    .slice(0, 10)
    .map(({ code, what }) => messageFor(`checkpoints.graph.${code}`, { what }, locale) ?? code);
  return said.join(locale === "en" ? "; " : "；");
}

const nothingDrawn: RoadGraph = { nodes: [], roads: [] };

async function graphIn(file: File, context: QueryContext): Promise<RoadGraph> {
  const read = graphFromGeoJson(jsonIn(await file.text()));
  if (read.ok) return read.graph;
  throw problems.graphUnsound({ faults: inWords(read.faults, context.locale) });
}

export const makePlan: Routes["makePlan"] = async ({ title, file }, context) => {
  const graph = file ? await graphIn(file, context) : nothingDrawn;
  await planStore(context).insert(context.id, title, graph);
  context.about({
    kind: "checkpoint-plan",
    ids: [context.id],
    details: { entrances: entrancesOf(graph).length },
  });
  return { planId: context.id };
};

/** A plan whose roads or choice may still be changed, held until the write is done. */
async function held(context: QueryContext, planId: string) {
  const store = planStore(context);
  const row = await store.hold(planId);
  if (!row) throw problems.planNotFound();
  if (row.applied_at) throw problems.planApplied();
  return { store, row };
}

export const drawPlan: Routes["drawPlan"] = async ({ planId, revision, graph }, context) => {
  const { store, row } = await held(context, planId);
  if (row.revision !== revision) throw kernelProblems.changedMeanwhile();
  demandSound(brokenIn(graph), context);
  await store.draw(planId, graph);
  context.about({
    kind: "checkpoint-plan",
    ids: [planId],
    details: { points: graph.nodes.length, roads: graph.roads.length },
  });
  return { revision: revision + 1, isDraft: lackingIn(graph).length > 0 };
};

export const choosePlan: Routes["choosePlan"] = async ({ planId, wishes, states }, context) => {
  const { store, row } = await held(context, planId);
  demandSound(lackingIn(row.graph), context);
  const problem = problemOf(row.graph, wishes);
  const known = Object.fromEntries(
    problem.entrances.map(({ id }) => [id, states[id] ?? "free"] as const),
  );
  const faults = faultsOf(problem, known);
  if (faults.length > 0) throw problems.planUnsound({ count: faults.length });
  await store.choose(planId, Wishes.parse(wishes), known);
  context.about({
    kind: "checkpoint-plan",
    ids: [planId],
    details: { manned: count(known, "manned"), closed: count(known, "closed") },
  });
  return {};
};

export const applyPlan: Routes["applyPlan"] = async (input, context) => {
  const { planId, closesOn, confirmedBy } = input;
  const { store, row } = await held(context, planId);
  const { chosen } = row;
  if (!chosen) throw problems.planNotSolved();
  const ids = entrancesOf(row.graph).flatMap(({ id, entrance }) =>
    chosen[id] === "closed" && entrance.checkpointId ? [entrance.checkpointId] : [],
  );
  const closed = await checkpointStore(context, { all: true }).close(ids, {
    closedOn: closesOn,
    reason: row.title,
  });
  if (closed === 0) throw problems.planTouchesNothing();
  await store.apply(planId, closesOn, confirmedBy);
  context.about({ kind: "checkpoint-plan", ids: [planId, ...ids], details: { closed, closesOn } });
  return { closed };
};
