/** What phones send, with everything on, against the bare insert of the same rows at as many connections. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { openPool } from "@lianfang/server/kernel/database/database.ts";
import { openSession } from "@lianfang/server/kernel/session/session.ts";
import type pg from "pg";
import { v7 as uuidv7 } from "uuid";
import type { PushLoad } from "./push-client.ts";
import type { Measured, Stage } from "./stage.ts";

const connections = 64;
const roundMs = 2_500;
const rounds = 4;

export async function measurePushes(stage: Stage): Promise<Measured[]> {
  const orderIds = await observed(stage, 16);
  const port = await listening(stage);
  const tokens = await sessions(stage);
  const pool = openPool({ ...stage.superuser, database: "lianfang" }, connections);
  const client = fork(fileURLToPath(new URL("push-client.ts", import.meta.url)));
  const load = { port, tokens, orderIds, ms: roundMs, at: stage.clock.now() };
  const rates = { bare: 0, single: 0, tens: 0 };
  try {
    // In turns, so that a busy moment of the machine falls on all of them; the first warms up.
    for (let round = 0; round <= rounds; round += 1) {
      const bare = await bareInserts(stage, pool, orderIds);
      const single = await pushed(client, { ...load, together: 1 });
      const tens = await pushed(client, { ...load, together: 10 });
      if (round === 0) continue;
      rates.bare += bare / rounds;
      rates.single += single / rounds;
      rates.tens += tens / rounds;
    }
  } finally {
    client.kill();
    await pool.end();
  }
  return [
    line("bare insert of a reading", rates.bare, ""),
    line("reading pushed, one at a time", rates.single, against(rates.single, rates.bare)),
    line("reading pushed, ten at a time", rates.tens, against(rates.tens, rates.bare)),
  ];
}

function line(what: string, rate: number, beside: string): Measured {
  return { what: `${what}, ${connections} connections`, result: `${Math.round(rate)}/s`, beside };
}

const against = (rate: number, bare: number): string =>
  `${(rate / bare).toFixed(2)} of the bare insert`;

/** People under order, through the API. */
async function observed({ director, clock }: Stage, count: number): Promise<string[]> {
  const { organization, screening, observation } = director;
  const { areas } = await organization.areas({});
  const areaId = areas.find(({ kind }) => kind === "village")?.areaId ?? "";
  const staff = { name: "包保干部", kind: "village-cadre" as const };
  const { staffId } = await organization.addStaff({ id: uuidv7(), ...staff });
  const target = { targetKind: "area" as const, targetIds: [areaId], level: 1, staffId };
  await organization.assign({ id: uuidv7(), ...target });
  const orderIds: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const person = { is: "new" as const, name: `测试${at}`, sex: "male" as const, areaId };
    const arrivedOn = clock.now().slice(0, 10);
    const journey = { originCode: "420100", arrivedOn, person };
    const { arrivalId } = await screening.recordArrival({ id: uuidv7(), ...journey });
    const { bases, chain, ...terms } = (await observation.draft({ arrivalId })).terms;
    const { orderId } = await observation.issue({
      id: uuidv7(),
      ...terms,
      place: terms.place || "家中",
      arrivalId,
      basisIds: bases.map((basis) => basis.id),
      chain: chain.map((one) => ({ level: one.level, staffId: one.staffId })),
    });
    orderIds.push(orderId);
  }
  return orderIds;
}

async function listening({ app }: Stage): Promise<number> {
  const known = app.http.server.address();
  if (known === null) await app.http.listen({ port: 0, host: "127.0.0.1" });
  const address = app.http.server.address();
  if (typeof address !== "object" || !address) throw new Error("the server has no port");
  return address.port;
}

async function sessions({ app, townId, director, clock }: Stage): Promise<string[]> {
  const { accountId } = await director.accounts.me({});
  const tokens: string[] = [];
  for (let phone = 0; phone < connections; phone += 1) {
    tokens.push(await openSession(app.kernel.db, { townId, accountId }, clock.now()));
  }
  return tokens;
}

async function pushed(client: ReturnType<typeof fork>, load: PushLoad): Promise<number> {
  client.send(load);
  const [{ accepted, ms }] = await once(client, "message");
  return (accepted * 1_000) / ms;
}

const bareInsert = `
  insert into observation_reading (town_id, reading_id, order_id, celsius, is_fever,
    policy_version_id, symptoms, note, taken_at, received_at, taken_by)
  select $1, $2, order_id, 36.5, false, policy_version_id, '{}', null, $4, $4, issued_by
  from observation_order where town_id = $1 and order_id = $3`;

async function bareInserts(
  { townId, clock }: Stage,
  pool: pg.Pool,
  orderIds: readonly string[],
): Promise<number> {
  const from = performance.now();
  const until = from + roundMs;
  let inserted = 0;
  const worker = async (seat: number): Promise<void> => {
    for (let turn = 0; performance.now() < until; turn += 1) {
      const orderId = orderIds[(seat + turn) % orderIds.length];
      await pool.query(bareInsert, [townId, uuidv7(), orderId, clock.now()]);
      inserted += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, (_, seat) => worker(seat)));
  return (inserted * 1_000) / (performance.now() - from);
}
