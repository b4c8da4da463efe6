/** What a phone's record says, and what it leaves behind in the town, in a form to compare. */
import { worstOf } from "@lianfang/core/checkpoints/decision.ts";
import type { Caller } from "@lianfang/server/app.ts";
import type { Card } from "./towns.ts";

type Without<Input> = Omit<Input, "id" | "happenedAt">;
export type Crossing = Without<Parameters<Caller["checkpoints"]["recordCrossing"]>[0]>;

export type Entry =
  | {
      procedure: "observation.recordReading";
      input: { orderId: string; celsius: number; takenAt: string };
    }
  | { procedure: "checkpoints.recordCrossing"; input: Crossing; card?: Card | undefined }
  | { procedure: "checkpoints.voidCrossing"; input: { crossingId: string; reason: string } };

/** What an entry leaves behind, as text to compare; `effects.ts` reads the same from the database. */
export function contentOf(entry: Entry): string {
  switch (entry.procedure) {
    case "observation.recordReading": {
      const { orderId, celsius, takenAt } = entry.input;
      return JSON.stringify([orderId, celsius, takenAt]);
    }
    case "checkpoints.recordCrossing":
      return JSON.stringify(linesOf(entry.input, entry.card));
    case "checkpoints.voidCrossing":
      return JSON.stringify([entry.input.crossingId, entry.input.reason]);
  }
}

/** Of a crossing as it is kept: the line, what it is of, and what was written down. */
export type Line = readonly [
  line: number,
  subject: string,
  checkpointId: string,
  direction: string,
  crossedAt: string,
  outcome: string,
  name: string | null,
  celsius: number | null,
  others: number,
  passSerial: number | null,
];

export function linesOf(crossing: Crossing, card: Card | undefined): Line[] {
  const { checkpointId, direction, crossedAt, people, vehicle, others = 0 } = crossing;
  const all = [checkpointId, direction, crossedAt] as const;
  const lines = people.map(({ outcome, name = null, celsius = null, passText }, at): Line => {
    const serial = passText && card ? card.serial : null;
    const line = vehicle ? at + 1 : 0;
    return [line, "person", ...all, outcome, name, celsius, 0, serial];
  });
  if (!vehicle) return lines;
  const outcome = worstOf(people.map((each) => each.outcome));
  return [[0, vehicle.kind, ...all, outcome, null, null, others, null], ...lines];
}
