import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import type { registryContract } from "@lianfang/core/registry/contract.ts";
import { problems } from "@lianfang/core/registry/problems.ts";
import { householdNumberOf, phoneOf } from "@lianfang/core/registry/rules.ts";
import type { CommandContext } from "../kernel/context.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { type HeldHousehold, householdStore } from "./household-store.ts";
import { isHabitable } from "./store.ts";

type Routes = Handlers<typeof registryContract>;

export const createHousehold: Routes["createHousehold"] = async (input, context) => {
  const { id, about } = context;
  const { areaId } = input;
  const number = householdNumberOf(input.number);
  await demandHabitable(context, areaId);
  await demandFree(context, number);
  await householdStore(context).insert(id, {
    areaId,
    number,
    group: input.group || null,
    address: input.address || null,
    phone: phoneOf(input.phone) ?? null,
  });
  about({ kind: "household", ids: [id], areaId });
  return { householdId: id };
};

export const editHousehold: Routes["editHousehold"] = async (input, context) => {
  const store = householdStore(context);
  const household = await demand(context, input.householdId);
  if (household.revision !== input.revision) throw kernelProblems.changedMeanwhile();
  const { id: _, happenedAt: __, householdId, revision: ___, ...given } = input;
  const edited = {
    areaId: given.areaId ?? household.areaId,
    number: given.number === undefined ? household.number : householdNumberOf(given.number),
    group: given.group === undefined ? household.group : given.group || null,
    address: given.address === undefined ? household.address : given.address || null,
    phone: given.phone === undefined ? household.phone : (phoneOf(given.phone) ?? null),
  };
  if (edited.areaId !== household.areaId) await demandHabitable(context, edited.areaId);
  if (edited.number !== household.number) await demandFree(context, edited.number);
  await store.update(householdId, edited);
  context.about({
    kind: "household",
    ids: [householdId],
    areaId: edited.areaId,
    details: { fields: Object.keys(given) },
  });
  return { revision: household.revision + 1 };
};

export const removeHousehold: Routes["removeHousehold"] = async ({ householdId }, context) => {
  const store = householdStore(context);
  const { areaId } = await demand(context, householdId);
  const members = await store.countMembers(householdId);
  if (members > 0) throw problems.householdNotEmpty({ members });
  await store.remove(householdId);
  context.about({ kind: "household", ids: [householdId], areaId });
  return {};
};

async function demand(context: CommandContext, householdId: string): Promise<HeldHousehold> {
  const household = await householdStore(context).hold(householdId);
  if (!household) throw problems.householdNotFound();
  return household;
}

/** An area that is not there and one out of reach are refused alike. */
async function demandHabitable(context: CommandContext, areaId: string): Promise<void> {
  if (!(await isHabitable(context, areaId))) throw problems.areaNotFound();
}

async function demandFree(context: CommandContext, number: string): Promise<void> {
  if (await householdStore(context).isNumberTaken(number)) {
    throw problems.householdNumberTaken({ number });
  }
}
