/**
 * What the app keeps on the phone. Contents are sealed; in the clear stand ids, states, digests and
 * times, which the app needs while it is locked.
 */

import type { Meta, RecordState } from "@lianfang/core/sync/phone/world.ts";
import type { HeldRange } from "@lianfang/core/sync/protocol.ts";
import { type DBSchema, deleteDB, type IDBPDatabase, type IDBPTransaction, openDB } from "idb";
import type { Sealed } from "./sealing.ts";
import type { Lock } from "./vault.ts";

export const databaseName = "lianfang-field";

export interface OutboxRow {
  /** The order in which the records were added. */
  at?: number;
  id: string;
  state: RecordState;
  /** Procedure, time and input. */
  content: Sealed;
  /** The server's answer or problem. */
  outcome?: Sealed | undefined;
}

export interface SetRow {
  name: string;
  ranges: readonly HeldRange[];
  keepHours: number;
  isCapped: boolean;
}

export interface HeldRow {
  set: string;
  key: string;
  content: Sealed;
}

/** The core's notes; the device's key apart, which opens the vault when the PIN is forgotten. */
export type MetaRow = Omit<Meta, "device"> & {
  device?: { id: string } | undefined;
  deviceKey?: Sealed | undefined;
};

export interface FieldSchema extends DBSchema {
  lock: { key: string; value: Lock };
  meta: { key: string; value: MetaRow };
  outbox: { key: number; value: OutboxRow; indexes: { id: string } };
  sets: { key: string; value: SetRow };
  held: { key: [string, string]; value: HeldRow };
  /** The screens' own: who is signed in, drafts. */
  kept: { key: string; value: Sealed };
}

export type FieldDatabase = IDBPDatabase<FieldSchema>;

export const storeNames = ["lock", "meta", "outbox", "sets", "held", "kept"] as const;
/** The only row of `lock` and `meta`. */
export const theOne = "the-one";

/** @throws where the browser keeps nothing, as in some private windows */
export function openFieldDatabase(name = databaseName): Promise<FieldDatabase> {
  return openDB<FieldSchema>(name, 1, {
    upgrade(database) {
      database.createObjectStore("lock");
      database.createObjectStore("meta");
      const outbox = database.createObjectStore("outbox", { keyPath: "at", autoIncrement: true });
      outbox.createIndex("id", "id", { unique: true });
      database.createObjectStore("sets", { keyPath: "name" });
      database.createObjectStore("held", { keyPath: ["set", "key"] });
      database.createObjectStore("kept");
    },
    // Another tab deletes everything: this one must not stand in its way, and has nothing left to show.
    blocking(_from, _to, event) {
      (event.target as IDBDatabase).close();
      globalThis.location.reload();
    },
  });
}

export const deleteFieldDatabase = (): Promise<void> => deleteDB(databaseName);

export type Writing = IDBPTransaction<FieldSchema, typeof storeNames, "readwrite">;

/** Everything or nothing, flushed to disk. @throws when it can't be kept, as when there is no room */
export async function inOne(
  database: FieldDatabase,
  work: (writing: Writing) => Promise<void>,
): Promise<void> {
  const writing = database.transaction(storeNames, "readwrite", { durability: "strict" });
  try {
    await work(writing);
    await writing.done;
  } catch (error) {
    abandon(writing);
    await writing.done.catch(() => {});
    throw error;
  }
}

function abandon(writing: Writing): void {
  try {
    writing.abort();
  } catch {
    // It has ended by itself, as when there is no room.
  }
}

/** A list comes after every text in the order of keys. */
export const beyondAll: never[] = [];

export function allOf(set: string): IDBKeyRange {
  return IDBKeyRange.bound([set], [set, beyondAll]);
}

/** What is held of a set, with its ranges. */
export async function forgetSet(writing: Writing, set: string): Promise<void> {
  await writing.objectStore("held").delete(allOf(set));
  await writing.objectStore("sets").delete(set);
}
