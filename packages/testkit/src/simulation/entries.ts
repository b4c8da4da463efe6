/** What people enter on their phones: readings of those under order, crossings, crossings taken back. */
import { aVillager } from "../at-checkpoints.ts";
import type { Device } from "./device.ts";
import type { Crossing, Entry } from "./records.ts";
import { type Card, isArea, isPost, type Place } from "./towns.ts";
import { type World, workerOf } from "./world.ts";

/** An entry, and whether it is about something the phone was shown. */
interface Drawn {
  entry: Entry;
  wasHeld: boolean;
}

/** Mostly the wall's clock is read; the phone's may be a day off, and is refused then. */
function readClock({ chance, nowMs }: World, { offsetMs }: Device): string {
  return new Date(nowMs + (chance.happens(0.2) ? offsetMs : 0)).toISOString();
}

const heldIn = ({ contents }: Device, set: string): string[] =>
  contents.sets.flatMap(({ name, records }) => (name === set ? records.map(({ key }) => key) : []));

/** What whoever holds the phone enters next. */
export function drawEntry(world: World, device: Device): Drawn {
  const { role } = workerOf(world.stage, device);
  if (role === "grid-worker") return aReading(world, device);
  return world.chance.happens(0.15)
    ? (takingBack(world, device) ?? aCrossing(world, device))
    : aCrossing(world, device);
}

function aReading(world: World, device: Device): Drawn {
  const { stage, chance } = world;
  const held = heldIn(device, "observation.orders");
  const { home } = workerOf(stage, device);
  const orderId = chance.pick(held.length > 0 || !isArea(home) ? held : stage.orders[home]);
  const celsius = 36 + chance.below(20) / 10;
  const input = { orderId, celsius, takenAt: readClock(world, device) };
  return { entry: { procedure: "observation.recordReading", input }, wasHeld: held.length > 0 };
}

function aCrossing(world: World, device: Device): Drawn {
  const { stage, chance } = world;
  const held = heldIn(device, "checkpoints.posts");
  const { home } = workerOf(stage, device);
  const checkpointId = chance.pick(held.length > 0 ? held : [stage.scopes[home].scopeId]);
  const card = chance.happens(0.4) ? chance.pick(stage.cardsOf(world.townId)) : undefined;
  const entry = crossingAt(world, checkpointId, readClock(world, device), card);
  return { entry, wasHeld: held.length > 0 };
}

/** On foot or by car, with a card or without; whatever the guard decided. */
export function crossingAt(
  { chance }: Pick<World, "chance">,
  checkpointId: string,
  crossedAt: string,
  card: Card | undefined,
): Entry {
  const isByCar = chance.happens(0.3);
  const people = Array.from({ length: isByCar ? 1 + chance.below(2) : 1 }, (_, at) =>
    aVillager({
      name: `过路人${chance.below(10_000)}`,
      celsius: 36 + chance.below(20) / 10,
      outcome: chance.pick(["admit", "admit", "admit", "refuse", "refer"]),
      passText: at === 0 ? card?.text : undefined,
    }),
  );
  const input: Crossing = {
    checkpointId,
    direction: chance.pick(["in", "out"]),
    crossedAt,
    people,
    // Few plates: the same car is written down by two guards now and then.
    vehicle: isByCar
      ? { kind: chance.pick(["vehicle", "boat"]), plate: `川A${chance.below(3)}` }
      : undefined,
    others: isByCar ? chance.below(4) : 0,
  };
  return { procedure: "checkpoints.recordCrossing", input, card };
}

/** One's own slip of the pen, while it may still wait itself. */
function takingBack({ saved }: World, device: Device): Drawn | undefined {
  const own = [...saved.values()].filter((record) => record.device === device);
  const gone = own.flatMap(({ entry }) =>
    entry.procedure === "checkpoints.voidCrossing" ? entry.input.crossingId : [],
  );
  const last = own.findLast(
    ({ id, entry, isSafe }) =>
      isSafe && entry.procedure === "checkpoints.recordCrossing" && !gone.includes(id),
  );
  if (!last) return undefined;
  const input = { crossingId: last.id, reason: "登记错误" };
  // Its crossing may have been refused: then so is this.
  return { entry: { procedure: "checkpoints.voidCrossing", input }, wasHeld: false };
}

/** The same with the time put right; what was taken back in vain can't be mended. */
export function mended(entry: Entry, now: string): Entry | undefined {
  switch (entry.procedure) {
    case "observation.recordReading":
      return { ...entry, input: { ...entry.input, takenAt: now } };
    case "checkpoints.recordCrossing":
      return { ...entry, input: { ...entry.input, crossedAt: now } };
    case "checkpoints.voidCrossing":
      return undefined;
  }
}

/** What a broken app would send under the same id. */
export function forged({ procedure, input }: Entry): Record<string, unknown> {
  switch (procedure) {
    case "observation.recordReading":
      return { ...input, celsius: 42 };
    case "checkpoints.recordCrossing":
      return { ...input, direction: input.direction === "in" ? "out" : "in" };
    case "checkpoints.voidCrossing":
      return { ...input, reason: "另一个理由" };
  }
}

/** What a phone in the hands of this role holds. */
export const setsOf = (place: Place) =>
  isPost(place)
    ? [
        { name: "checkpoints.posts", version: 1 },
        { name: "checkpoints.travellers", version: 1 },
      ]
    : [{ name: "observation.orders", version: 2 }];
