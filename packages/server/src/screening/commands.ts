import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import { townDay } from "@lianfang/core/kernel/time.ts";
import type { Residence } from "@lianfang/core/policy/assessment-rule.ts";
import { problems as registryProblems } from "@lianfang/core/registry/problems.ts";
import {
  type Journey,
  type NewPerson,
  problems,
  type screeningContract,
} from "@lianfang/core/screening/contract.ts";
import {
  assessJourney,
  corrected,
  demandDates,
  demandWithoutOrder,
  lastDayOf,
  originOf,
  placesOf,
} from "@lianfang/core/screening/rules.ts";
import type { z } from "zod";
import type { CommandContext, QueryContext } from "../kernel/context.ts";
import { demandArea } from "../kernel/endpoint/endpoint.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { policyOn } from "../policy/in-force.ts";
import { personForArrival, residentsById } from "../registry/people.ts";
import { demandKnown, townCode } from "./places.ts";
import { type AssessedJourney, arrivalStore, journeyFrom } from "./store.ts";

type Routes = Handlers<typeof screeningContract>;
type Given = ({ is: "new" } & z.infer<typeof NewPerson>) | { is: "resident"; residentId: string };

/** Assesses a journey by the policy in force today, as it will be kept. */
export async function assessed(
  context: QueryContext,
  journey: Journey,
  person: { residence?: Residence | undefined },
): Promise<AssessedJourney> {
  const today = townDay(context.now, context.town.timeZone);
  demandDates(journey, today);
  await demandKnown(context, placesOf(journey));
  const policy = await policyOn(context, today);
  const town = await townCode(context);
  const assessment = assessJourney(journey, person, town, policy);
  return {
    journey,
    assessment,
    policyVersionId: policy.versionId,
    origin: originOf(journey, town, policy.rules),
    awaitingUntil: lastDayOf(assessment),
  };
}

export const recordArrival: Routes["recordArrival"] = async (input, context) => {
  const { person: given, id: arrivalId, happenedAt: _, ...journey } = input;
  const store = arrivalStore(context);
  const residentId = await personOf(context, given);
  const person = await store.person(residentId);
  const entry = await assessed(context, journey, { residence: person?.residence });
  const earlier = await store.insert(arrivalId, residentId, entry);
  if (earlier) throw problems.arrivalTwice({ arrivalId: earlier });
  context.about({ kind: "arrival", ids: [arrivalId, residentId], areaId: person?.areaId });
  return { arrivalId, residentId, assessment: entry.assessment };
};

async function personOf(context: CommandContext, given: Given): Promise<string> {
  if (given.is === "new") {
    demandArea(context, given.areaId);
    return (await personForArrival(context, given)).residentId;
  }
  const known = await residentsById(context, [given.residentId]);
  const person = known.get(given.residentId);
  if (!person) throw registryProblems.residentNotFound();
  return person.residentId;
}

export const correctArrival: Routes["correctArrival"] = async (input, context) => {
  const { arrivalId, revision, id: _id, happenedAt: _at, ...changes } = input;
  const store = arrivalStore(context);
  const arrival = await store.hold(arrivalId);
  if (!arrival) throw problems.arrivalNotFound();
  if (arrival.revision !== revision) throw kernelProblems.changedMeanwhile();
  demandWithoutOrder(arrival.order_state ?? undefined);
  const entry = await assessed(context, corrected(journeyFrom(arrival), changes), arrival);
  const other = await store.journeyOf(arrival.resident_id, entry.journey.arrivedOn);
  if (other && other !== arrivalId) throw problems.arrivalTwice({ arrivalId: other });
  await store.correct(arrivalId, entry);
  context.about({
    kind: "arrival",
    ids: [arrivalId, arrival.resident_id],
    areaId: arrival.area_id,
  });
  return { assessment: entry.assessment, revision: revision + 1 };
};

export const voidArrival: Routes["voidArrival"] = async ({ arrivalId, reason }, context) => {
  const store = arrivalStore(context);
  const arrival = await store.hold(arrivalId);
  if (!arrival) throw problems.arrivalNotFound();
  demandWithoutOrder(arrival.order_state ?? undefined);
  await store.voidIt(arrivalId, reason);
  context.about({
    kind: "arrival",
    ids: [arrivalId, arrival.resident_id],
    areaId: arrival.area_id,
  });
  return {};
};
