/** What must hold once everything has healed. */
import { createHash } from "node:crypto";
import { cardsShownAt, ofCounts, ofHeldCounts } from "./counts.ts";
import type { Device } from "./device.ts";
import { type There, whatIsThere } from "./effects.ts";
import { contentOf } from "./records.ts";
import { isArea, isPost } from "./towns.ts";
import { isActive, type Saved, type World } from "./world.ts";

/** A line for each thing that is wrong. */
export async function findings(world: World): Promise<string[]> {
  const there = await whatIsThere(world);
  const records = [...world.saved.values()];
  return [
    ...records.flatMap((record) => ofRecord(world, there, record)),
    ...strangers(world, there),
    ...goneWithoutReason(world, there),
    ...(await ofCounts(world, there)),
    ...world.devices.flatMap((device) => ofDevice(world, there, device)),
  ];
}

/** An acknowledged record is there as it was sent; a safe one is there, or here, or was given up. */
function ofRecord(world: World, there: There, record: Saved): string[] {
  const { effects, underReview } = there;
  const { id, device, entry, isSafe, isGivenUp } = record;
  const effect = effects.get(id);
  const onPhone = device.contents.outbox.find((each) => each.id === id);
  const is = `${device.name}, ${entry.procedure} ${id}:`;
  const wrong: string[] = [];
  if (effect && effect.content !== contentOf(entry)) wrong.push(`${is} is there as another`);
  if (isSafe === false && (effect || underReview.has(id))) wrong.push(`${is} was never kept`);
  if (onPhone?.state === "conflict") wrong.push(`${is} is in conflict with itself`);
  const isUntold = !isActive(world, device) && !isKnown(there, device);
  if (onPhone?.state === "acknowledged" && !effect && !isUntold) {
    wrong.push(`${is} is acknowledged, not there`);
  }
  if (!isActive(world, device) && onPhone) return wrong;
  if (onPhone?.state === "waiting") wrong.push(`${is} still waits`);
  const isElsewhere = underReview.has(id) || onPhone !== undefined || isGivenUp;
  if (!effect && !isElsewhere && isSafe && !wasTakenBack(world, device, id)) {
    const kind = device.acknowledged.has(id) ? "acknowledged" : "safe";
    wrong.push(`${is} was ${kind}, and is nowhere`);
  }
  if (isRefusedInVain(world, record)) wrong.push(`${is} was refused, not kept for review`);
  return wrong;
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

const outOfReach = ["observation.orderNotFound", "checkpoints.checkpointNotFound"];

/** About somebody or something the phone was shown, but its owner no longer reaches. */
function isRefusedInVain({ wasPutBack }: World, { device, id, wasHeld }: Saved): boolean {
  const onPhone = device.contents.outbox.find((each) => each.id === id);
  return wasHeld && outOfReach.includes(onPhone?.problem?.code ?? "") && !wasPutBack;
}

/** No id that nobody sent; a conflict has an id of its own, and keeps the one it was sent under. */
function strangers({ saved }: World, { effects, underReview, sentAs }: There): string[] {
  return [...effects.keys(), ...underReview]
    .filter((id) => !saved.has(sentAs.get(id) ?? id))
    .map((id) => `${id} is there, and nobody sent it`);
}

/** What counts no more was taken back by a guard, or found to be a double by the office. */
function goneWithoutReason({ saved, doubles }: World, { replaced, effects }: There): string[] {
  const takenBack = new Set(
    [...saved.values()].flatMap(({ id, entry }) =>
      entry.procedure === "checkpoints.voidCrossing" && effects.has(id)
        ? entry.input.crossingId
        : [],
    ),
  );
  return [...replaced]
    .filter(([id, why]) => !(why === "double" ? doubles : takenBack).has(id))
    .map(([id, why]) => `${id} counts no more (${why}), and nobody said so`);
}

function ofDevice(world: World, there: There, device: Device): string[] {
  // Who is suspended and not known any more can't be told.
  const isTold = isActive(world, device) || !world.wasPutBack;
  const held = isTold
    ? [...ofScope(world, there, device), ...ofHeldCounts(world, there, device)]
    : [];
  return [...held, ...ofTabs(device), ...ofOrder(world, there, device)];
}

const ofTabs = ({ name, interruptions }: Device): string[] =>
  interruptions === 0 ? [] : [`${name}: a tab spoke while another did, ${interruptions} times`];

/** Nothing on the phone that its owner may not hold, and all that they may. */
function ofScope(world: World, there: There, device: Device): string[] {
  const may = mayHold(world, there, device).sort();
  const holds = device.contents.sets
    .flatMap(({ name, records }) => records.map(({ key }) => `${name} ${key}`))
    .sort();
  const isSame = may.length === holds.length && may.every((key, at) => key === holds[at]);
  return isSame
    ? []
    : [`${device.name}: holds ${holds.join(", ") || "nothing"}; may hold ${may.join(", ")}`];
}

function mayHold(world: World, there: There, { account, sets }: Device): string[] {
  const { stage, scope } = world;
  const places = scope.get(account.accountId) ?? [];
  const posts = places.filter(isPost).map((place) => stage.scopes[place].scopeId);
  const serials = cardsShownAt(world, there, posts);
  const keys: Record<string, readonly string[]> = {
    "observation.orders": places.filter(isArea).flatMap((area) => stage.orders[area]),
    "checkpoints.posts": posts,
    "checkpoints.travellers": serials.map((serial) => String(serial).padStart(10, "0")),
  };
  return sets.flatMap(({ name }) => (keys[name] ?? []).map((key) => `${name} ${key}`));
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
