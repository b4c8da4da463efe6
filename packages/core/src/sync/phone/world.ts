/**
 * What the phone's core asks of the phone. It is pure: clock, random, storage, network and lock are
 * handed in, by the app (IndexedDB, fetch, `navigator.locks`) and by the simulation alike.
 */
import type { Id } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";
import type { HeldRange, History, PushProblem, RangeChange } from "../protocol.ts";

/**
 * - `waiting`: to be sent; it may have been sent already without an answer.
 * - `refused`, `conflict`: the server said why; somebody mends, sends again or discards it.
 * - `acknowledged`: the server has it; kept until it is in a backup.
 */
export type RecordState = "waiting" | "refused" | "conflict" | "acknowledged";

export interface OutboxRecord {
  /** Made and stored before the first send. */
  id: Id;
  procedure: string;
  /** By this phone's clock. */
  happenedAt: Instant;
  input: Record<string, unknown>;
  state: RecordState;
  /** The conflict in whose place it was made: the town must not take that in as well. */
  mends?: Id | undefined;
  problem?: PushProblem | undefined;
  answer?: unknown;
}

/** What the phone knows about itself and its last contact. */
export interface Meta {
  /** The account whose records these are; nobody else's session sends them. */
  owner?: string | undefined;
  device?: { id: Id; key?: string | undefined } | undefined;
  /** What it last heard of the town's history. */
  seen?: History | undefined;
  /** The last backup about which every acknowledged record was asked. */
  backup?: string | undefined;
  /** By this phone's clock. */
  lastContactAt?: Instant | undefined;
  /** This phone's clock minus the server's, at the last contact. */
  skewMs?: number | undefined;
  /** The server told it to wipe itself; what is held is gone, what waits is still sent. */
  isWiping?: boolean | undefined;
  /** The server asked for a newer app. */
  mustUpdate?: boolean | undefined;
  /** How many records were taken in for review so far. */
  quarantined?: number | undefined;
}

export interface HeldSet {
  name: string;
  ranges: readonly HeldRange[];
  keepHours: number;
  isCapped: boolean;
}

export type StoreChange =
  /** At the end of the outbox, by the store's own counting. */
  | { do: "add"; record: OutboxRecord }
  /** Nothing where there is no such record. */
  | { do: "settle"; id: Id; state: RecordState; problem?: PushProblem; answer?: unknown }
  | { do: "drop"; id: Id }
  | { do: "note"; meta: Partial<Meta> }
  /**
   * Replaces what is held of a set between two keys, and the set's ranges by `rangesAfter` of those
   * that are in the store then.
   */
  | { do: "take"; set: Omit<HeldSet, "ranges">; change: RangeChange }
  /** What is held of a set, with its ranges; of all sets where none is named. */
  | { do: "forget"; set?: string }
  /** Everything: outbox, sets and meta. */
  | { do: "clear" };

/** Shared by all tabs. */
export interface PhoneStore {
  meta(): Promise<Meta>;
  /** In the order the records were added. */
  outbox(): Promise<OutboxRecord[]>;
  sets(): Promise<HeldSet[]>;
  /**
   * One transaction, flushed to disk: all changes, or none.
   * @param onlyFor changes nothing when the phone has become another device meanwhile
   * @throws when it can't be kept, as when there is no room
   */
  write(changes: readonly StoreChange[], onlyFor?: Id): Promise<void>;
}

export type Reply =
  | { is: "answered"; body: unknown }
  /** By the server, in its form for problems. */
  | { is: "refused"; status: number }
  | { is: "unreachable" };

export interface PhoneWorld {
  store: PhoneStore;
  /** POST to `/api/sync/<path>`, with the session. Gives up by itself after a while. */
  send(path: "push" | "pull" | "wiped", body: unknown): Promise<Reply>;
  /** Runs the work while no other tab does the same; undefined when one does. */
  exclusively<Result>(work: () => Promise<Result>): Promise<Result | undefined>;
  /** Milliseconds since 1970, as this phone believes. */
  now(): number;
  /** From 0 to 1. */
  random(): number;
  /** A UUIDv7. */
  newId(): Id;
  /** The account that is signed in on this phone, or was last. */
  owner: string;
  app: { label: string; version: string; protocol: number };
  /** The sets this app knows to show, in the order they are wanted. */
  sets: readonly { name: string; version: number }[];
}
