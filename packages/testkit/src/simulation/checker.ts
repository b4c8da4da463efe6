/** What must hold once everything has healed. */
import { createHash } from "node:crypto";
import type { Device } from "./device.ts";
import type { Saved, World } from "./world.ts";

interface Effect {
  orderId: string;
  celsius: number;
  takenAt: string;
  /** Its place in the journal. */
  sequence: number;
}

interface There {
  effects: ReadonlyMap<string, Effect>;
  underReview: ReadonlySet<string>;
  /** Of what is under review, the id a phone gave it. */
  sentAs: ReadonlyMap<string, string>;
  /** Hashes of the keys of the phones the town knows, in hex. */
  keys: ReadonlySet<string>;
}

/** A line for each thing that is wrong. */
export async function findings(world: World): Promise<string[]> {
  const there = await whatIsThere(world);
  const records = [...world.saved.values()];
  return [
    ...records.flatMap((record) => ofRecord(world, there, record)),
    ...strangers(world, there),
    ...world.devices.flatMap((device) => ofDevice(world, there, device)),
  ];
}

async function whatIsThere({ stage, townId }: World): Promise<There> {
  const { db } = stage.application.app.kernel;
  const effects = await db
    .selectFrom("observation_reading")
    .innerJoin("journal", (join) =>
      join
        .onRef("journal.town_id", "=", "observation_reading.town_id")
        .onRef("journal.id", "=", "observation_reading.reading_id"),
    )
    .select(["reading_id", "order_id as orderId", "celsius", "taken_at as takenAt", "sequence"])
    .where("observation_reading.town_id", "=", townId)
    .execute();
  const review = await db
    .selectFrom("sync_quarantine")
    .select(["record_id", "conflicts_with"])
    .where("town_id", "=", townId)
    .execute();
  const phones = await db
    .selectFrom("sync_device")
    .select("key_hash")
    .where("town_id", "=", townId)
    .execute();
  return {
    keys: new Set(phones.map(({ key_hash }) => key_hash.toString("hex"))),
    effects: new Map(effects.map(({ reading_id, ...effect }) => [reading_id, effect])),
    underReview: new Set(review.map(({ record_id }) => record_id)),
    sentAs: new Map(review.map((row) => [row.record_id, row.conflicts_with ?? row.record_id])),
  };
}

/** An acknowledged record is there as it was sent; a safe one is there, or here, or was given up. */
function ofRecord(world: World, there: There, record: Saved): string[] {
  const { effects, underReview } = there;
  const { id, device, isSafe, isGivenUp } = record;
  const effect = effects.get(id);
  const onPhone = device.contents.outbox.find((each) => each.id === id);
  const is = `${device.name}, ${id}:`;
  const wrong: string[] = [];
  if (effect && !isSame(effect, record)) wrong.push(`${is} is there with other content`);
  if (isSafe === false && (effect || underReview.has(id))) wrong.push(`${is} was never kept`);
  if (onPhone?.state === "conflict") wrong.push(`${is} is in conflict with itself`);
  const isUntold = isStuck(world, device) && !isKnown(there, device);
  if (onPhone?.state === "acknowledged" && !effect && !isUntold) {
    wrong.push(`${is} is acknowledged, not there`);
  }
  if (isStuck(world, device) && onPhone) return wrong;
  if (onPhone?.state === "waiting") wrong.push(`${is} still waits`);
  const isElsewhere = underReview.has(id) || onPhone !== undefined || isGivenUp;
  if (!effect && !isElsewhere && isSafe && !wasTakenBack(world, device, id)) {
    const kind = device.acknowledged.has(id) ? "acknowledged" : "safe";
    wrong.push(`${is} was ${kind}, and is nowhere`);
  }
  if (isRefusedInVain(world, record)) wrong.push(`${is} was refused, not kept for review`);
  return wrong;
}

function isSame(effect: Effect, { orderId, celsius, takenAt }: Saved): boolean {
  return effect.orderId === orderId && effect.celsius === celsius && effect.takenAt === takenAt;
}

/** The phone let go of it while the town had it, for it had to; the town was put back after that. */
function wasTakenBack({ putBack }: World, device: Device, id: string): boolean {
  return putBack.has(id) && (device.letGo.has(id) || device.quarantined.has(id));
}

/** Whether the town still knows its key: one put back to before its first contact does not. */
function isKnown({ keys }: There, { contents }: Device): boolean {
  const key = contents.meta.device?.key;
  return key !== undefined && keys.has(createHash("sha256").update(key).digest("hex"));
}

/** Suspended, and the town that would know its key was put back: it can only wait, and is told nothing. */
function isStuck({ scope }: World, device: Device): boolean {
  return (scope.get(device.account.accountId) ?? []).length === 0;
}

/** About somebody the phone was shown, but its owner no longer reaches. */
function isRefusedInVain({ wasPutBack }: World, { device, id, wasHeld }: Saved): boolean {
  const onPhone = device.contents.outbox.find((each) => each.id === id);
  const isOutOfReach = onPhone?.problem?.code === "observation.orderNotFound";
  return wasHeld && isOutOfReach && !wasPutBack;
}

/** No id that nobody sent; a conflict has an id of its own, and keeps the one it was sent under. */
function strangers({ saved }: World, { effects, underReview, sentAs }: There): string[] {
  return [...effects.keys(), ...underReview]
    .filter((id) => !saved.has(sentAs.get(id) ?? id))
    .map((id) => `${id} is there, and nobody sent it`);
}

function ofDevice(world: World, there: There, device: Device): string[] {
  return [...ofScope(world, device), ...ofOrder(world, there, device)];
}

/** Nothing on the phone that its owner may not hold, and all that they may. */
function ofScope({ stage, scope, wasPutBack }: World, device: Device): string[] {
  const areas = scope.get(device.account.accountId) ?? [];
  // Who is suspended and not known any more can't be told.
  if (areas.length === 0 && wasPutBack) return [];
  const may = areas.flatMap((area) => stage.orders[area]).sort();
  const holds = device.contents.sets.flatMap(({ records }) => records.map(({ key }) => key)).sort();
  const isSame = may.length === holds.length && may.every((key, at) => key === holds[at]);
  return isSame ? [] : [`${device.name}: holds ${holds.length} orders, may hold ${may.length}`];
}

/** As they were saved, whatever the clocks said. */
function ofOrder({ saved, wasPutBack }: World, { effects, underReview }: There, device: Device) {
  if (wasPutBack) return [];
  const places = [...saved.values()]
    .filter((record) => record.device === device && !record.wasRefused)
    .filter(({ id }) => !underReview.has(id))
    .flatMap(({ id }) => effects.get(id)?.sequence ?? []);
  const isInOrder = places.every((place, at) => at === 0 || place > (places[at - 1] ?? 0));
  return isInOrder ? [] : [`${device.name}: records are not in the order they were saved in`];
}
