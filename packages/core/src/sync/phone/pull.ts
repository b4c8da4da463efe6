/** What the phone holds of the town, brought up to date range by range. */
import { type Contact, PullAnswer } from "../protocol.ts";
import { ask, deviceOf, isUnsent, noted } from "./contact.ts";
import { again } from "./push.ts";
import type { PhoneWorld, StoreChange } from "./world.ts";

/** A server that never comes to an end is not followed for ever. */
const mostAnswers = 200;

/**
 * @returns what the last answer told
 * @throws Stopped
 */
export async function pullAll(world: PhoneWorld): Promise<Contact> {
  await forgetUnknown(world);
  let from: PullAnswer["next"];
  for (let answers = 1; ; answers += 1) {
    const meta = await world.store.meta();
    const held = await world.store.sets();
    const unsent = (await world.store.outbox()).filter(isUnsent).length;
    const sets = world.sets.map(({ name, version }) => ({
      name,
      version,
      ranges: [...(held.find((set) => set.name === name)?.ranges ?? [])],
    }));
    const answer = await ask(
      world,
      "pull",
      { device: deviceOf(world, meta, unsent), sets, from },
      PullAnswer,
    );
    const taken = answer.sets.flatMap(({ changes, ...set }) =>
      changes.map((change): StoreChange => ({ do: "take", set, change })),
    );
    const changes = [...(await again(world, answer.sendAgain)), ...taken];
    await world.store.write([...changes, ...noted(world, meta, answer)], meta.device?.id);
    from = answer.next;
    if (!from || answer.wipe || answers >= mostAnswers) return answer;
  }
}

/** Sets this version of the app no longer shows. */
async function forgetUnknown(world: PhoneWorld): Promise<void> {
  const known = new Set(world.sets.map(({ name }) => name));
  const strange = (await world.store.sets()).filter(({ name }) => !known.has(name));
  if (strange.length === 0) return;
  await world.store.write(strange.map(({ name }): StoreChange => ({ do: "forget", set: name })));
}
