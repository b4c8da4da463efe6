/**
 * The phone's core: what is saved is never lost and never doubled, whatever the network, the storage
 * and the clock do, and nothing stays on the phone that is no longer its owner's to hold.
 */
import type { Id } from "../../kernel/ids.ts";
import { WipedAnswer } from "../protocol.ts";
import { ask, deviceOf, type Stop, Stopped } from "./contact.ts";
import { pullAll } from "./pull.ts";
import { confirmAll, pushAll } from "./push.ts";
import { retryDelayMs } from "./retry.ts";
import { staleSets } from "./tidy.ts";
import type { Meta, PhoneWorld, StoreChange } from "./world.ts";

export interface SyncReport {
  /** Absent when everything was sent and compared. */
  stopped?: Stop;
  /** When to try again, where something was left to do. */
  nextInMs?: number;
}

export interface Phone {
  /** Keeps a command for sending. Once it resolves, the record is safe. @throws when there is no room */
  save(procedure: string, input: Record<string, unknown>): Promise<Id>;
  /** One contact: sends what waits, then brings what is held up to date. Never throws. */
  sync(): Promise<SyncReport>;
  /** Sends a refused record once more as it is. */
  retry(id: Id): Promise<void>;
  /** Puts another record in the place of one that was refused or in conflict. */
  mend(id: Id, input: Record<string, unknown>): Promise<Id>;
  /** Drops a record that was refused or in conflict. */
  discard(id: Id): Promise<void>;
  /** Deletes everything; where something waits, only when that is confirmed. @returns whether it did */
  signOut(confirmed: boolean): Promise<boolean>;
  /** Deletes what has been held too long without contact. To be called at start and from time to time. */
  tidy(): Promise<void>;
}

export function openPhone(world: PhoneWorld): Phone {
  const { store } = world;
  let failures = 0;

  const record = (procedure: string, input: Record<string, unknown>) => ({
    id: world.newId(),
    procedure,
    happenedAt: new Date(world.now()).toISOString(),
    input,
    state: "waiting" as const,
  });
  const undecided = async (id: Id) => {
    const found = (await store.outbox()).find((each) => each.id === id);
    return found?.state === "refused" || found?.state === "conflict" ? found : undefined;
  };

  return {
    async save(procedure, input) {
      const made = record(procedure, input);
      await store.write([{ do: "add", record: made }]);
      return made.id;
    },
    async sync() {
      const stopped = await world.exclusively(() => stopOf(() => contact(world)));
      if (stopped === undefined) return { stopped: "busy" };
      if (stopped.because === undefined) {
        failures = 0;
        return {};
      }
      failures += 1;
      return { stopped: stopped.because, nextInMs: retryDelayMs(failures, world.random()) };
    },
    async retry(id) {
      const found = await undecided(id);
      if (found?.state === "refused") await store.write([{ do: "settle", id, state: "waiting" }]);
    },
    async mend(id, input) {
      const wrong = await undecided(id);
      if (!wrong) throw new Error("only what was refused can be mended");
      const mends = wrong.state === "conflict" ? id : wrong.mends;
      const made = {
        ...record(wrong.procedure, input),
        happenedAt: wrong.happenedAt,
        ...(mends && { mends }),
      };
      await store.write([
        { do: "drop", id },
        { do: "add", record: made },
      ]);
      return made.id;
    },
    async discard(id) {
      if (await undecided(id)) await store.write([{ do: "drop", id }]);
    },
    async signOut(confirmed) {
      const records = await store.outbox();
      if (!confirmed && records.some(({ state }) => state !== "acknowledged")) return false;
      await store.write([{ do: "clear" }]);
      return true;
    },
    tidy: () => tidy(world),
  };
}

async function stopOf(work: () => Promise<void>): Promise<{ because?: Stop }> {
  try {
    await work();
    return {};
  } catch (error) {
    if (error instanceof Stopped) return { because: error.because };
    // Whatever the store could not keep is told again at the next contact.
    return { because: "no-room" };
  }
}

/** First what waits, so that nothing is wiped before it was offered; then what is held. */
async function contact(world: PhoneWorld): Promise<void> {
  await claim(world);
  await pushAll(world);
  const told = await pullAll(world);
  if (told.wipe) return wipe(world);
  // The town may have been put back since: then what was acknowledged waits again.
  await pushAll(world);
  await confirmAll(world, told.backup);
  await pushAll(world);
}

/** The phone's own id, made before it first speaks, for the account that is signed in. */
async function claim(world: PhoneWorld): Promise<void> {
  const { owner, device } = await world.store.meta();
  if (owner !== undefined && owner !== world.owner) throw new Stopped("another-owner");
  if (device) return;
  const own = { owner: world.owner, device: { id: world.newId() } };
  await world.store.write([{ do: "note", meta: own }]);
}

/**
 * What is held went with the answer that told so. What was refused is offered once more, for now it
 * is kept for review; then everything goes, and the server is told. Where it has changed its mind
 * meanwhile, because the account was resumed, the phone stays as it is.
 */
async function wipe(world: PhoneWorld): Promise<void> {
  const { store } = world;
  const { device } = await store.meta();
  const refused = (await store.outbox()).filter(({ state }) => state === "refused");
  await store.write(
    refused.map(({ id }): StoreChange => ({ do: "settle", id, state: "waiting" })),
    device?.id,
  );
  await pushAll(world);
  const meta = await store.meta();
  const left = await store.outbox();
  const isOpen = left.some(({ state }) => state === "waiting" || state === "refused");
  if (isOpen || !meta.isWiping) return;
  await tellWiped(world, meta);
  await store.write([{ do: "clear" }], meta.device?.id);
}

/** A phone that was never given its key can't say so: it is wiped all the same. */
async function tellWiped(world: PhoneWorld, meta: Meta): Promise<void> {
  try {
    await ask(world, "wiped", { device: deviceOf(world, meta, 0) }, WipedAnswer);
  } catch (error) {
    if (!(error instanceof Stopped) || error.because !== "sign-in") throw error;
  }
}

async function tidy({ store, now }: PhoneWorld): Promise<void> {
  const { lastContactAt } = await store.meta();
  const stale = staleSets(lastContactAt, await store.sets(), now());
  if (stale.length === 0) return;
  await store.write(stale.map((set): StoreChange => ({ do: "forget", set })));
}
