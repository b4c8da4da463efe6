import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { testDatabase } from "@lianfang/testkit/database.ts";
import { describe, expect, onTestFinished, test } from "vitest";
import { openPool } from "./database/database.ts";
import { type Change, type Live, openLive } from "./live.ts";

const { connection } = await testDatabase();

/** One process of several on the same database. */
async function process_(): Promise<Live & { pool: ReturnType<typeof openPool> }> {
  const pool = openPool(connection);
  const live = await openLive(pool);
  onTestFinished(async () => {
    await live.close();
    await pool.end();
  });
  return { ...live, pool };
}

/** Collects a town's changes until enough modules were named. */
async function collect(live: Live, townId: string, modules: number): Promise<Change[]> {
  const seen: Change[] = [];
  for await (const change of live.follow(townId, AbortSignal.timeout(5_000))) {
    seen.push(change);
    if (new Set(seen.flatMap((one) => one.modules)).size >= modules) break;
  }
  return seen;
}

const townA = "018f0000-0000-7000-8000-00000000000a";
const townB = "018f0000-0000-7000-8000-00000000000b";

describe("a change", () => {
  test("reaches those who follow its town, in every process", async () => {
    const [here, there] = [await process_(), await process_()];
    const following = Promise.all([collect(here, townA, 1), collect(there, townA, 1)]);
    here.changed(townA, "registry");
    expect(await following).toEqual([
      [{ townId: townA, modules: ["registry"] }],
      [{ townId: townA, modules: ["registry"] }],
    ]);
  });

  test("does not reach those who follow another town", async () => {
    const live = await process_();
    const controller = new AbortController();
    const other: Change[] = [];
    const following = (async () => {
      for await (const change of live.follow(townB, controller.signal)) other.push(change);
    })();
    const own = collect(live, townA, 1);
    live.changed(townA, "registry");
    await own;
    controller.abort();
    await following;
    expect(other).toEqual([]);
  });

  test("travels with those of the same moment, once a module", async () => {
    const live = await process_();
    const following = collect(live, townA, 2);
    for (let time = 0; time < 200; time += 1) {
      live.changed(townA, "registry");
      live.changed(townA, "observation");
    }
    const seen = await following;
    expect(seen).toHaveLength(1);
    expect(seen[0]?.modules.sort()).toEqual(["observation", "registry"]);
  });

  test("that comes while the last is being told is told next", async () => {
    const live = await process_();
    const changes = live.follow(townA, AbortSignal.timeout(5_000));
    const first = changes.next();
    live.changed(townA, "registry");
    expect((await first).value).toMatchObject({ modules: ["registry"] });
    live.changed(townA, "observation");
    await wait(150);
    expect((await changes.next()).value).toMatchObject({ modules: ["observation"] });
    await changes.return(undefined);
  });
});

describe("following", () => {
  test("ends when nobody listens any more", async () => {
    const live = await process_();
    const controller = new AbortController();
    const following = collectAll(live, controller.signal);
    controller.abort();
    expect(await following).toEqual([]);
  });

  test("ends when the process closes", async () => {
    const pool = openPool(connection);
    const live = await openLive(pool);
    const following = collectAll(live, undefined);
    await live.close();
    expect(await following).toEqual([]);
    await pool.end();
  });

  test("goes on after the listening connection was lost", async () => {
    const live = await process_();
    const { rows } = await live.pool.query(
      "select pid from pg_stat_activity where query = 'listen lianfang_live' and datname = current_database()",
    );
    const lost = once(live.pool, "remove");
    await live.pool.query("select pg_terminate_backend(pid) from unnest($1::int[]) as pid", [
      rows.map((row) => row.pid),
    ]);
    await lost;
    await wait(1_300);
    const following = collect(live, townA, 1);
    live.changed(townA, "registry");
    expect(await following).toEqual([{ townId: townA, modules: ["registry"] }]);
  });
});

async function collectAll(live: Live, signal: AbortSignal | undefined): Promise<Change[]> {
  const seen: Change[] = [];
  for await (const change of live.follow(townA, signal)) seen.push(change);
  return seen;
}
