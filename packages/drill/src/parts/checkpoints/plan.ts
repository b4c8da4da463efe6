/** Which checkpoints to keep: roads drawn, the fewest chosen, the others closed. */
import type { Stage } from "../../stage.ts";
import type { Memory } from "./memory.ts";

/** Many ways in, few people: the fewest checkpoints that still guard them all. */
export async function consolidate({ cast, write, days }: Stage, memory: Memory): Promise<void> {
  const { graph, guardedRoad } = memory;
  if (!graph) return;
  const { checkpoints } = cast.director.api;
  const { planId } = await checkpoints.makePlan({ ...write("plan"), title: "卡口精减" });
  await checkpoints.drawPlan({ ...write("draw roads"), planId, revision: 1, graph });
  const pinned = guardedRoad ? { [guardedRoad]: "open" as const } : {};
  const wishes = { maxDetourMinutes: 6, pinned };
  const proposal = await checkpoints.propose({ planId, wishes });
  if (proposal.is !== "solved") return;
  // Where the guard stands there is a post, whether the plan needs one or not.
  const states = guardedRoad
    ? { ...proposal.states, [guardedRoad]: "manned" as const }
    : proposal.states;
  await checkpoints.choosePlan({ ...write("choose plan"), planId, wishes, states });
  await checkpoints.applyPlan({
    ...write("apply plan"),
    planId,
    closesOn: days[4] ?? days.at(-1) ?? "",
    confirmedBy: "镇党委会",
  });
}

/** On the last day the office begins to draw for afterwards: villages and roads, no entrances yet. */
export async function beginNext({ cast, write }: Stage, { graph }: Memory): Promise<void> {
  if (!graph) return;
  const { checkpoints } = cast.office.api;
  const { planId } = await checkpoints.makePlan({ ...write("next plan"), title: "复工后放开" });
  const nodes = graph.nodes.slice(0, 9);
  const known = new Set(nodes.map(({ id }) => id));
  const roads = graph.roads
    .filter(({ from, to }) => known.has(from) && known.has(to))
    .map(({ entrance: _, ...road }) => road);
  const drawn = { nodes, roads };
  await checkpoints.drawPlan({ ...write("next roads"), planId, revision: 1, graph: drawn });
}
