/** The phone core's storage on IndexedDB: each write whole and flushed, or not at all. */
import type { PulledRecord } from "@lianfang/core/kernel/pulled.ts";
import type {
  HeldSet,
  Meta,
  OutboxRecord,
  PhoneStore,
  StoreChange,
} from "@lianfang/core/sync/phone/world.ts";
import { rangesAfter } from "@lianfang/core/sync/ranges.ts";
import {
  allOf,
  beyondAll,
  type FieldDatabase,
  forgetSet,
  type HeldRow,
  inOne,
  type MetaRow,
  type OutboxRow,
  storeNames,
  theOne,
  type Writing,
} from "./database.ts";
import type { Sealed, Sealer } from "./sealing.ts";

/** What is left to do once everything is sealed: no promise but the database's own may be awaited. */
type Prepared = (writing: Writing) => Promise<void>;

type Content = Pick<OutboxRecord, "procedure" | "happenedAt" | "input" | "mends">;
type OutcomeOf = Pick<OutboxRecord, "problem" | "answer">;

export interface FieldStore extends PhoneStore {
  held(set: string): Promise<PulledRecord[]>;
  keep(name: string, value: unknown): Promise<void>;
  kept(name: string): Promise<unknown>;
}

const placeOfRecord = (id: string): string => `outbox:${id}`;
const placeOfOutcome = (id: string): string => `outcome:${id}`;
const placeOfHeld = (set: string, key: string): string => `held:${set}:${key}`;
const keyPlace = "meta:device-key";

/**
 * @param onChange called after each write of the core's
 */
export function openStore(
  database: FieldDatabase,
  sealer: Sealer,
  onChange: () => void,
): FieldStore {
  const opened = new Map<string, Promise<Content>>();
  /** What a record says never changes: it is opened once. */
  const contentOf = ({ id, content }: OutboxRow): Promise<Content> => {
    const known = opened.get(id) ?? (sealer.open(content, placeOfRecord(id)) as Promise<Content>);
    opened.set(id, known);
    return known;
  };
  const recordOf = async (row: OutboxRow): Promise<OutboxRecord> => {
    const { id, state, outcome } = row;
    const told = outcome && ((await sealer.open(outcome, placeOfOutcome(id))) as OutcomeOf);
    return { id, state, ...(await contentOf(row)), ...told };
  };
  return {
    async meta() {
      const row = await database.get("meta", theOne);
      if (!row) return {};
      const { deviceKey, device, ...meta } = row;
      if (!device) return meta;
      const key = deviceKey && ((await sealer.open(deviceKey, keyPlace)) as string);
      return { ...meta, device: { ...device, key } };
    },
    async outbox() {
      return Promise.all((await database.getAll("outbox")).map(recordOf));
    },
    sets: () => database.getAll("sets") as Promise<HeldSet[]>,
    async write(changes, onlyFor) {
      const prepared = await Promise.all(changes.map((change) => prepare(sealer, change)));
      await inOne(database, async (writing) => {
        if (onlyFor !== undefined) {
          const meta = await writing.objectStore("meta").get(theOne);
          if (meta?.device?.id !== onlyFor) return;
        }
        for (const apply of prepared) await apply(writing);
      });
      if (changes.some((change) => change.do === "clear")) opened.clear();
      onChange();
    },
    async held(set) {
      const rows = await database.getAll("held", allOf(set));
      return Promise.all(
        rows.map(async ({ key, content }) => ({
          key,
          content: await sealer.open(content, placeOfHeld(set, key)),
        })),
      );
    },
    async keep(name, value) {
      const sealed = value === undefined ? undefined : await sealer.seal(value, `kept:${name}`);
      await inOne(database, async (writing) => {
        // Signed out meanwhile: nothing may stay behind.
        if ((await writing.objectStore("lock").get(theOne)) === undefined) return;
        const kept = writing.objectStore("kept");
        await (sealed ? kept.put(sealed, name) : kept.delete(name));
      });
    },
    async kept(name) {
      const sealed = await database.get("kept", name);
      return sealed && sealer.open(sealed, `kept:${name}`);
    },
  };
}

async function prepare(sealer: Sealer, change: StoreChange): Promise<Prepared> {
  switch (change.do) {
    case "add":
      return added(sealer, change.record);
    case "settle":
      return settled(sealer, change);
    case "drop":
      return async (writing) => {
        const outbox = writing.objectStore("outbox");
        const at = await outbox.index("id").getKey(change.id);
        if (at !== undefined) await outbox.delete(at);
      };
    case "note":
      return noted(sealer, change.meta);
    case "take":
      return taken(sealer, change);
    case "forget":
      return forgotten(change.set);
    case "clear":
      return async (writing) => {
        for (const name of storeNames) await writing.objectStore(name).clear();
      };
  }
}

async function added(sealer: Sealer, record: OutboxRecord): Promise<Prepared> {
  const { id, state, procedure, happenedAt, input, mends } = record;
  const content = await sealer.seal({ procedure, happenedAt, input, mends }, placeOfRecord(id));
  return async (writing) => void (await writing.objectStore("outbox").add({ id, state, content }));
}

async function settled(
  sealer: Sealer,
  { id, state, problem, answer }: Extract<StoreChange, { do: "settle" }>,
): Promise<Prepared> {
  const says = problem !== undefined || answer !== undefined;
  const outcome: Sealed | undefined = says
    ? await sealer.seal({ problem, answer }, placeOfOutcome(id))
    : undefined;
  return async (writing) => {
    const outbox = writing.objectStore("outbox");
    const row = await outbox.index("id").get(id);
    if (row) await outbox.put({ ...row, state, outcome });
  };
}

async function noted(sealer: Sealer, { device, ...meta }: Partial<Meta>): Promise<Prepared> {
  const key = device?.key;
  const told: Partial<MetaRow> = device
    ? {
        ...meta,
        device: { id: device.id },
        deviceKey: key ? await sealer.seal(key, keyPlace) : undefined,
      }
    : meta;
  return async (writing) => {
    const store = writing.objectStore("meta");
    await store.put({ ...(await store.get(theOne)), ...told }, theOne);
  };
}

async function taken(
  sealer: Sealer,
  { set, change }: Extract<StoreChange, { do: "take" }>,
): Promise<Prepared> {
  const rows: HeldRow[] = await Promise.all(
    change.records.map(async ({ key, content }) => ({
      set: set.name,
      key,
      content: await sealer.seal(content, placeOfHeld(set.name, key)),
    })),
  );
  return async (writing) => {
    const held = writing.objectStore("held");
    await held.delete(between(set.name, change.after, change.upTo));
    for (const row of rows) await held.put(row);
    const sets = writing.objectStore("sets");
    const known = await sets.get(set.name);
    await sets.put({ ...set, ranges: rangesAfter(known?.ranges ?? [], change) });
  };
}

function forgotten(set: string | undefined): Prepared {
  return async (writing) => {
    if (set !== undefined) return forgetSet(writing, set);
    await writing.objectStore("held").clear();
    await writing.objectStore("sets").clear();
  };
}

function between(set: string, after: string, upTo: string | null): IDBKeyRange {
  return IDBKeyRange.bound([set, after], [set, upTo ?? beyondAll], after !== "", upTo === null);
}
