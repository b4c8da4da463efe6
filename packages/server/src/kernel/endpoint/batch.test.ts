import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTown } from "@lianfang/core/kernel/access.ts";
import { defineProblems } from "@lianfang/core/kernel/problems.ts";
import { command } from "@lianfang/core/kernel/procedure.ts";
import { insertBareTown } from "@lianfang/testkit/bare-town.ts";
import { testDatabase } from "@lianfang/testkit/database.ts";
import type { ContractRouterClient } from "@orpc/contract";
import { createRouterClient } from "@orpc/server";
import { sql } from "kysely";
import { pino } from "pino";
import { v7 as uuidv7 } from "uuid";
import { afterAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { settableClock } from "../clock.ts";
import type { Kernel } from "../context.ts";
import { json } from "../database/database.ts";
import { figureBook } from "../figures/figures.ts";
import { openLive } from "../live.ts";
import { instanceKeys } from "../vault/keys.ts";
import { vaultKeeper } from "../vault/vault.ts";
import { type BatchCall, batched } from "./batched.ts";
import { openBatcher } from "./batcher.ts";
import { bind } from "./endpoint.ts";
import type { Handlers, InputOf } from "./handlers.ts";

const { db, pool } = await testDatabase();
const dataFolder = mkdtempSync(join(tmpdir(), "lianfang-batch-"));
const keys = instanceKeys(dataFolder);
const kernel: Kernel = {
  db,
  clock: settableClock("2020-02-05T04:00:00.000Z"),
  keys,
  vaults: vaultKeeper(keys.master),
  live: await openLive(pool),
  figures: figureBook([]),
  ties: [],
  connectors: {},
  dataFolder,
  demo: undefined,
};

afterAll(() => kernel.live.close());

const problems = defineProblems("gate", { closed: { status: 409 }, counted: { status: 409 } });
const contract = {
  pass: command("POST", "/gate", {
    summary: "Somebody passes",
    access: onTown("director"),
    journal: "gate.person.passed",
    input: z.object({ name: z.string().min(1) }),
    output: z.object({ crossingId: z.string(), together: z.number() }),
    problems: [problems.closed, problems.counted],
  }),
};
type Call = BatchCall<InputOf<(typeof contract)["pass"]>>;

/** Nobody passes named 拒, and nobody twice under one name. */
const handlers: Handlers<typeof contract> = {
  pass: batched({
    load: async (calls: readonly Call[]) => ({ together: calls.length }),
    judge({ input: { name }, context: { id } }: Call, { together }: { together: number }) {
      if (name.startsWith("拒")) throw problems.closed();
      return {
        row: { name: `crossing:${name}`, value: id },
        about: { kind: "crossing", ids: [id] },
        answer: { crossingId: id, together },
      };
    },
    async writeAll(rows, batch) {
      await sql`insert into instance_state (name, value)
        select name, to_jsonb(value)
        from jsonb_to_recordset(${json(rows)}) as row (name text, value text)`.execute(batch.db);
    },
  }),
};

const followed: string[] = [];
const parts = {
  kernel,
  log: pino({ level: "silent" }),
  constraints: { instance_state_pkey: () => problems.counted() },
  afterWrite: async (_tx: unknown, written: readonly { id: string }[]) => {
    followed.push(...written.map(({ id }) => id));
  },
  batcher: openBatcher(),
  offline: new Map(),
  admitToken: () => Promise.reject(new Error("nobody comes with a token")),
  reading: { count: async () => {}, close: async () => {} },
};
const router = bind(parts, "gate", contract, handlers);
const townId = await insertBareTown(db, "试验镇");

const gateOf = (ofTown: string) => {
  const session = { token: undefined, set: () => {}, clear: () => {} };
  const context = {
    locale: "en" as const,
    address: "",
    session,
    asSystem: { townId: ofTown, why: "a test" },
  };
  return createRouterClient(router, { context }) as unknown as ContractRouterClient<
    typeof contract
  >;
};
const gate = gateOf(townId);
let people = 0;
const somebody = (name = `过路人${++people}`) => ({ id: uuidv7(), name });

const journalled = async (ids: readonly string[]) => {
  const rows = await db
    .selectFrom("journal")
    .select(["id", "xid", "sequence", "answer", "entry"])
    .where("town_id", "=", townId)
    .where("id", "in", ids)
    .orderBy("sequence")
    .execute();
  return rows;
};
const ended = (calls: readonly { id: string; name: string }[]) =>
  Promise.all(
    calls.map((call) =>
      gate.pass(call).then(
        () => "passed",
        (error: { code: string }) => error.code,
      ),
    ),
  );

describe("of calls that come together", () => {
  test("one that is refused leaves nothing, and the others are written", async () => {
    const calls = [somebody(), somebody("拒甲"), somebody()];
    expect(await ended(calls)).toEqual(["passed", "gate.closed", "passed"]);
    const rows = await journalled(calls.map(({ id }) => id));
    expect(rows.map(({ id }) => id).sort()).toEqual([calls[0]?.id, calls[2]?.id].sort());
  });

  test("one that meets a unique key is told so, and the others are written", async () => {
    const [first, ...others] = [somebody("同名"), somebody(), somebody(), somebody()];
    await gate.pass(first);
    const calls = [...others, somebody("同名"), somebody()];
    expect(await ended(calls)).toEqual(["passed", "passed", "passed", "gate.counted", "passed"]);
  });

  test("two that meet each other are tried one after the other", async () => {
    const calls = [somebody("双胞胎"), somebody(), somebody("双胞胎")];
    expect((await ended(calls)).sort()).toEqual(["gate.counted", "passed", "passed"]);
  });

  test("each is answered its own, and a few commits do for all", async () => {
    const calls = Array.from({ length: 40 }, () => somebody());
    const answers = await Promise.all(calls.map((call) => gate.pass(call)));
    expect(answers.map(({ crossingId }) => crossingId)).toEqual(calls.map(({ id }) => id));
    const rows = await journalled(calls.map(({ id }) => id));
    expect(rows).toHaveLength(calls.length);
    expect(new Set(rows.map(({ xid }) => xid)).size).toBeLessThan(10);
    const first = rows.find(({ id }) => id === calls[0]?.id);
    expect(first).toMatchObject({ entry: "gate.person.passed", answer: answers[0] });
    expect(followed).toEqual(expect.arrayContaining(calls.map(({ id }) => id)));
  });

  test("those of other towns are not among them", async () => {
    const other = gateOf(await insertBareTown(db, "邻镇"));
    const answers = await Promise.all([gate.pass(somebody()), other.pass(somebody())]);
    expect(answers.map(({ together }) => together)).toEqual([1, 1]);
  });
});

describe("the same id again", () => {
  test("with other content is refused, and the refusal kept", async () => {
    const call = somebody();
    await gate.pass(call);
    const calls = [somebody(), { ...call, name: "别人" }, somebody()];
    expect(await ended(calls)).toEqual(["passed", "kernel.idReused", "passed"]);
    const kept = await db
      .selectFrom("journal_conflict")
      .select("entry")
      .where("id", "=", call.id)
      .execute();
    expect(kept).toEqual([{ entry: "gate.person.passed" }]);
  });

  test("at the same moment is done once and answered alike", async () => {
    const call = somebody();
    const all = await Promise.all([call, somebody(), call, call].map((one) => gate.pass(one)));
    expect(all[2]).toEqual(all[0]);
    expect(all[3]).toEqual(all[0]);
    expect(await journalled([call.id])).toHaveLength(1);
  });

  test("of a whole batch is answered as the first time", async () => {
    const calls = Array.from({ length: 5 }, () => somebody());
    const first = await Promise.all(calls.map((call) => gate.pass(call)));
    const again = await Promise.all(calls.map((call) => gate.pass(call)));
    expect(again).toEqual(first);
    const before = followed.length;
    await Promise.all(calls.map((call) => gate.pass(call)));
    expect(followed).toHaveLength(before);
  });
});
