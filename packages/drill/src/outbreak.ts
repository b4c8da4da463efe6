/** Ten days of a response, lived through the API: arrivals, orders, readings, alerts, bulletins. */
import { addDays, type Day, type Instant, instantAt } from "@lianfang/core/kernel/time.ts";
import { allRows, eachOf, write } from "./actor.ts";
import { type Arrivals, recordArrivals } from "./arrivals.ts";
import type { Cast } from "./cast.ts";
import type { Chance } from "./chance.ts";
import { answerAlerts, takeReadings } from "./readings.ts";

export interface Stage {
  cast: Cast;
  arrivals: Arrivals;
  chance: Chance;
  timeZone: string;
  /** Sets the town's clock forward, and lets the scheduled jobs of that moment run. */
  moveTo(instant: Instant): Promise<void>;
  report(day: number, of: number): void;
}

interface Event {
  time: string;
  happens(day: Day): Promise<void>;
}

/**
 * Lives the days from `firstDay` on; the last of them only until `until` on the town's clock.
 * @param days how many days in all, the last and unfinished one included
 */
export async function live(stage: Stage, firstDay: Day, days: number, until: string): Promise<void> {
  for (let number = 1; number <= days; number += 1) {
    const day = addDays(firstDay, number - 1);
    const isLast = number === days;
    const events = await eventsOf(stage, day, number, isLast);
    for (const event of events.sort((a, b) => (a.time < b.time ? -1 : 1))) {
      if (isLast && event.time > until) break;
      await stage.moveTo(instantAt(day, event.time, stage.timeZone));
      await event.happens(day);
    }
    stage.report(number, days);
  }
  await stage.moveTo(instantAt(addDays(firstDay, days - 1), until, stage.timeZone));
}

async function eventsOf(stage: Stage, day: Day, number: number, isLast: boolean): Promise<Event[]> {
  const { cast } = stage;
  const { windows } = await cast.medic.api.observation.readingsDue({ day, limit: 1 });
  const rounds = windows.flatMap(({ windowId, from, to }) => [
    { time: midway(from, to), happens: () => takeReadings(stage, windowId) },
    { time: to, happens: () => answerAlerts(stage, isLast ? 0.5 : 1) },
  ]);
  return [
    { time: "08:20", happens: () => releaseDue(stage) },
    { time: "09:40", happens: () => recordArrivals(stage, day, number) },
    { time: "11:10", happens: () => issueOrders(stage, isLast ? 0.6 : 1) },
    ...rounds,
    { time: "17:20", happens: () => publishBulletin(stage, day) },
  ];
}

function midway(from: string, to: string): string {
  const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  const middle = Math.round((minutes(from) + minutes(to)) / 2);
  const part = (value: number): string => String(value).padStart(2, "0");
  return `${part(Math.floor(middle / 60))}:${part(middle % 60)}`;
}

/** @param share of those awaiting an order who get it now; the rest wait for somebody to decide */
async function issueOrders({ cast, chance }: Stage, share: number): Promise<void> {
  const waiting = await allRows((after) =>
    cast.office.api.screening.arrivals({ isAwaitingOrder: true, limit: 200, after }),
  );
  const issued = waiting.filter(() => chance.number() < share);
  await eachOf(issued, async ({ arrivalId }) => {
    const draft = await cast.medic.api.observation.draft({ arrivalId });
    if (draft.lacking.length > 0) return;
    const { bases, chain, ...terms } = draft.terms;
    await cast.medic.api.observation.issue({
      ...write(),
      ...terms,
      arrivalId,
      basisIds: bases.map(({ id }) => id),
      chain: chain.map(({ level, staffId }) => ({ level, staffId })),
    });
  });
}

async function releaseDue({ cast }: Stage): Promise<void> {
  const due = await allRows((after) =>
    cast.medic.api.observation.orders({ isReleaseDue: true, state: "issued", limit: 200, after }),
  );
  await eachOf(due, async ({ orderId }) => {
    await cast.medic.api.observation.release({
      ...write(),
      orderId,
      checklist: ["term-served", "temperature-normal", "no-symptoms", "test-negative", "informed"],
    });
  });
}

async function publishBulletin({ cast }: Stage, day: Day): Promise<void> {
  const { bulletinId } = await cast.office.api.command.compose({ ...write(), day });
  const { revision } = await cast.director.api.command.bulletin({ bulletinId });
  await cast.director.api.command.issueBulletin({ ...write(), bulletinId, revision });
}

