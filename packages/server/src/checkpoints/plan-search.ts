/**
 * The search for the best plan: solve the program, look where the plan fails, add what it violated,
 * until it is sound or the time is up. Runs where blocking harms nobody: in a process of its own.
 */
import { createRequire } from "node:module";
import {
  faultsOf,
  guardsIn,
  type Plan,
  type PlanFault,
  type Problem,
  problemOf,
  type Wishes,
  whyNone,
} from "@lianfang/core/checkpoints/consolidation.ts";
import {
  type Cover,
  firstCovers,
  violatedCovers,
} from "@lianfang/core/checkpoints/consolidation-covers.ts";
import {
  type Goal,
  mannedIn,
  planFrom,
  programOf,
} from "@lianfang/core/checkpoints/consolidation-program.ts";
import type { RoadGraph } from "@lianfang/core/checkpoints/road-graph.ts";
import type { Highs } from "highs";

export interface SearchRequest {
  graph: RoadGraph;
  wishes: Wishes;
  seconds: number;
  /** Stop when the best plan is proved to be within this share of the best possible. */
  relativeGap?: number;
}

export type SearchResult =
  | {
      is: "solved";
      plan: Plan;
      manned: number;
      closed: number;
      guards: number;
      /** No plan mans fewer than this. */
      atLeast: number;
      /** How far the plan may be from the best, as a share of it; 0 when it is the best. */
      gap: number;
      rounds: number;
      milliseconds: number;
    }
  | { is: "none"; faults: PlanFault[] }
  | { is: "out-of-time" };

// Its types describe what `require` gives; what `import` gives is another thing.
const packed: typeof import("highs") = createRequire(import.meta.url)("highs");

export const loadSolver = (): Promise<Highs> => packed.default();

interface Answer {
  status: "optimal" | "infeasible" | "stopped";
  plan: Plan | undefined;
  /** The objective can't be less. */
  bound: number;
}

function solveProgram(
  highs: Highs,
  problem: Problem,
  program: string,
  { seconds, relativeGap }: { seconds: number; relativeGap: number },
): Answer {
  return highs.withModel({ format: "lp", data: program }, (model): Answer => {
    model.options.set({
      output_flag: false,
      time_limit: Math.max(0.1, seconds),
      mip_rel_gap: relativeGap,
      // The objective is whole: what is less than one apart is the same.
      mip_abs_gap: 0.99,
      random_seed: 1,
    });
    model.run();
    const { optimal, infeasible } = highs.constants.modelStatus;
    const status = model.getModelStatus();
    if (status === infeasible) return { status: "infeasible", plan: undefined, bound: 0 };
    const bound = Number(model.info.get("mip_dual_bound"));
    const hasPlan = Number(model.info.get("primal_solution_status")) === 2;
    const { colValue } = model.getSolution();
    const value = (name: string): number => colValue[model.getColByName(name)] ?? 0;
    return {
      status: status === optimal ? "optimal" : "stopped",
      plan: hasPlan ? planFrom(problem, value) : undefined,
      bound: Number.isFinite(bound) ? bound : 0,
    };
  });
}

/** Mans what must not have stayed closed, until every village has its way. */
function mended(problem: Problem, plan: Plan): Plan {
  let better = plan;
  for (let covers = violatedCovers(problem, better); covers.length > 0; ) {
    const opened = covers.flatMap(([first]) => {
      const entrance = first === undefined ? undefined : problem.entrances[first];
      return entrance ? [[entrance.id, "manned"] as const] : [];
    });
    better = { ...better, ...Object.fromEntries(opened) };
    covers = opened.length > 0 ? violatedCovers(problem, better) : [];
  }
  return better;
}

const count = (plan: Plan, state: string): number =>
  Object.values(plan).filter((one) => one === state).length;

export function search(request: SearchRequest, highs: Highs): SearchResult {
  const { graph, wishes, seconds, relativeGap = 0 } = request;
  const started = performance.now();
  const left = (): number => seconds - (performance.now() - started) / 1000;
  const problem = problemOf(graph, wishes);
  const hopeless = whyNone(problem);
  if (hopeless.length > 0) return { is: "none", faults: hopeless };
  const covers: Cover[] = firstCovers(problem);
  let bound = 0;
  let best: Plan | undefined;
  let isProven = false;
  let rounds = 0;
  while (left() > 0 && !isProven) {
    rounds += 1;
    const program = programOf(problem, covers, "checkpoints");
    const answer = solveProgram(highs, problem, program, { seconds: left(), relativeGap });
    if (answer.status === "infeasible") return shortOfGuards(problem, covers, highs, left());
    bound = Math.max(bound, answer.bound);
    if (!answer.plan) break;
    const violated = violatedCovers(problem, answer.plan);
    covers.push(...violated);
    if (violated.length === 0) {
      best = answer.plan;
      isProven = answer.status === "optimal";
      if (!isProven) break;
    } else {
      const sound = mended(problem, answer.plan);
      if (faultsOf(problem, sound).length === 0) best = lighter(best, sound);
    }
  }
  if (!best) return { is: "out-of-time" };
  const manned = count(best, "manned");
  const atLeast = Math.min(manned, Math.max(0, Math.floor(mannedIn(bound, problem) + 1e-6)));
  return {
    is: "solved",
    plan: best,
    manned,
    closed: count(best, "closed"),
    guards: guardsIn(problem.entrances, best),
    atLeast,
    gap: manned === 0 ? 0 : (manned - atLeast) / manned,
    rounds,
    milliseconds: Math.round(performance.now() - started),
  };
}

function lighter(one: Plan | undefined, other: Plan): Plan {
  return one && count(one, "manned") <= count(other, "manned") ? one : other;
}

/** Nothing else makes the program impossible once the roads allow a plan: how many it would take. */
function shortOfGuards(
  problem: Problem,
  covers: readonly Cover[],
  highs: Highs,
  seconds: number,
): SearchResult {
  const goal: Goal = "guards";
  const known = [...covers];
  for (;;) {
    const program = programOf(problem, known, goal);
    const answer = solveProgram(highs, problem, program, { seconds, relativeGap: 0 });
    if (!answer.plan) return { is: "out-of-time" };
    const violated = violatedCovers(problem, answer.plan);
    if (violated.length === 0) {
      const needed = guardsIn(problem.entrances, answer.plan);
      return { is: "none", faults: [{ code: "guards", what: "", needed }] };
    }
    known.push(...violated);
  }
}
