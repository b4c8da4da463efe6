import { type checkpointsContract, problems } from "@lianfang/core/checkpoints/contract.ts";
import type { CrossingFields } from "@lianfang/core/checkpoints/crossing.ts";
import { followers, guards } from "@lianfang/core/checkpoints/crossing-contract.ts";
import { needsFollowUp } from "@lianfang/core/checkpoints/rules.ts";
import type { CommandContext } from "../kernel/context.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { judge, loadFacts } from "./crossing-judging.ts";
import { crossingStore, insertLines } from "./crossing-store.ts";
import { standingOf } from "./standing-store.ts";

type Routes = Handlers<typeof checkpointsContract>;

async function record(crossing: CrossingFields, context: CommandContext) {
  const standing = await standingOf(context, guards);
  const call = { crossingId: context.id, crossing, standing };
  const judged = judge(call, await loadFacts([call], context), context);
  await insertLines(context, judged.lines);
  return judged;
}

/** @throws Problem `checkpoints.crossingNotFound` outside the standing, `checkpoints.alreadyCorrected` */
async function standingCrossing(context: CommandContext, crossingId: string) {
  const store = crossingStore(context, await standingOf(context, guards));
  const [line] = await store.lines(crossingId);
  if (!line) throw problems.crossingNotFound();
  if (line.why) throw problems.alreadyCorrected();
  return { store, line };
}

export const correctCrossing: Routes["correctCrossing"] = async (input, context) => {
  const { id, happenedAt: _, crossingId, reason, ...crossing } = input;
  const { store, line } = await standingCrossing(context, crossingId);
  const { areaId, ruled } = await record(
    { ...crossing, checkpointId: line.checkpoint_id },
    context,
  );
  if (!(await store.replace(crossingId, { why: "corrected", by: id, reason }))) {
    throw problems.alreadyCorrected();
  }
  context.about({ kind: "crossing", ids: [id, crossingId, line.checkpoint_id], areaId });
  return { crossingId: id, lines: ruled };
};

export const voidCrossing: Routes["voidCrossing"] = async ({ crossingId, reason }, context) => {
  const { store, line } = await standingCrossing(context, crossingId);
  if (!(await store.replace(crossingId, { why: "void", reason })))
    throw problems.alreadyCorrected();
  context.about({
    kind: "crossing",
    ids: [crossingId, line.checkpoint_id],
    areaId: line.area_id,
  });
  return {};
};

export const followUp: Routes["followUp"] = async (input, context) => {
  const { crossingId, line: number, action, arrivalId } = input;
  const store = crossingStore(context, await standingOf(context, followers));
  const line = (await store.lines(crossingId)).find(({ line }) => line === number);
  if (!line) throw problems.crossingNotFound();
  if (!needsFollowUp(line)) throw problems.nothingToFollow();
  if (!(await store.followUp(crossingId, number, { action, arrivalId }))) {
    throw problems.alreadyFollowedUp();
  }
  context.about({
    kind: "crossing",
    ids: [crossingId, ...(arrivalId ? [arrivalId] : [])],
    areaId: line.area_id,
  });
  return {};
};

/**
 * The later record counts no more when the two are one crossing: whoever wrote first has it. Looked at
 * once, a pair is not shown again.
 */
export const judgeDouble: Routes["judgeDouble"] = async (input, context) => {
  const { earlierId, laterId, isSame } = input;
  const store = crossingStore(context, await standingOf(context, guards));
  const [earlier] = await store.lines(earlierId);
  const [later] = await store.lines(laterId);
  if (!earlier || !later) throw problems.crossingNotFound();
  if (earlierId === laterId || earlier.checkpoint_id !== later.checkpoint_id) {
    throw problems.notTwoRecords();
  }
  if (!(await store.judgeDouble(earlierId, laterId, isSame))) throw problems.alreadyJudged();
  if (isSame && !(await store.replace(laterId, { why: "double", by: earlierId }))) {
    throw problems.alreadyJudged();
  }
  context.about({
    kind: "crossing",
    ids: [earlierId, laterId],
    areaId: earlier.area_id,
    details: { isSame },
  });
  return {};
};
