/** What the way through the endpoint costs: a write against a bare insert of the same row. */
import { onTown } from "@lianfang/core/kernel/access.ts";
import { command } from "@lianfang/core/kernel/procedure.ts";
import { json } from "@lianfang/server/kernel/database/database.ts";
import { openBatcher } from "@lianfang/server/kernel/endpoint/batcher.ts";
import { bind } from "@lianfang/server/kernel/endpoint/endpoint.ts";
import type { Handlers } from "@lianfang/server/kernel/endpoint/handlers.ts";
import { eachOf } from "@lianfang/testkit/in-parallel.ts";
import { createRouterClient } from "@orpc/server";
import { pino } from "pino";
import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import { type Measured, type Stage, timed } from "./stage.ts";

const contract = {
  keep: command("POST", "/things", {
    summary: "Keep a thing",
    access: onTown("director"),
    journal: "things.thing.kept",
    input: z.object({ name: z.string() }),
    output: z.object({}),
  }),
};

const handlers: Handlers<typeof contract> = {
  keep: async ({ id, name }, { db, about }) => {
    await db
      .insertInto("instance_state")
      .values({ name: id, value: json(name) })
      .execute();
    about({ kind: "thing", ids: [id] });
    return {};
  },
};

export async function measureWrites(stage: Stage): Promise<Measured[]> {
  const bare = bareInsert(stage);
  const through = throughEndpoint(stage);
  const overHttp = await addingOverHttp(stage);
  const measured: Measured[] = [];
  for (const width of [1, 16]) {
    // In turns, so that a busy moment of the machine falls on all of them.
    const [bareRate, rate] = await inTurns([bare, through], width);
    const [httpRate] = await inTurns([overHttp], width);
    measured.push(
      line(`bare insert, ${width} at once`, bareRate, ""),
      line(`write through the endpoint, ${width} at once`, rate, against(rate, bareRate)),
      line(
        `member of staff added over HTTP, ${width} at once`,
        httpRate,
        against(httpRate, bareRate),
      ),
    );
  }
  return measured;
}

type Work = () => Promise<unknown>;

/** Writes a second of each. */
async function inTurns(works: readonly Work[], width: number): Promise<number[]> {
  const [rounds, writes] = [4, 150 * Math.min(width, 4)];
  const spent = works.map(() => 0);
  for (let round = 0; round < rounds; round += 1) {
    for (const [at, work] of works.entries()) {
      const ms = await timed(() => eachOf(Array(writes).fill(0), work, width));
      if (round > 0) spent[at] = (spent[at] ?? 0) + ms;
    }
  }
  return spent.map((ms) => (writes * (rounds - 1) * 1_000) / ms);
}

function line(what: string, rate = 0, beside = ""): Measured {
  return { what, result: `${Math.round(rate)} writes/s`, beside };
}

function against(rate = 0, bareRate = 1): string {
  return `${(rate / bareRate).toFixed(2)} of the bare insert`;
}

function bareInsert({ app }: Stage): Work {
  return () =>
    app.kernel.db
      .insertInto("instance_state")
      .values({ name: uuidv7(), value: json("bare") })
      .execute();
}

function throughEndpoint({ app, cookie }: Stage): Work {
  const parts = {
    kernel: app.kernel,
    log: pino({ level: "silent" }),
    constraints: {},
    afterWrite: async () => {},
    batcher: openBatcher(),
    offline: new Map(),
    admitToken: () => Promise.reject(new Error("nobody comes with a token")),
    reading: { count: async () => {}, close: async () => {} },
  };
  const router = bind(parts, "things", contract, handlers);
  const context = { locale: "en" as const, address: "192.0.2.1", session: cookie };
  const { keep } = createRouterClient(router, { context }) as unknown as {
    keep(input: { id: string; name: string }): Promise<unknown>;
  };
  return () => keep({ id: uuidv7(), name: "through" });
}

/** A whole request: HTTP, session, access, validation, two rows, journal, commit, answer. */
async function addingOverHttp({ app, cookie }: Stage): Promise<Work> {
  const address = await app.http.listen({ port: 0, host: "127.0.0.1" });
  const headers = { "content-type": "application/json", cookie: `lianfang=${cookie.token}` };
  return async () => {
    const body = JSON.stringify({ id: uuidv7(), name: "测试员", kind: "volunteer" });
    const answer = await fetch(`${address}/api/organization/staff`, {
      method: "POST",
      headers,
      body,
    });
    if (!answer.ok) throw new Error(await answer.text());
    await answer.arrayBuffer();
  };
}
