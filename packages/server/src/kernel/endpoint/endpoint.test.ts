import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { anybody, onArea, onTown, signedIn } from "@lianfang/core/kernel/access.ts";
import { defineProblems, kernelProblems } from "@lianfang/core/kernel/problems.ts";
import { command, query } from "@lianfang/core/kernel/procedure.ts";
import { addMinutes } from "@lianfang/core/kernel/time.ts";
import { insertBareAccount, insertBareTown } from "@lianfang/testkit/bare-town.ts";
import { testDatabase } from "@lianfang/testkit/database.ts";
import type { ContractRouterClient } from "@orpc/contract";
import { createRouterClient } from "@orpc/server";
import { sql } from "kysely";
import { pino } from "pino";
import { v7 as uuidv7 } from "uuid";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { settableClock } from "../clock.ts";
import type { Kernel, Locale } from "../context.ts";
import { json } from "../database/database.ts";
import { figureBook } from "../figures/figures.ts";
import type { Live } from "../live.ts";
import { openSession } from "../session/session.ts";
import { instanceKeys } from "../vault/keys.ts";
import { vaultKeeper } from "../vault/vault.ts";
import { openBatcher } from "./batcher.ts";
import { bind, demandArea } from "./endpoint.ts";
import { type Handlers, publicly } from "./handlers.ts";
import type { CallContext } from "./transport.ts";

const { db } = await testDatabase();
const clock = settableClock("2020-02-05T04:00:00.000Z");
const dataFolder = mkdtempSync(join(tmpdir(), "lianfang-endpoint-"));
const keys = instanceKeys(dataFolder);
const told: string[] = [];
const live: Live = {
  changed: (townId, module) => void told.push(`${townId} ${module}`),
  follow: async function* () {},
  watch: () => {},
  followers: () => 0,
  close: async () => {},
};
const kernel: Kernel = {
  db,
  clock,
  keys,
  vaults: vaultKeeper(keys.master),
  live,
  figures: figureBook([]),
  ties: [],
  connectors: {},
  dataFolder,
  demo: undefined,
};

const problems = defineProblems("things", {
  notFound: { status: 404 },
  nameTaken: { status: 409 },
});
const contract = {
  welcome: query("/things/welcome", {
    summary: "For anybody",
    access: anybody,
    input: z.object({}),
    output: z.object({ hasTown: z.boolean() }),
  }),
  me: query("/things/me", {
    summary: "For any account",
    access: signedIn,
    input: z.object({}),
    output: z.object({ name: z.string(), areas: z.number() }),
  }),
  list: query("/things", {
    summary: "Within reach",
    access: onArea("director", "unit-lead", "grid-worker"),
    input: z.object({ areaId: z.uuid().optional(), limit: z.number().int().max(9).optional() }),
    output: z.object({ reach: z.array(z.string()).optional() }),
  }),
  keep: command("POST", "/things", {
    summary: "Keep a thing",
    access: onTown("director"),
    journal: "things.thing.kept",
    input: z.object({ name: z.string().min(2) }),
    output: z.object({ thingId: z.string() }),
    problems: [problems.nameTaken],
  }),
  knock: command("POST", "/things/knock", {
    summary: "A write by nobody in particular",
    access: anybody,
    journal: "things.door.knocked",
    input: z.object({ townId: z.uuid() }),
    output: z.object({}),
  }),
};

const handlers: Handlers<typeof contract> = {
  welcome: publicly(async (_input, context) => ({ hasTown: "town" in context })),
  me: async (_input, { actor, reach }) => ({
    name: actor.is === "account" ? actor.displayName : actor.why,
    areas: reach.all ? -1 : reach.areaIds.length,
  }),
  list: async ({ areaId }, context) => {
    if (areaId) demandArea(context, areaId);
    return { reach: context.reach.all ? undefined : [...context.reach.areaIds].sort() };
  },
  keep: async ({ name }, { db, id, now, about }) => {
    await db
      .insertInto("instance_state")
      .values({ name: `thing:${name}`, value: json({ now }) })
      .execute();
    about({ kind: "thing", ids: [id] });
    return { thingId: id };
  },
  knock: publicly(async ({ townId }, { enter }) => {
    await enter(townId, undefined);
    return {};
  }),
};

const parts = {
  kernel,
  log: pino({ level: "silent" }),
  constraints: { instance_state_pkey: () => problems.nameTaken() },
  afterWrite: async () => {},
  batcher: openBatcher(),
  offline: new Map(),
  admitToken: () => Promise.reject(kernelProblems.tokenUnknown()),
  reading: { count: async () => {}, close: async () => {} },
};
const router = bind(parts, "things", contract, handlers);

const townId = await insertBareTown(db, "试验镇");
const area = { town: uuidv7(), east: uuidv7(), grid: uuidv7(), west: uuidv7() };
const unitId = uuidv7();
await sql`
  insert into area (town_id, area_id, parent_id, kind, name, name_en, position, added_at) values
    (${townId}, ${area.town}, null, 'town', '试验镇', 'Trial', 0, now()),
    (${townId}, ${area.east}, ${area.town}, 'village', '东村', 'East', 1, now()),
    (${townId}, ${area.grid}, ${area.east}, 'grid', '东村一组', 'East 1', 1, now()),
    (${townId}, ${area.west}, ${area.town}, 'village', '西村', 'West', 2, now())`.execute(db);
await sql`
  insert into unit (town_id, unit_id, kind, name, name_en, position, formed_at)
  values (${townId}, ${unitId}, 'combat-unit', '西村作战单元', 'West unit', 1, now())`.execute(db);
await sql`
  insert into unit_area (town_id, unit_id, area_id)
  values (${townId}, ${unitId}, ${area.west})`.execute(db);

type Scope = ["town" | "area" | "unit", string];

/** Somebody signed in under a role, and what they may call. */
async function person(role: string, [scopeKind, scopeId]: Scope, locale: Locale = "zh-CN") {
  const accountId = await insertBareAccount(db, townId, role);
  await sql`
    insert into account_grant (town_id, account_id, role, scope_kind, scope_id)
    values (${townId}, ${accountId}, ${role}, ${scopeKind}, ${scopeId})`.execute(db);
  const token = await openSession(db, { townId, accountId }, clock.now());
  return { accountId, token, call: callerWith(token, locale) };
}

function callerWith(token: string | undefined, locale: Locale = "zh-CN") {
  const session = { token, set: () => {}, clear: () => {} };
  return clientFor({ locale, address: "192.0.2.7", session });
}

/** The router forgets its contract's types, as in the application. */
function clientFor(context: CallContext): ContractRouterClient<typeof contract> {
  return createRouterClient(router, { context }) as unknown as ContractRouterClient<
    typeof contract
  >;
}

const director = await person("director", ["town", townId]);
const leadOfWest = await person("unit-lead", ["unit", unitId]);
const workerInEast = await person("grid-worker", ["area", area.east]);
const guard = await person("checkpoint-guard", ["area", area.west]);
const visitor = callerWith(undefined);

describe("who is not signed in", () => {
  test("is refused, before anything is said of the input", async () => {
    await expect(visitor.list({ limit: 100 })).rejects.toMatchObject({
      code: "kernel.unauthenticated",
      status: 401,
    });
    await expect(callerWith("no such token").me({})).rejects.toMatchObject({ status: 401 });
  });

  test("may call what is for anybody, without a town", async () => {
    expect(await visitor.welcome({})).toEqual({ hasTown: false });
    expect(await director.call.welcome({})).toEqual({ hasTown: false });
  });
});

describe("who is signed in", () => {
  test("without a declared role is refused, before anything is said of the input", async () => {
    await expect(guard.call.list({ limit: 100 })).rejects.toMatchObject({
      code: "kernel.forbidden",
      status: 403,
    });
    await expect(leadOfWest.call.keep({ id: "", name: "" })).rejects.toMatchObject({
      code: "kernel.forbidden",
    });
  });

  test("reaches what the scope covers, subtrees included, and nothing else", async () => {
    expect(await director.call.list({})).toEqual({ reach: undefined });
    expect(await leadOfWest.call.list({})).toEqual({ reach: [area.west] });
    expect(await workerInEast.call.list({})).toEqual({ reach: [area.east, area.grid].sort() });
    await expect(workerInEast.call.list({ areaId: area.west })).rejects.toMatchObject({
      code: "kernel.notFound",
    });
  });

  test("reaches no area by merely being signed in", async () => {
    expect(await guard.call.me({})).toEqual({ name: "checkpoint-guard", areas: 0 });
  });

  test("learns what is wrong with the input, field by field, in words", async () => {
    await expect(director.call.list({ limit: 100 })).rejects.toMatchObject({
      code: "kernel.invalid",
      message: "填写的内容有误。",
      data: {
        details: {
          fields: [
            {
              path: "limit",
              code: "kernel.field.tooLarge",
              params: { maximum: 9 },
              text: "不能大于 9。",
            },
          ],
        },
      },
    });
    const inEnglish = callerWith(director.token, "en");
    await expect(inEnglish.list({ limit: 100 })).rejects.toMatchObject({
      data: { details: { fields: [{ text: "Not more than 9." }] } },
    });
  });
});

describe("a session", () => {
  test("ends twelve hours after it was opened, however busy", async () => {
    const { call } = await person("director", ["town", townId]);
    const opened = clock.now();
    for (let minutes = 90; minutes < 12 * 60; minutes += 90) {
      clock.set(addMinutes(opened, minutes));
      expect(await call.me({})).toMatchObject({ name: "director" });
    }
    clock.set(addMinutes(opened, 12 * 60 + 1));
    await expect(call.me({})).rejects.toMatchObject({ code: "kernel.unauthenticated" });
    clock.set(opened);
  });

  test("ends two hours after the last request", async () => {
    const { call } = await person("director", ["town", townId]);
    const opened = clock.now();
    clock.set(addMinutes(opened, 121));
    await expect(call.me({})).rejects.toMatchObject({ code: "kernel.unauthenticated" });
    clock.set(opened);
  });

  test("is worth nothing once the account is suspended", async () => {
    const { call, accountId } = await person("director", ["town", townId]);
    await db
      .updateTable("account")
      .set({ state: "suspended" })
      .where("account_id", "=", accountId)
      .execute();
    await expect(call.me({})).rejects.toMatchObject({ code: "kernel.unauthenticated" });
  });

  test("is kept as a digest only", async () => {
    const { token } = await person("director", ["town", townId]);
    const { rows } = await sql`select * from session`.execute(db);
    expect(JSON.stringify(rows)).not.toContain(token);
  });
});

describe("a command", () => {
  test("leaves a journal row under the actor's name, and tells that the module changed", async () => {
    const id = uuidv7();
    told.length = 0;
    await director.call.keep({ id, name: "长桥", happenedAt: "2020-02-05T03:59:00Z" });
    const row = await db
      .selectFrom("journal")
      .selectAll()
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({
      entry: "things.thing.kept",
      actor_id: director.accountId,
      subject_ids: [id],
      happened_at: "2020-02-05T03:59:00.000Z",
    });
    expect(told).toEqual([`${townId} things`]);
  });

  test("sent again is answered again and told to nobody", async () => {
    const write = { id: uuidv7(), name: "石坝" };
    await director.call.keep(write);
    told.length = 0;
    expect(await director.call.keep(write)).toEqual({ thingId: write.id });
    await expect(director.call.keep({ ...write, name: "石桥" })).rejects.toMatchObject({
      code: "kernel.idReused",
      status: 409,
    });
    expect(told).toEqual([]);
  });

  test("that violates a named constraint is refused in the module's words", async () => {
    await director.call.keep({ id: uuidv7(), name: "独一" });
    await expect(director.call.keep({ id: uuidv7(), name: "独一" })).rejects.toMatchObject({
      code: "things.nameTaken",
      status: 409,
    });
  });

  test("for anybody is journalled in the town it names", async () => {
    const id = uuidv7();
    await visitor.knock({ id, townId });
    const row = await db
      .selectFrom("journal")
      .select(["town_id", "actor_id"])
      .where("id", "=", id)
      .executeTakeFirst();
    expect(row).toEqual({ town_id: townId, actor_id: null });
  });
});

describe("the system", () => {
  const session = { token: undefined, set: () => {}, clear: () => {} };
  const callerFor = (town: string | undefined) =>
    clientFor({
      locale: "zh-CN",
      address: "",
      session,
      asSystem: { townId: town, why: "command line" },
    });

  test("goes around accounts under its own name, with the whole town in reach", async () => {
    expect(await callerFor(townId).me({})).toMatchObject({ name: "command line" });
    expect(await callerFor(townId).list({})).toEqual({ reach: undefined });
  });

  test("of a town that is not there is refused", async () => {
    await expect(callerFor(uuidv7()).me({})).rejects.toMatchObject({ code: "kernel.notFound" });
    await expect(callerFor(undefined).me({})).rejects.toMatchObject({
      code: "kernel.unauthenticated",
    });
  });
});

test("contract and handler must agree on who may call", () => {
  const open = { ...handlers, me: publicly(async () => ({ name: "", areas: 0 })) };
  expect(() => bind(parts, "things", contract, open)).toThrow("things.me");
  const closed = { ...handlers, welcome: async () => ({ hasTown: true }) };
  expect(() => bind(parts, "things", contract, closed)).toThrow("things.welcome");
});
