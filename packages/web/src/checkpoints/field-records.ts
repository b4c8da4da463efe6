/** Crossings in the phone's outbox: whom somebody must still see to, what they say, how many passed. */
import type { HourCount } from "@lianfang/core/checkpoints/checkpoint.ts";
import type { Outcome } from "@lianfang/core/checkpoints/decision.ts";
import { type Day, type Instant, townDay, townTime } from "@lianfang/core/kernel/time.ts";
import { z } from "zod";
import type { OutboxEntry } from "../kernel/field/phone.ts";

export const recordCrossing = "checkpoints.recordCrossing";
export const voidCrossing = "checkpoints.voidCrossing";
export const followUp = "checkpoints.followUp";

const Done = z.enum(["admit", "refuse", "refer"]);
const Person = z.looseObject({
  name: z.string().optional(),
  passText: z.string().optional(),
  outcome: Done,
});
const Recorded = z.looseObject({
  checkpointId: z.string(),
  direction: z.enum(["in", "out"]),
  crossedAt: z.string(),
  people: z.array(Person),
  vehicle: z.object({ kind: z.enum(["vehicle", "boat"]), plate: z.string() }).optional(),
  others: z.number().default(0),
});
const Answer = z.object({ lines: z.array(z.object({ line: z.number(), ruled: Done })) });

/** A crossing this phone wrote down, as far as its outbox still has it. */
export interface OwnCrossing extends z.infer<typeof Recorded> {
  id: string;
  entry: OutboxEntry;
  isVoided: boolean;
  /** Handed over by the guard, or by the rules once the server had looked; and nobody saw to them. */
  waiting: { line: number; name: string | undefined }[];
}

const inputsOf = (outbox: readonly OutboxEntry[], procedure: string) =>
  outbox.filter((entry) => entry.procedure === procedure && entry.state !== "refused");

/** Newest last. */
export function ownCrossings(outbox: readonly OutboxEntry[]): OwnCrossing[] {
  const voided = new Set(inputsOf(outbox, voidCrossing).map(({ input }) => input.crossingId));
  const seen = new Set(
    inputsOf(outbox, followUp).map(({ input }) => `${input.crossingId} ${input.line}`),
  );
  return outbox.flatMap((entry) => {
    if (entry.procedure !== recordCrossing) return [];
    const { data } = Recorded.safeParse(entry.input);
    if (!data) return [];
    const isVoided = voided.has(entry.id);
    const waiting = handedOver(entry, data).filter(({ line }) => !seen.has(`${entry.id} ${line}`));
    return [{ ...data, id: entry.id, entry, isVoided, waiting: isVoided ? [] : waiting }];
  });
}

function handedOver({ answer }: OutboxEntry, { people, vehicle }: z.infer<typeof Recorded>) {
  const ruled = new Map(
    Answer.safeParse(answer).data?.lines.map(({ line, ruled: by }) => [line, by]),
  );
  return people.flatMap(({ name, outcome }, at) => {
    const line = vehicle ? at + 1 : 0;
    return outcome === "refer" || ruled.get(line) === "refer" ? [{ line, name }] : [];
  });
}

/** A card that was shown on this phone and let somebody pass. */
export interface CardUse {
  passText: string;
  direction: "in" | "out";
  at: Instant;
}

/** Oldest first; what was taken back, or refused and not yet mended, is left out. */
export function cardUses(crossings: readonly OwnCrossing[]): CardUse[] {
  return crossings
    .filter(({ isVoided, entry: { state } }) => !isVoided && state !== "refused")
    .flatMap(({ people, direction, crossedAt: at }) =>
      people.flatMap(({ passText, outcome }) =>
        passText && outcome === "admit" ? [{ passText, direction, at }] : [],
      ),
    );
}

type Counts = Omit<HourCount, "hour">;

const none: Counts = { people: 0, vehicles: 0, boats: 0, refused: 0, referred: 0 };

function plus(one: Counts, other: Counts): Counts {
  return {
    people: one.people + other.people,
    vehicles: one.vehicles + other.vehicles,
    boats: one.boats + other.boats,
    refused: one.refused + other.refused,
    referred: one.referred + other.referred,
  };
}

function countsOf({ people, vehicle, others }: OwnCrossing): Counts {
  const done = (outcome: Outcome) => people.filter((person) => person.outcome === outcome).length;
  return {
    people: people.length + (vehicle ? others : 0),
    vehicles: vehicle?.kind === "vehicle" ? 1 : 0,
    boats: vehicle?.kind === "boat" ? 1 : 0,
    refused: done("refuse"),
    referred: done("refer"),
  };
}

/**
 * A day's counts by the hour: what the server has, and what this phone has not sent yet. A record the
 * server has is in its own counts; one taken back counts no more.
 * @param known of the server, of the same day
 */
export function countsWith(
  known: readonly HourCount[],
  unsent: readonly OwnCrossing[],
  { checkpointId, day, timeZone }: { checkpointId: string; day: Day; timeZone: string },
): HourCount[] {
  const hours = new Map<number, Counts>(known.map(({ hour, ...counts }) => [hour, counts]));
  for (const crossing of unsent) {
    if (crossing.checkpointId !== checkpointId || crossing.isVoided) continue;
    if (crossing.entry.state !== "waiting") continue;
    if (townDay(crossing.crossedAt, timeZone) !== day) continue;
    const hour = Number(townTime(crossing.crossedAt, timeZone).slice(0, 2));
    hours.set(hour, plus(hours.get(hour) ?? none, countsOf(crossing)));
  }
  return [...hours]
    .sort(([one], [other]) => one - other)
    .map(([hour, counts]) => ({ hour, ...counts }));
}

export function sumOf(hours: readonly HourCount[]): Counts {
  return hours.reduce<Counts>((sum, { hour: _, ...counts }) => plus(sum, counts), none);
}
