/** Tells every process which modules of which town have changed; hints only, never content. */
import { EventEmitter } from "node:events";
import { sql } from "kysely";
import type { Pool } from "pg";
import type { Tx } from "./database/database.ts";

export interface Change {
  townId: string;
  modules: string[];
}

export interface Live {
  /** Notes a change; notes of 50 ms travel as one notification a town. */
  changed(townId: string, module: string): void;
  /** Changes of one town as they come, until the signal aborts. */
  follow(townId: string, signal: AbortSignal | undefined): AsyncGenerator<Change>;
  /**
   * Hears of every town's changes until the process ends.
   * @param missed when some may have gone untold: the connection was lost, or is there again
   */
  watch(told: (change: Change) => void, missed: () => void): void;
  /** How many follow a town in this process. */
  followers(townId: string): number;
  close(): Promise<void>;
}

const channel = "lianfang_live";
const gatherMs = 50;

/** Tells of a change when the transaction is committed, and of none when it isn't. */
export async function tellWithin(db: Tx, townId: string, module: string): Promise<void> {
  await sql`select pg_notify(${channel}, ${`${townId} ${module}`})`.execute(db);
}

/** Listens on one connection of its own and takes a new one when that breaks. */
export async function openLive(pool: Pool): Promise<Live> {
  const emitter = new EventEmitter().setMaxListeners(0);
  const watchers = new Set<{ told(change: Change): void; missed(): void }>();
  const pending = new Map<string, Set<string>>();
  let timer: NodeJS.Timeout | undefined;
  let listener: { letGo(): boolean } | undefined;
  let isClosed = false;

  const again = (): void => {
    // Until the database is back; screens refresh by themselves meanwhile.
    if (!isClosed) setTimeout(() => void listen().catch(again), 1_000).unref();
  };
  const listen = async (): Promise<void> => {
    const client = await pool.connect();
    client.on("notification", ({ payload }) => {
      const [townId, modules] = (payload ?? "").split(" ");
      if (!townId || !modules) return;
      const change = { townId, modules: modules.split(",") };
      emitter.emit(townId, change.modules);
      for (const { told } of watchers) told(change);
    });
    let isHeld = true;
    const letGo = (): boolean => {
      const isFirst = isHeld;
      isHeld = false;
      if (isFirst) client.release(true);
      return isFirst;
    };
    // A connection may break while it is being closed, or twice over: it is let go of once.
    client.on("error", () => {
      if (!letGo()) return;
      listener = undefined;
      for (const { missed } of watchers) missed();
      again();
    });
    try {
      await client.query(`listen ${channel}`);
    } catch (error) {
      if (letGo()) throw error;
      return;
    }
    listener = { letGo };
    for (const { missed } of watchers) missed();
  };
  await listen();

  const flush = (): void => {
    timer = undefined;
    const batch = [...pending].map(([townId, modules]) => `${townId} ${[...modules].join(",")}`);
    pending.clear();
    pool
      .query("select pg_notify($1, payload) from unnest($2::text[]) as payload", [channel, batch])
      // Only a hint is lost: screens refresh by themselves as well.
      .catch(() => {});
  };

  return {
    changed(townId, module) {
      const modules = pending.get(townId) ?? new Set();
      pending.set(townId, modules.add(module));
      timer ??= setTimeout(flush, gatherMs);
    },
    async *follow(townId, signal) {
      const waiting = new Set<string>();
      let wake: (() => void) | undefined;
      const onChange = (modules: string[]): void => {
        for (const module of modules) waiting.add(module);
        wake?.();
      };
      emitter.on(townId, onChange);
      const onAbort = (): void => wake?.();
      signal?.addEventListener("abort", onAbort);
      try {
        while (!signal?.aborted && !isClosed) {
          if (waiting.size === 0) {
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
          }
          const modules = [...waiting];
          // Before they are told: what comes meanwhile is told next.
          waiting.clear();
          if (modules.length > 0) yield { townId, modules };
        }
      } finally {
        emitter.off(townId, onChange);
        signal?.removeEventListener("abort", onAbort);
      }
    },
    watch: (told, missed) => void watchers.add({ told, missed }),
    followers: (townId) => emitter.listenerCount(townId),
    async close() {
      isClosed = true;
      clearTimeout(timer);
      for (const name of emitter.eventNames()) emitter.emit(name, []);
      listener?.letGo();
    },
  };
}
