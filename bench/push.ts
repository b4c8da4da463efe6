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
const roundMs = 2_000;
const rounds = 7;

/** A kind of record: what phones send, and the row it comes to, inserted without anything else. */
interface Kind {
  name: string;
  commands: PushLoad["commands"];
  bare: { statement: string; values(at: number): unknown[] };
}

export async function measurePushes(stage: Stage): Promise<Measured[]> {
  const kinds = [await crossings(stage), await readings(stage)];
  const port = await listening(stage);
  const tokens = await sessions(stage);
  const pool = openPool({ ...stage.superuser, database: "lianfang" }, connections);
  const client = fork(fileURLToPath(new URL("push-client.ts", import.meta.url)));
  try {
    const measured: Measured[] = [];
    for (const kind of kinds) {
      const load = { port, tokens, commands: kind.commands, ms: roundMs, at: stage.clock.now() };
      measured.push(...(await measureKind(kind, pool, client, load)));
    }
    return measured;
  } finally {
    client.kill();
    await pool.end();
  }
}

async function measureKind(
  { name, bare }: Kind,
  pool: pg.Pool,
  client: ReturnType<typeof fork>,
  load: Omit<PushLoad, "together">,
): Promise<Measured[]> {
  const rates = { bare: [] as number[], single: [] as number[], tens: [] as number[] };
  // In turns, so that a busy moment of the machine falls on all of them; the first warms up.
  for (let round = 0; round <= rounds; round += 1) {
    const once = await bareInserts(bare, pool);
    const single = await pushed(client, { ...load, together: 1 });
    const tens = await pushed(client, { ...load, together: 10 });
    if (round === 0) continue;
    rates.bare.push(once);
    rates.single.push(single);
    rates.tens.push(tens);
  }
  return [
    line(`bare insert of a ${name}`, rates.bare, ""),
    line(`${name} pushed, one at a time`, rates.single, against(rates.single, rates.bare)),
    line(`${name} pushed, ten at a time`, rates.tens, against(rates.tens, rates.bare)),
  ];
}

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0;

function line(what: string, rates: readonly number[], beside: string): Measured {
  const result = `${Math.round(median(rates))}/s`;
  return { what: `${what}, ${connections} connections`, result, beside };
}

/** Of each round by itself: what loads the machine loads both. */
function against(rates: readonly number[], bare: readonly number[]): string {
  const shares = rates.map((rate, at) => rate / (bare[at] ?? rate));
  return `${median(shares).toFixed(2)} of the bare insert`;
}

/** Villagers on foot at four checkpoints, as guards write most of them down. */
async function crossings({ director, clock, townId }: Stage): Promise<Kind> {
  const at = clock.now();
  const { areas } = await director.organization.areas({});
  const areaId = areas.find(({ kind }) => kind === "village")?.areaId ?? "";
  const posts: string[] = [];
  for (const name of ["桥头", "渡口", "南口", "北口"]) {
    const fields = { name, areaId, kind: "road" as const };
    posts.push((await director.checkpoints.create({ id: uuidv7(), ...fields })).checkpointId);
  }
  const person = { name: "村民", celsius: 36.5, hasMask: true, isResident: true, outcome: "admit" };
  const [version] = (await director.policy.versions({})).versions;
  const { accountId } = await director.accounts.me({});
  return {
    name: "crossing",
    commands: posts.map((checkpointId) => ({
      procedure: "checkpoints.recordCrossing",
      input: { checkpointId, direction: "in", crossedAt: at, people: [person] },
    })),
    bare: {
      statement: `
        insert into checkpoint_crossing (town_id, received_at, crossing_id, line, checkpoint_id,
          area_id, subject, direction, crossed_at, name, celsius, steps, evidence, outcome, ruled,
          reasons, is_informed, policy_version_id, recorded_by)
        values ($1, $2, $3, 0, $4, $5, 'person', 'in', $2, '村民', 36.5,
          '{stop,ask,measure,register,pass}', '{"hasMask": true, "isResident": true, "celsius": 36.5}',
          'admit', 'admit', '[]', false, $6, $7)`,
      values: (turn) => {
        const post = posts[turn % posts.length];
        return [townId, at, uuidv7(), post, areaId, version?.versionId, accountId];
      },
    },
  };
}

async function readings(stage: Stage): Promise<Kind> {
  const at = stage.clock.now();
  const orderIds = await observed(stage, 16);
  return {
    name: "reading",
    commands: orderIds.map((orderId) => ({
      procedure: "observation.recordReading",
      input: { orderId, celsius: 36.5, takenAt: at },
    })),
    bare: {
      statement: `
        insert into observation_reading (town_id, reading_id, order_id, celsius, is_fever,
          policy_version_id, symptoms, note, taken_at, received_at, taken_by)
        select $1, $2, order_id, 36.5, false, policy_version_id, '{}', null, $4, $4, issued_by
        from observation_order where town_id = $1 and order_id = $3`,
      values: (turn) => [stage.townId, uuidv7(), orderIds[turn % orderIds.length], at],
    },
  };
}

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

async function bareInserts({ statement, values }: Kind["bare"], pool: pg.Pool): Promise<number> {
  const from = performance.now();
  const until = from + roundMs;
  let inserted = 0;
  const worker = async (seat: number): Promise<void> => {
    for (let turn = seat; performance.now() < until; turn += 1) {
      await pool.query(statement, values(turn));
      inserted += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, (_, seat) => worker(seat)));
  return (inserted * 1_000) / (performance.now() - from);
}
