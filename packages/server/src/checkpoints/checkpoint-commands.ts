import { setters } from "@lianfang/core/checkpoints/checkpoint-contract.ts";
import { type checkpointsContract, problems } from "@lianfang/core/checkpoints/contract.ts";
import { demandClosable, demandOpenable, demandShift } from "@lianfang/core/checkpoints/rules.ts";
import { covers } from "@lianfang/core/kernel/access.ts";
import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import { townDay } from "@lianfang/core/kernel/time.ts";
import type { CommandContext } from "../kernel/context.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { checkpointStore } from "./checkpoint-store.ts";
import { shiftStore } from "./shift-store.ts";
import { standingOf } from "./standing-store.ts";

type Routes = Handlers<typeof checkpointsContract>;

async function store(context: CommandContext) {
  return checkpointStore(context, await standingOf(context, setters));
}

/** @throws Problem `checkpoints.checkpointNotFound` outside the reach, or with its last period */
async function held(context: CommandContext, checkpointId: string) {
  const checkpoints = await store(context);
  const checkpoint = await checkpoints.hold(checkpointId);
  if (!checkpoint) throw problems.checkpointNotFound();
  const last = (await checkpoints.periods(checkpointId)).at(-1);
  if (!last) throw problems.checkpointNotFound();
  return { checkpoints, checkpoint, last };
}

/** @throws Problem `checkpoints.areaNotFound` outside the reach */
async function demandPlace(context: CommandContext, areaId: string): Promise<void> {
  const isThere = await checkpointStore(context, { all: true }).isArea(areaId);
  if (!isThere || !covers(context.reach, areaId)) throw problems.areaNotFound();
}

export const create: Routes["create"] = async ({ id, openedOn, ...fields }, context) => {
  await demandPlace(context, fields.areaId);
  const checkpoints = await store(context);
  await checkpoints.insert(id, fields);
  await checkpoints.open(id, openedOn ?? townDay(context.now, context.town.timeZone));
  context.about({ kind: "checkpoint", ids: [id], areaId: fields.areaId });
  return { checkpointId: id };
};

export const edit: Routes["edit"] = async (input, context) => {
  const { checkpointId, revision, ...fields } = input;
  const { checkpoints, checkpoint } = await held(context, checkpointId);
  if (checkpoint.revision !== revision) throw kernelProblems.changedMeanwhile();
  await demandPlace(context, fields.areaId);
  const next = await checkpoints.update(checkpointId, fields);
  context.about({ kind: "checkpoint", ids: [checkpointId], areaId: fields.areaId });
  return { revision: next };
};

export const close: Routes["close"] = async (input, context) => {
  const { checkpointId, closedOn, reason, mergedInto } = input;
  const { checkpoints, checkpoint, last } = await held(context, checkpointId);
  demandClosable(last, closedOn);
  if (mergedInto === checkpointId) throw problems.mergedIntoItself();
  if (mergedInto && !(await checkpoints.find(mergedInto))) throw problems.checkpointNotFound();
  await checkpoints.close([checkpointId], { closedOn, reason, mergedInto });
  context.about({
    kind: "checkpoint",
    ids: mergedInto ? [checkpointId, mergedInto] : [checkpointId],
    areaId: checkpoint.area_id,
    details: { closedOn },
  });
  return {};
};

export const reopen: Routes["reopen"] = async ({ checkpointId, openedOn }, context) => {
  const { checkpoints, checkpoint, last } = await held(context, checkpointId);
  demandOpenable(last, openedOn);
  await checkpoints.open(checkpointId, openedOn);
  context.about({
    kind: "checkpoint",
    ids: [checkpointId],
    areaId: checkpoint.area_id,
    details: { openedOn },
  });
  return {};
};

export const setShift: Routes["setShift"] = async (input, context) => {
  const { checkpointId, startsAt, endsAt, leaderId } = input;
  const { checkpoint } = await held(context, checkpointId);
  demandShift(startsAt, endsAt);
  const staffIds = [...new Set([...input.staffIds, ...(leaderId ? [leaderId] : [])])];
  const shifts = shiftStore(context);
  if ((await shifts.inService(staffIds)).length < staffIds.length) throw problems.staffNotFound();
  const names = await shifts.busy(staffIds, startsAt, endsAt);
  if (names.length > 0) throw problems.staffTwice({ names });
  await shifts.insert({ shiftId: context.id, checkpointId, startsAt, endsAt, staffIds, leaderId });
  context.about({
    kind: "checkpoint",
    ids: [checkpointId, context.id],
    areaId: checkpoint.area_id,
    details: { people: staffIds.length },
  });
  return { shiftId: context.id };
};

export const removeShift: Routes["removeShift"] = async ({ checkpointId, shiftId }, context) => {
  const { checkpoint } = await held(context, checkpointId);
  if (!(await shiftStore(context).remove(checkpointId, shiftId))) throw problems.shiftNotFound();
  context.about({
    kind: "checkpoint",
    ids: [checkpointId, shiftId],
    areaId: checkpoint.area_id,
  });
  return {};
};
