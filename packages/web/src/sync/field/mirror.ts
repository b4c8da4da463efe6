/** What the screens look at: the storage's state in memory, while the phone is unlocked. */
import type { PulledRecord } from "@lianfang/core/kernel/pulled.ts";
import { standingOf } from "@lianfang/core/sync/phone/status.ts";
import type { Meta } from "@lianfang/core/sync/phone/world.ts";
import type { Network, OutboxEntry, PhoneStatus } from "../../kernel/field/phone.ts";
import { listenersOf } from "../../kernel/listeners.ts";
import type { FieldStore } from "./store.ts";

export interface Mirror {
  subscribe(listener: () => void): () => void;
  status(): PhoneStatus;
  outbox(): readonly OutboxEntry[];
  held(set: string): readonly PulledRecord[];
  isCapped(set: string): boolean;
  /** Reads again what has changed. */
  refresh(): Promise<void>;
  /** Notes how the last contact went. */
  note(contact: { network?: Network; isSyncing?: boolean; trouble?: PhoneStatus["trouble"] }): void;
  /** The account the records are of; undefined once everything was wiped. */
  owner(): string | undefined;
}

interface HeldSet {
  /** Of the ranges it was read with. */
  mark: string;
  records: readonly PulledRecord[];
}

const nothing: readonly never[] = [];

export function mirrorOf(store: FieldStore): Mirror {
  const listeners = listenersOf();
  const held = new Map<string, HeldSet>();
  let contact: Pick<PhoneStatus, "network" | "isSyncing" | "trouble"> = {
    network: "unknown",
    isSyncing: false,
    trouble: undefined,
  };
  let outbox: readonly OutboxEntry[] = nothing;
  let meta: Meta = {};
  let capped: ReadonlySet<string> = new Set();
  let status: PhoneStatus = { ...standingOf(outbox, meta), ...contact };
  let reading: Promise<void> | undefined;
  let again = false;

  const tell = () => {
    status = { ...standingOf(outbox, meta), ...contact };
    listeners.tell();
  };
  const readHeld = async () => {
    const sets = await store.sets();
    capped = new Set(sets.filter(({ isCapped }) => isCapped).map(({ name }) => name));
    for (const [name, { mark }] of held) {
      const now = JSON.stringify(sets.find((set) => set.name === name)?.ranges ?? []);
      if (now !== mark) held.set(name, { mark: now, records: await store.held(name) });
    }
  };
  const read = async () => {
    do {
      again = false;
      [outbox, meta] = await Promise.all([store.outbox(), store.meta()]);
      await readHeld();
    } while (again);
    tell();
  };
  const refresh = (): Promise<void> => {
    if (reading) again = true;
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  };
  return {
    subscribe: listeners.subscribe,
    status: () => status,
    outbox: () => outbox,
    held(set) {
      const known = held.get(set);
      if (known) return known.records;
      held.set(set, { mark: "", records: nothing });
      void refresh();
      return nothing;
    },
    isCapped: (set) => capped.has(set),
    refresh,
    note(changes) {
      contact = { ...contact, ...changes };
      tell();
    },
    owner: () => meta.owner,
  };
}
