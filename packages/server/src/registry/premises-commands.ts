import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import { townDay } from "@lianfang/core/kernel/time.ts";
import type { registryContract } from "@lianfang/core/registry/contract.ts";
import {
  creditCodeOf,
  type PremisesFields,
  stateAfter,
} from "@lianfang/core/registry/premises-rules.ts";
import { problems } from "@lianfang/core/registry/problems.ts";
import { impersonal, phoneOf } from "@lianfang/core/registry/rules.ts";
import type { CommandContext } from "../kernel/context.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { type HeldPremises, premisesStore } from "./premises-store.ts";
import { isHabitable } from "./store.ts";

type Routes = Handlers<typeof registryContract>;

const openAsUsual = { state: "open", stateSince: null } as const;

export const createPremises: Routes["createPremises"] = async (input, context) => {
  const { id, now, town, about } = context;
  const { areaId, kind, name } = input;
  if (!(await isHabitable(context, areaId))) throw problems.areaNotFound();
  const fields = {
    ...{ areaId, kind, name },
    ...stateAfter(openAsUsual, input, townDay(now, town.timeZone)),
    address: input.address || null,
    creditCode: creditCodeOf(input.creditCode),
    inChargeName: input.inChargeName || null,
    inChargePhone: phoneOf(input.inChargePhone) ?? null,
    floorAreaM2: input.floorAreaM2 ?? null,
    capacity: input.capacity ?? null,
    note: input.note || null,
  };
  await premisesStore(context).insert([{ id, fields }]);
  about({ kind: "premises", ids: [id], areaId, details: { kind } });
  return { premisesId: id };
};

export const editPremises: Routes["editPremises"] = async (input, context) => {
  const { now, town, about } = context;
  const { id: _, happenedAt: __, premisesId, revision, ...given } = input;
  const held = await demandPremises(context, premisesId);
  if (held.revision !== revision) throw kernelProblems.changedMeanwhile();
  const areaId = given.areaId ?? held.areaId;
  if (areaId !== held.areaId && !(await isHabitable(context, areaId)))
    throw problems.areaNotFound();
  const state = stateAfter(held, given, townDay(now, town.timeZone));
  const after = { ...edited(held, given), ...state };
  await premisesStore(context).update([{ id: premisesId, fields: after }]);
  const fields = Object.keys(given);
  about({ kind: "premises", ids: [premisesId], areaId, details: { fields } });
  return { revision: revision + 1 };
};

type Given = Partial<{ [Field in keyof PremisesFields]: PremisesFields[Field] | null | undefined }>;

function emptied<Value>(given: Value | null | undefined, held: Value | null): Value | null {
  return given === undefined ? held : given || null;
}

/** Absent fields stay, null and empty texts empty. */
function edited(held: PremisesFields, given: Given): Omit<PremisesFields, "state" | "stateSince"> {
  return {
    kind: given.kind ?? held.kind,
    name: given.name ?? held.name,
    areaId: given.areaId ?? held.areaId,
    address: emptied(given.address, held.address),
    creditCode: given.creditCode === undefined ? held.creditCode : creditCodeOf(given.creditCode),
    inChargeName: emptied(given.inChargeName, held.inChargeName),
    inChargePhone:
      given.inChargePhone === undefined
        ? held.inChargePhone
        : (phoneOf(given.inChargePhone) ?? null),
    floorAreaM2: emptied(given.floorAreaM2, held.floorAreaM2),
    capacity: emptied(given.capacity, held.capacity),
    note: emptied(given.note, held.note),
  };
}

/** Those that are in that state since that day already stay untouched. */
export const setPremisesState: Routes["setPremisesState"] = async (input, context) => {
  const { now, town, about } = context;
  const today = townDay(now, town.timeZone);
  const ids = [...new Set(input.premisesIds)];
  const held = await premisesStore(context).hold(ids);
  if (held.some(({ isRemoved }) => isRemoved) || held.length < ids.length)
    throw problems.premisesNotFound();
  const after = stateAfter(openAsUsual, input, today);
  const changing = held.filter(
    ({ state, stateSince }) =>
      state !== after.state || (input.stateSince !== undefined && stateSince !== after.stateSince),
  );
  const changed = changing.map(({ premisesId }) => premisesId);
  if (changed.length > 0) await premisesStore(context).setState(changed, after);
  const { state } = input;
  const areaIds = new Set(held.map(({ areaId }) => areaId));
  const [areaId] = areaIds.size === 1 ? areaIds : [];
  about({ kind: "premises", ids, areaId, details: { state, changed: changed.length } });
  return { changed: changed.length };
};

export const removePremises: Routes["removePremises"] = async ({ premisesId, reason }, context) => {
  const { areaId } = await demandPremises(context, premisesId);
  await premisesStore(context).remove(premisesId, reason);
  context.about({ kind: "premises", ids: [premisesId], areaId, details: { reason } });
  return {};
};

export const restorePremises: Routes["restorePremises"] = async ({ premisesId }, context) => {
  const store = premisesStore(context);
  const [held] = await store.hold([premisesId]);
  if (!held?.isRemoved) throw problems.premisesNotFound();
  await store.restore(premisesId);
  context.about({ kind: "premises", ids: [premisesId], areaId: held.areaId });
  return {};
};

export const revealPremises: Routes["revealPremises"] = async ({ premisesId, reason }, context) => {
  const [held] = await premisesStore(context).hold([premisesId]);
  if (!held) throw problems.premisesNotFound();
  context.about({
    kind: "premises",
    ids: [premisesId],
    areaId: held.areaId,
    details: { reason: impersonal(reason, held.inChargeName ?? held.name) },
  });
  return { phone: held.inChargePhone };
};

/** On the register and within reach. */
export async function demandPremises(
  context: CommandContext,
  premisesId: string,
): Promise<HeldPremises> {
  const [held] = await premisesStore(context).hold([premisesId]);
  if (!held || held.isRemoved) throw problems.premisesNotFound();
  return held;
}
