import { documentNumber } from "@lianfang/core/kernel/document-number.ts";
import { type FieldProblem, kernelProblems } from "@lianfang/core/kernel/problems.ts";
import { townDay } from "@lianfang/core/kernel/time.ts";
import {
  type Basis,
  type observationContract,
  problems,
} from "@lianfang/core/observation/contract.ts";
import {
  demandReleasable,
  orderTimes,
  releaseOpensAt,
  requiredChecks,
} from "@lianfang/core/observation/rules.ts";
import { awaitedUntil, demandWithinPolicy } from "@lianfang/core/observation/terms.ts";
import { problems as screeningProblems } from "@lianfang/core/screening/contract.ts";
import type { z } from "zod";
import type { CommandContext } from "../kernel/context.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { chainStore } from "../organization/chain-store.ts";
import { policyStore } from "../policy/store.ts";
import { arrivalStore } from "../screening/store.ts";
import { offeredToday, stretchFor } from "./drafting.ts";
import { orderStore } from "./order-store.ts";
import type { NamedAnswerer } from "./tables.ts";
import { townWindows } from "./windows.ts";

type Routes = Handlers<typeof observationContract>;

/** Only people restrict people, and set them free. */
function personActing({ actor }: CommandContext): string {
  if (actor.is !== "account") throw kernelProblems.forbidden();
  return actor.accountId;
}

export const issue: Routes["issue"] = async (input, context) => {
  const { id: orderId, now, town } = context;
  const { arrivalId, basisIds, chain, measure, startDay, endDay, place, reason, appeal } = input;
  const issuedBy = personActing(context);
  const arrival = await arrivalStore(context).hold(arrivalId);
  if (!arrival) throw screeningProblems.arrivalNotFound();
  const { stretch, earlier } = await stretchFor(context, arrival);
  const today = townDay(now, town.timeZone);
  demandWithinPolicy({ measure, startDay, endDay }, stretch, today);
  const bases = await basesChosen(context, basisIds);
  const answerers = await answerersChosen(context, chain);
  const store = orderStore(context);
  const year = Number(today.slice(0, 4));
  const number = await store.nextNumber("order", year);
  await store.insert({
    orderId,
    arrivalId,
    residentId: arrival.resident_id,
    year,
    number,
    part: stretch.part,
    measure,
    countedFrom: stretch.countedFrom,
    startDay,
    endDay,
    times: orderTimes(startDay, endDay, town.timeZone),
    place,
    reason,
    bases,
    chain: answerers,
    appeal,
    ruleId: arrival.assessment.ruleId,
    policyVersionId: arrival.policy_version_id,
    issuedBy,
  });
  const orders = [...earlier, { part: stretch.part, state: "issued" } as const];
  const awaitingUntil = awaitedUntil(arrival.assessment, orders);
  await arrivalStore(context).noteOrder(arrivalId, { orderId, state: "issued", awaitingUntil });
  tell(context, orderId, arrival);
  return { orderId, orderNumber: documentNumber(year, number) };
};

function tell(
  context: CommandContext,
  orderId: string,
  subject: { arrival_id: string; resident_id: string; area_id: string },
): void {
  const ids = [orderId, subject.arrival_id, subject.resident_id];
  context.about({ kind: "order", ids, areaId: subject.area_id });
}

/** @throws Problem `kernel.invalid` naming the bases the policy in force doesn't offer */
async function basesChosen(
  context: CommandContext,
  basisIds: readonly string[],
): Promise<z.infer<typeof Basis>[]> {
  const { bases } = await offeredToday(context);
  const unknown = basisIds.flatMap((id, at) =>
    bases.some((basis) => basis.id === id) ? [] : [notOffered(`basisIds.${at}`)],
  );
  if (unknown.length > 0) throw kernelProblems.invalid({ fields: unknown });
  return bases.filter(({ id }) => basisIds.includes(id));
}

/** @throws Problem `kernel.invalid` naming levels the chain hasn't and staff who don't serve */
async function answerersChosen(
  context: CommandContext,
  chain: readonly { level: number; staffId: string }[],
): Promise<NamedAnswerer[]> {
  const levels = await chainStore(context).levels();
  const staff = await orderStore(context).staffNamed(chain.map(({ staffId }) => staffId));
  const faults: FieldProblem[] = [];
  const named = chain.flatMap(({ level, staffId }, at) => {
    const known = levels.find((one) => one.level === level);
    const person = staff.find((one) => one.staffId === staffId);
    const isTwice = chain.findIndex((one) => one.level === level) < at;
    if (!known || isTwice) faults.push(notOffered(`chain.${at}.level`));
    if (!person) faults.push(notOffered(`chain.${at}.staffId`));
    return known && person ? [{ ...known, staffId, name: person.name }] : [];
  });
  if (faults.length > 0) throw kernelProblems.invalid({ fields: faults });
  const place = ({ level }: NamedAnswerer) => levels.findIndex((one) => one.level === level);
  return named.sort((a, b) => place(a) - place(b));
}

function notOffered(path: string): FieldProblem {
  return { path, code: "kernel.field.notOffered" };
}

export const release: Routes["release"] = async ({ orderId, checklist }, context) => {
  const { now, town } = context;
  const by = personActing(context);
  const store = orderStore(context);
  const order = await store.hold(orderId);
  if (!order) throw problems.orderNotFound();
  if (order.state !== "issued") throw problems.alreadyEnded();
  const { definition } = await townWindows(context);
  const endDay = order.end_day;
  const opensAt = releaseOpensAt(endDay, definition(endDay), town.timeZone);
  const lastIsFever = await store.lastIsFever(orderId);
  const required = await checksFor(context, order);
  demandReleasable({ endDay, opensAt, lastIsFever }, checklist, required, now);
  const year = Number(townDay(now, town.timeZone).slice(0, 4));
  const number = await store.nextNumber("certificate", year);
  await store.end(orderId, {
    state: "released",
    by,
    writeId: context.id,
    checklist: [...new Set(checklist)],
    certificateYear: year,
    certificateNumber: number,
  });
  await noteEnd(context, order, "released");
  tell(context, orderId, order);
  return { certificateNumber: documentNumber(year, number) };
};

type HeldOrder = NonNullable<Awaited<ReturnType<ReturnType<typeof orderStore>["hold"]>>>;

async function checksFor(context: CommandContext, order: HeldOrder) {
  const versions = await policyStore(context).versions();
  const version = versions.find(({ versionId }) => versionId === order.policy_version_id);
  return requiredChecks(version?.rules, order.rule_id, order.part);
}

/** Tells screening how the order ended, and whether another is awaited. */
async function noteEnd(
  context: CommandContext,
  order: HeldOrder,
  state: "released" | "revoked",
): Promise<void> {
  const store = arrivalStore(context);
  const arrival = await store.hold(order.arrival_id);
  const orders = await orderStore(context).ofArrival(order.arrival_id);
  // Revoked: whoever took it back has decided; nobody is asked to issue it again.
  const awaitingUntil =
    arrival && state === "released" ? awaitedUntil(arrival.assessment, orders) : undefined;
  await store.noteOrder(order.arrival_id, { orderId: order.order_id, state, awaitingUntil });
}

export const revoke: Routes["revoke"] = async ({ orderId, reason }, context) => {
  const by = personActing(context);
  const store = orderStore(context);
  const order = await store.hold(orderId);
  if (!order) throw problems.orderNotFound();
  if (order.state !== "issued") throw problems.alreadyEnded();
  await store.end(orderId, { state: "revoked", by, writeId: context.id, reason });
  await noteEnd(context, order, "revoked");
  tell(context, orderId, order);
  return {};
};
