import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { insertBareTown } from "@lianfang/testkit/bare-town.ts";
import { testDatabase } from "@lianfang/testkit/database.ts";
import { pino } from "pino";
import { v7 as uuidv7 } from "uuid";
import { afterAll, describe, expect, test } from "vitest";
import { settableClock } from "../clock.ts";
import type { Kernel } from "../context.ts";
import { json } from "../database/database.ts";
import { commitWrite } from "../endpoint/commit.ts";
import { figureBook } from "../figures/figures.ts";
import { openLive } from "../live.ts";
import { instanceKeys } from "../vault/keys.ts";
import { vaultKeeper } from "../vault/vault.ts";
import { allReactions, type Entry, openJobs } from "./jobs.ts";
import { idFor, openSystem } from "./system.ts";

const { db, pool, connection } = await testDatabase();
const now = "2020-02-05T04:00:00.000Z";
const clock = settableClock(now);
const townId = await insertBareTown(db);
const otherTown = await insertBareTown(db);

const seen: Entry[] = [];
const ran: string[] = [];
/** Writes whose second reaction fails at its first try. */
const troubled = new Set<string>();
const note = { name: "test.note", run: async (entry: Entry) => void seen.push(entry) };
const stumble = {
  name: "test.stumble",
  run: async ({ id }: Entry) => {
    if (troubled.delete(id)) throw new Error("not now");
    ran.push(id);
  },
};
/** Each waits until it is let go. */
const slow = new Map<string, () => void>();
const takeTime = {
  name: "test.takeTime",
  takesLong: true as const,
  run: async ({ id }: Entry) => {
    await new Promise<void>((resolve) => {
      slow.set(id, resolve);
    });
    ran.push(`slow ${id}`);
  },
};
/** Of two modules that react to one entry. */
const reactions = allReactions([
  { "things.thing.kept": [note], "things.thing.grown": [takeTime] },
  { "things.thing.grown": [note] },
  { "things.thing.kept": [stumble] },
]);
const jobs = openJobs(
  connection,
  reactions,
  [{ name: "test.sweep", cron: "0 3 * * *", run: async () => void ran.push("test.sweep") }],
  pino({ level: "silent" }),
);

const dataFolder = mkdtempSync(join(tmpdir(), "lianfang-jobs-"));
const keys = instanceKeys(dataFolder);
const kernel: Kernel = {
  db,
  clock,
  keys,
  vaults: vaultKeeper(keys.master),
  live: await openLive(pool),
  figures: figureBook([]),
  ties: [],
  connectors: {},
  dataFolder,
  demo: undefined,
};
const system = openSystem(kernel, jobs.afterWrite);
await jobs.open();
await jobs.start(system);
afterAll(async () => {
  await jobs.stop();
  await kernel.live.close();
});

function keep(id = "", { fail = false, entry = "things.thing.kept", town = townId } = {}) {
  return commitWrite(
    db,
    {
      entry,
      id,
      happenedAt: undefined,
      now,
      digest: Buffer.from(id),
      shownOnce: [],
    },
    async ({ enter, about }) => {
      await enter(town, undefined);
      about({ kind: "thing", ids: [id] });
      return {};
    },
    async (tx, written) => {
      await jobs.afterWrite(tx, written);
      if (fail) throw new Error("too late");
    },
  );
}

const until = { timeout: 15_000, interval: 50 };

describe("reactions", () => {
  test("follow a write, with its entry, id and subject", async () => {
    const id = uuidv7();
    await keep(id);
    await expect
      .poll(() => seen.find((entry) => entry.id === id), until)
      .toEqual({
        townId,
        id,
        entry: "things.thing.kept",
        subject: { kind: "thing", ids: [id] },
      });
  });

  test("that fail are tried again, and hold up no other", async () => {
    const ids = Array.from({ length: 6 }, () => uuidv7());
    troubled.add(ids[2] ?? "");
    for (const id of ids) await keep(id);
    await expect.poll(() => ids.every((id) => ran.includes(id)), until).toBe(true);
    expect(troubled.size).toBe(0);
    expect(ran.indexOf(ids[2] ?? "")).toBeGreaterThan(ran.indexOf(ids[5] ?? ""));
    // Nothing was run twice for the sake of the one that stumbled.
    expect(seen.filter((entry) => ids.includes(entry.id))).toHaveLength(ids.length);
  });

  test("that take long hold up nothing else, nor two of a town another town's", async () => {
    const [first, second, third] = [uuidv7(), uuidv7(), uuidv7()];
    const [quick, elsewhere] = [uuidv7(), uuidv7()];
    const grown = "things.thing.grown";
    for (const id of [first, second, third]) await keep(id, { entry: grown });
    await expect.poll(() => slow.size, until).toBe(2);
    await keep(quick);
    await keep(elsewhere, { entry: grown, town: otherTown });
    await expect.poll(() => ran.includes(quick), until).toBe(true);
    await expect.poll(() => slow.has(elsewhere), until).toBe(true);
    expect([...slow.keys()]).not.toContain(third);
    expect(ran.some((one) => one.startsWith("slow"))).toBe(false);
    const letGo = () => {
      for (const go of slow.values()) go();
      return [first, second, third, elsewhere].every((id) => ran.includes(`slow ${id}`));
    };
    await expect.poll(letGo, until).toBe(true);
  });

  test("do not follow a write that came to nothing", async () => {
    const id = uuidv7();
    await expect(keep(id, { fail: true })).rejects.toThrow("too late");
    await keep(uuidv7());
    const { rows } = await pool.query(
      "select count(*) as count from pgboss.job where data->'entry'->>'id' = $1",
      [id],
    );
    expect(rows).toEqual([{ count: 0 }]);
  });
});

describe("a scheduled job", () => {
  test("may be run apart from its schedule", async () => {
    ran.length = 0;
    await jobs.run("test.sweep", system);
    expect(ran).toEqual(["test.sweep"]);
    await expect(jobs.run("test.nothing", system)).rejects.toThrow("no job test.nothing");
  });

  test("is scheduled by the clock on the wall in China", async () => {
    const { rows } = await pool.query("select name, cron, timezone from pgboss.schedule");
    expect(rows).toEqual([{ name: "test.sweep", cron: "0 3 * * *", timezone: "Asia/Shanghai" }]);
  });
});

describe("the system", () => {
  test("reads a town with everything in reach, and says why", async () => {
    const reader = await system.reader(townId, "nightly count");
    expect(reader).toMatchObject({
      town: { townId, timeZone: "Asia/Shanghai", clock: { bulletinBy: "17:00" } },
      actor: { is: "system", why: "nightly count" },
      reach: { all: true },
    });
    await expect(system.reader(uuidv7(), "nothing")).rejects.toMatchObject({
      code: "kernel.notFound",
    });
  });

  test("writes through the one commit point, once for an occasion", async () => {
    const id = idFor(townId, "sweep", "2020-02-05");
    const write = { entry: "things.sweep.done", id, why: "nightly sweep" };
    for (let time = 0; time < 2; time += 1) {
      await system.write(townId, write, async (context) => {
        await context.db
          .insertInto("instance_state")
          .values({ name: context.id, value: json(context.now) })
          .execute();
      });
    }
    const rows = await db.selectFrom("journal").selectAll().where("id", "=", id).execute();
    expect(rows).toMatchObject([{ entry: "things.sweep.done", actor_id: null, town_id: townId }]);
  });

  test("names the same occasion always by the same id, and no two alike", () => {
    expect(idFor("a", "b")).toBe(idFor("a", "b"));
    expect(idFor("a", "b")).not.toBe(idFor("a\nb", ""));
    expect(new Set(Array.from({ length: 1000 }, (_, n) => idFor("n", String(n)))).size).toBe(1000);
    expect(idFor("a")).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });
});
