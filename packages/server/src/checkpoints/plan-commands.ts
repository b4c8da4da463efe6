import {
  closingCosts,
  faultsOf,
  guardsIn,
  type Plan,
  type Problem,
  problemOf,
  Wishes,
} from "@lianfang/core/checkpoints/consolidation.ts";
import { type checkpointsContract, problems } from "@lianfang/core/checkpoints/contract.ts";
import {
  entrancesOf,
  type GraphFault,
  graphFromGeoJson,
} from "@lianfang/core/checkpoints/road-graph.ts";
import type { Locale, QueryContext } from "../kernel/context.ts";
import { toPage } from "../kernel/database/cursor.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { messageFor } from "../kernel/problem-text.ts";
import { checkpointStore } from "./checkpoint-store.ts";
import { solvePlan } from "./plan-solver.ts";
import { planStore } from "./plan-store.ts";

type Routes = Handlers<typeof checkpointsContract>;

const count = (states: Plan, state: string): number =>
  Object.values(states).filter((one) => one === state).length;

export const plans: Routes["plans"] = async (input, context) => {
  const rows = await planStore(context).list(input);
  return toPage(
    rows,
    input.limit,
    (row) => [row.made_at, row.plan_id],
    (row) => ({
      planId: row.plan_id,
      title: row.title,
      entrances: Number(row.entrances),
      villages: Number(row.villages),
      madeAt: row.made_at,
      manned: row.chosen ? count(row.chosen, "manned") : undefined,
      closed: row.chosen ? count(row.chosen, "closed") : undefined,
      appliedAt: row.applied_at ?? undefined,
      closesOn: row.closes_on ?? undefined,
    }),
  );
};

async function found(context: QueryContext, planId: string) {
  const row = await planStore(context).find(planId);
  if (!row) throw problems.planNotFound();
  return row;
}

function outcomeOf(problem: Problem, states: Plan) {
  return {
    states: { ...states },
    manned: count(states, "manned"),
    closed: count(states, "closed"),
    guards: guardsIn(problem.entrances, states),
    costs: closingCosts(problem, states),
  };
}

export const plan: Routes["plan"] = async ({ planId }, context) => {
  const row = await found(context, planId);
  const { graph, wishes, chosen } = row;
  const outcome = wishes && chosen ? outcomeOf(problemOf(graph, wishes), chosen) : undefined;
  return {
    planId,
    title: row.title,
    entrances: entrancesOf(graph).length,
    villages: graph.nodes.filter(({ kind }) => kind === "village").length,
    madeAt: row.made_at,
    manned: outcome?.manned,
    closed: outcome?.closed,
    appliedAt: row.applied_at ?? undefined,
    closesOn: row.closes_on ?? undefined,
    graph,
    wishes: wishes ?? undefined,
    chosen: outcome,
    confirmedBy: row.confirmed_by ?? undefined,
  };
};

function inWords(faults: readonly GraphFault[], locale: Locale): string {
  const said = faults
    .slice(0, 10)
    .map(({ code, what }) => messageFor(`checkpoints.graph.${code}`, { what }, locale) ?? code);
  return said.join(locale === "en" ? "; " : "；");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: the reader says that it is unreadable.
    return undefined;
  }
}

export const makePlan: Routes["makePlan"] = async ({ title, file }, context) => {
  const read = graphFromGeoJson(parsed(await file.text()));
  if (!read.ok) throw problems.graphUnsound({ faults: inWords(read.faults, context.locale) });
  await planStore(context).insert(context.id, title, read.graph);
  context.about({
    kind: "checkpoint-plan",
    ids: [context.id],
    details: { entrances: entrancesOf(read.graph).length },
  });
  return { planId: context.id };
};

/** As long as somebody waits before a page. */
const seconds = 20;
/** Of the best: one checkpoint in a hundred. */
const goodEnough = 0.01;
const largeTown = 400;

export const propose: Routes["propose"] = async ({ planId, wishes }, context) => {
  const { graph } = await found(context, planId);
  const isLarge = entrancesOf(graph).length > largeTown;
  const result = await solvePlan({
    graph,
    wishes,
    seconds,
    relativeGap: isLarge ? goodEnough : 0,
  });
  if (result.is !== "solved") return result;
  const { atLeast, gap, milliseconds } = result;
  return {
    is: "solved",
    ...outcomeOf(problemOf(graph, wishes), result.plan),
    atLeast,
    gap,
    milliseconds,
  };
};

export const choosePlan: Routes["choosePlan"] = async ({ planId, wishes, states }, context) => {
  const store = planStore(context);
  const row = await store.hold(planId);
  if (!row) throw problems.planNotFound();
  if (row.applied_at) throw problems.planApplied();
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
  const store = planStore(context);
  const row = await store.hold(planId);
  if (!row) throw problems.planNotFound();
  if (row.applied_at) throw problems.planApplied();
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
