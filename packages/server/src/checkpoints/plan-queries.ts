/** Plans of which checkpoints to keep, looked at and proposed. */
import {
  guardsIn,
  type Plan,
  type Problem,
  problemOf,
} from "@lianfang/core/checkpoints/consolidation.ts";
import { closingCosts } from "@lianfang/core/checkpoints/consolidation-costs.ts";
import { type checkpointsContract, problems } from "@lianfang/core/checkpoints/contract.ts";
import { entrancesOf, lackingIn } from "@lianfang/core/checkpoints/road-graph.ts";
import type { QueryContext } from "../kernel/context.ts";
import { toPage } from "../kernel/database/cursor.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { count, demandSound } from "./plan-commands.ts";
import { solvePlan } from "./plan-solver.ts";
import { planStore } from "./plan-store.ts";

type Routes = Handlers<typeof checkpointsContract>;

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
      isDraft: row.is_draft,
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
    isDraft: row.is_draft,
    revision: row.revision,
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

/** As long as somebody waits before a page. */
const seconds = 20;
/** Of the best: one checkpoint in a hundred. */
const goodEnough = 0.01;
const largeTown = 400;

export const propose: Routes["propose"] = async ({ planId, wishes }, context) => {
  const { graph } = await found(context, planId);
  demandSound(lackingIn(graph), context);
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
