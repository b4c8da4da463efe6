import { covers } from "@lianfang/core/kernel/access.ts";
import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import { townDay } from "@lianfang/core/kernel/time.ts";
import {
  type Circumstances,
  circumstancesAfter,
  noCircumstances,
} from "@lianfang/core/registry/circumstances.ts";
import type { registryContract } from "@lianfang/core/registry/contract.ts";
import { problems } from "@lianfang/core/registry/problems.ts";
import { impersonal, phoneOf, readPersonal } from "@lianfang/core/registry/rules.ts";
import type { CommandContext } from "../kernel/context.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { householdStore } from "./household-store.ts";
import { edited, readProxyPhone } from "./resident-edit.ts";
import { type HeldResident, residentStore } from "./resident-store.ts";

type Routes = Handlers<typeof registryContract>;

export const createResident: Routes["createResident"] = async (input, context) => {
  const { id, now, town, about } = context;
  const areaId = await demandHousehold(context, input.householdId);
  const read = readPersonal(input, townDay(now, town.timeZone));
  await demandFree(context, read.identityNumber);
  const circumstances = circumstancesAfter(noCircumstances, readProxyPhone(input));
  await demandRelated(context, noCircumstances, circumstances);
  await residentStore(context).insert(id, {
    householdId: input.householdId,
    name: input.name,
    identityNumber: read.identityNumber ?? null,
    sex: input.sex,
    birthday: read.birthday ?? null,
    phone: phoneOf(input.phone) ?? null,
    relation: input.relation,
    residence: input.residence,
    occupation: input.occupation || null,
    vulnerabilities: [...new Set(input.vulnerabilities)],
    note: input.note || null,
    ...circumstances,
  });
  about({ kind: "resident", ids: [id], areaId });
  return { residentId: id };
};

export const editResident: Routes["editResident"] = async (input, context) => {
  const { now, town, about } = context;
  const { id: _, happenedAt: __, residentId, revision, ...given } = input;
  const resident = await demandRegistered(context, residentId);
  if (resident.revision !== revision) throw kernelProblems.changedMeanwhile();
  const fields = edited(resident, given, townDay(now, town.timeZone));
  const areaId =
    fields.householdId === resident.householdId
      ? resident.areaId
      : await demandHousehold(context, fields.householdId);
  if (fields.identityNumber !== resident.identityNumber) {
    await demandFree(context, fields.identityNumber ?? undefined);
  }
  await demandRelated(context, resident, fields);
  await residentStore(context).update(residentId, fields);
  about({ kind: "resident", ids: [residentId], areaId, details: { fields: Object.keys(given) } });
  return { revision: revision + 1 };
};

export const removeResident: Routes["removeResident"] = async ({ residentId, reason }, context) => {
  const { areaId } = await demandRegistered(context, residentId);
  await residentStore(context).remove(residentId, reason);
  context.about({ kind: "resident", ids: [residentId], areaId, details: { reason } });
  return {};
};

/** The household comes back too, when it was removed after its last member. */
export const restoreResident: Routes["restoreResident"] = async ({ residentId }, context) => {
  const store = residentStore(context);
  const resident = await store.hold(residentId);
  if (!resident?.isRemoved) throw problems.residentNotFound();
  demandUnmerged(resident);
  await demandFree(context, resident.identityNumber ?? undefined);
  const households = householdStore(context);
  const removed = await households.removed(resident.householdId);
  if (removed && (await households.isNumberTaken(removed.number))) {
    throw problems.householdNumberTaken({ number: removed.number });
  }
  if (removed) await households.restore(resident.householdId);
  await store.restore(residentId);
  context.about({ kind: "resident", ids: [residentId], areaId: resident.areaId });
  return {};
};

export const reveal: Routes["reveal"] = async ({ residentId, reason }, context) => {
  const resident = await residentStore(context).hold(residentId);
  if (!resident) throw problems.residentNotFound();
  demandUnmerged(resident);
  context.about({
    kind: "resident",
    ids: [residentId],
    areaId: resident.areaId,
    details: { reason: impersonal(reason, resident.name) },
  });
  const { identityNumber, proxyResidentId } = resident;
  const { phoneOf } = residentStore(context);
  return {
    identityNumber,
    phone: resident.phone ?? (await phoneOf(residentId)),
    proxyPhone: proxyResidentId ? await phoneOf(proxyResidentId) : resident.proxyPhone,
  };
};

/** What became part of another record is that one; it comes back by undoing the merge. */
export function demandUnmerged({ mergedInto }: HeldResident): void {
  if (mergedInto) throw problems.residentMerged({ residentId: mergedInto });
}

async function demandRegistered(
  context: CommandContext,
  residentId: string,
): Promise<HeldResident> {
  const resident = await residentStore(context).hold(residentId);
  if (!resident) throw problems.residentNotFound();
  demandUnmerged(resident);
  if (resident.isRemoved) throw problems.residentNotFound();
  return resident;
}

/** @returns the household's area */
async function demandHousehold(context: CommandContext, householdId: string): Promise<string> {
  const household = await householdStore(context).hold(householdId);
  if (!household) throw problems.householdNotFound();
  return household.areaId;
}

/** A landlord and a proxy are found like everybody else; one who is kept needs no second look. */
async function demandRelated(
  context: CommandContext,
  held: Circumstances & { residentId?: string },
  { landlordHouseholdId, proxyResidentId }: Circumstances,
): Promise<void> {
  if (landlordHouseholdId && landlordHouseholdId !== held.landlordHouseholdId) {
    const landlord = await householdStore(context).hold(landlordHouseholdId);
    if (!landlord) throw problems.landlordNotFound();
  }
  if (!proxyResidentId || proxyResidentId === held.proxyResidentId) return;
  if (proxyResidentId === held.residentId) throw problems.proxyIsSelf();
  const proxy = await residentStore(context).hold(proxyResidentId);
  if (!proxy || proxy.isRemoved) throw problems.proxyNotFound();
}

/** An identity number is given to one person. Of somebody out of reach only that much is told. */
async function demandFree(context: CommandContext, number: string | undefined): Promise<void> {
  const holder = number ? await residentStore(context).withIdentity(number) : undefined;
  if (!holder) return;
  if (!covers(context.reach, holder.areaId)) throw problems.identityNumberTakenElsewhere();
  throw problems.identityNumberTaken({ residentId: holder.residentId, name: holder.name });
}
