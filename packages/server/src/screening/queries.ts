import { addDays } from "@lianfang/core/kernel/time.ts";
import { type Change, compareOutcomes } from "@lianfang/core/policy/comparison.ts";
import { problems, type screeningContract } from "@lianfang/core/screening/contract.ts";
import { factsOf } from "@lianfang/core/screening/rules.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { policyOn } from "../policy/in-force.ts";
import { assessed } from "./commands.ts";
import { listArrivals, showArrival } from "./list-store.ts";
import { townCode } from "./places.ts";
import { arrivalStore, journeyFrom } from "./store.ts";

type Routes = Handlers<typeof screeningContract>;

export const list: Routes["arrivals"] = async (input, context) => listArrivals(context, input);

export const show: Routes["arrival"] = async ({ arrivalId }, context) => {
  const arrival = await showArrival(context, arrivalId);
  if (!arrival) throw problems.arrivalNotFound();
  return arrival;
};

export const assess: Routes["assess"] = async (journey, context) =>
  (await assessed(context, journey, {})).assessment;

/** The longest a policy may bind anybody: sixty days and sixty more to follow. */
const longestDays = 120;
const mostShown = 500;

export const previewPolicy: Routes["previewPolicy"] = async ({ rules, fromDay }, context) => {
  const [policy, town, arrivals] = await Promise.all([
    policyOn(context, fromDay),
    townCode(context),
    arrivalStore(context).latestJourneys(addDays(fromDay, -longestDays), fromDay),
  ]);
  const people = arrivals.map((row) => ({
    id: row.arrival_id,
    facts: (under: typeof rules) => factsOf(journeyFrom(row), row, town, under),
  }));
  const { compared, restricted, freed, changed } = compareOutcomes(
    people,
    policy.rules,
    rules,
    fromDay,
  );
  const names = new Map(arrivals.map((row) => [row.arrival_id, row.name]));
  const line = ({ id, beforeOnDay, afterOnDay }: Change) => ({
    arrivalId: id,
    name: names.get(id) ?? "",
    before: beforeOnDay.measure,
    after: afterOnDay.measure,
  });
  return {
    compared,
    restricted: restricted.length,
    freed: freed.length,
    changed: changed.length,
    people: [...restricted, ...freed, ...changed].slice(0, mostShown).map(line),
  };
};
