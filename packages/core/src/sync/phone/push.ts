/** The outbox, sent in its order until nothing waits. */
import { mostConfirmed, type Outcome, PushAnswer } from "../protocol.ts";
import { ask, deviceOf, isUnsent, noted, Stopped } from "./contact.ts";
import type { Meta, OutboxRecord, PhoneWorld, StoreChange } from "./world.ts";

const mostAtOnce = 50;

/**
 * Sends what waits, and asks what of the acknowledged is in a backup by now.
 * @throws Stopped
 */
export async function pushAll(world: PhoneWorld): Promise<void> {
  let size = mostAtOnce;
  for (;;) {
    const records = await world.store.outbox();
    const meta = await world.store.meta();
    const waiting = records.filter(({ state }) => state === "waiting").slice(0, size);
    if (waiting.length === 0) return;
    try {
      const answer = await pushOnce(world, meta, waiting, []);
      const settled = new Set(answer.outcomes.flatMap(({ is, id }) => (is === "later" ? [] : id)));
      // What the answer leaves open, or does not speak of, is asked again another time.
      if (waiting.some(({ id }) => !settled.has(id))) throw new Stopped("later");
    } catch (error) {
      const isTooLarge = error instanceof Stopped && error.because === "too-large";
      if (!isTooLarge || size === 1) throw error;
      size = Math.ceil(size / 2);
    }
  }
}

/**
 * Once a backup has been completed since the last time, asks about everything acknowledged: what is
 * in it is let go of, what nobody knows any more is sent again.
 * @throws Stopped
 */
export async function confirmAll(world: PhoneWorld, backup: string | undefined): Promise<void> {
  const meta = await world.store.meta();
  if (backup === undefined || backup === meta.backup) return;
  const kept = (await world.store.outbox()).filter(({ state }) => state === "acknowledged");
  for (let at = 0; at < kept.length; at += mostConfirmed) {
    const ids = kept.slice(at, at + mostConfirmed).map(({ id }) => id);
    await pushOnce(world, await world.store.meta(), [], ids);
  }
  await world.store.write([{ do: "note", meta: { backup } }], meta.device?.id);
}

async function pushOnce(
  world: PhoneWorld,
  meta: Meta,
  waiting: readonly OutboxRecord[],
  confirm: readonly string[],
): Promise<PushAnswer> {
  const commands = waiting.map(({ procedure, id, happenedAt, input, mends }) => ({
    procedure,
    id,
    happenedAt,
    input,
    ...(mends && { mends }),
  }));
  const unsent = (await world.store.outbox()).filter(isUnsent).length - commands.length;
  const device = deviceOf(world, meta, Math.max(0, unsent));
  const body = { device, commands, confirm };
  const answer = await ask(world, "push", body, PushAnswer);
  const { backedUp, unknown } = answer.confirmed;
  // First what was put back, then what this answer says of its own records.
  const changes = [
    ...(await again(world, answer.sendAgain)),
    ...backedUp.map((id): StoreChange => ({ do: "drop", id })),
    ...unknown.map((id): StoreChange => ({ do: "settle", id, state: "waiting" })),
    ...answer.outcomes.flatMap(settled),
    ...quarantineNoted(meta, answer.outcomes),
    ...noted(world, meta, answer),
  ];
  await world.store.write(changes, meta.device?.id);
  return answer;
}

/** The town has forgotten since: whatever it acknowledged waits again. */
export async function again(world: PhoneWorld, isForgotten: boolean): Promise<StoreChange[]> {
  if (!isForgotten) return [];
  const records = await world.store.outbox();
  return records
    .filter(({ state }) => state === "acknowledged")
    .map(({ id }): StoreChange => ({ do: "settle", id, state: "waiting" }));
}

function settled(outcome: Outcome): StoreChange[] {
  const { id } = outcome;
  switch (outcome.is) {
    case "accepted":
      return [{ do: "settle", id, state: "acknowledged", answer: outcome.answer }];
    case "refused":
      return [{ do: "settle", id, state: "refused", problem: outcome.problem }];
    case "conflict":
      return [{ do: "settle", id, state: "conflict", problem: outcome.problem }];
    case "quarantined":
      return [{ do: "drop", id }];
    case "later":
      return [];
  }
}

function quarantineNoted(meta: Meta, outcomes: readonly Outcome[]): StoreChange[] {
  const count = outcomes.filter(({ is }) => is === "quarantined").length;
  return count === 0
    ? []
    : [{ do: "note", meta: { quarantined: (meta.quarantined ?? 0) + count } }];
}
