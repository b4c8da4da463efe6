/**
 * A large town in the middle of an outbreak, on a durable database: 5,000 people observed for a
 * fortnight with two readings a day, three times as many orders that have ended. How the lists,
 * figures, the board and the watch over missed readings answer; with `--plans`, how the statement
 * behind "what is due" is planned.
 * `node bench/observation.ts [people] [--plans]`
 */
import { mkdtempSync, rmSync } from "node:fs";
import { chmod } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { instantAt } from "@lianfang/core/kernel/time.ts";
import { openApplication } from "@lianfang/server/app.ts";
import { settableClock } from "@lianfang/server/kernel/clock.ts";
import { startEmbedded } from "@lianfang/server/kernel/postgres/embedded.ts";
import { observationBoard } from "@lianfang/server/observation/board.ts";
import { dueRows } from "@lianfang/server/observation/due-store.ts";
import { townWindows } from "@lianfang/server/observation/windows.ts";
import { foundingCode } from "@lianfang/server/organization/founding.ts";
import { sql } from "kysely";
import pg from "pg";
import { pino } from "pino";
import { v7 as uuidv7 } from "uuid";

const people = Number(process.argv[2] ?? 5_000) || 5_000;
const at = (day: string, time: string) => instantAt(day, time, "Asia/Shanghai");
const folder = mkdtempSync(join(tmpdir(), "lianfang-bench-"));
await chmod(folder, 0o711);
const server = await startEmbedded({ folder, durable: true });
const clock = settableClock(at("2020-02-01", "06:00"));
const app = await openApplication({
  connection: server.connection("app"),
  ownerConnection: server.connection("owner"),
  dataFolder: folder,
  clock,
  log: pino({ level: "error" }),
  version: "bench",
});
const session = {
  token: undefined as string | undefined,
  set(token: string) {
    session.token = token;
  },
  clear() {},
};
const director = app.caller({ locale: "zh-CN", address: "", session });
const id = () => ({ id: uuidv7() });

async function timed(what: string, work: () => Promise<unknown>): Promise<void> {
  for (let warm = 0; warm < 3; warm += 1) await work();
  const times: number[] = [];
  for (let run = 0; run < 7; run += 1) {
    const from = performance.now();
    await work();
    times.push(performance.now() - from);
  }
  times.sort((a, b) => a - b);
  console.log(`${what}: ${times[3]?.toFixed(1)} ms (${times[0]?.toFixed(1)} at best)`);
}

/** One person through the API; the others are copies of the rows this leaves. */
async function observeOne(): Promise<{ townId: string; orderId: string; areaId: string }> {
  const { organization, screening, observation } = director;
  const { townId } = await organization.found({
    ...id(),
    code: foundingCode(app.kernel.keys),
    source: { from: "blank", name: "青石镇", villages: 16, era: "2020" },
    responseName: "响应",
    director: { userName: "director", displayName: "何镇长", password: "正月初二-crossing-9" },
  });
  const { areas } = await organization.areas({});
  const areaId = areas.find(({ kind }) => kind === "village")?.areaId ?? "";
  const { staffId } = await organization.addStaff({ ...id(), name: "甲", kind: "village-cadre" });
  const target = { targetKind: "area" as const, targetIds: [areaId], level: 1, staffId };
  await organization.assign({ ...id(), ...target });
  const person = { is: "new" as const, name: "测试", sex: "male" as const, areaId };
  const journey = { originCode: "420100", arrivedOn: "2020-02-01", person };
  const { arrivalId } = await screening.recordArrival({ ...id(), ...journey });
  const { bases, chain, ...terms } = (await observation.draft({ arrivalId })).terms;
  const { orderId } = await observation.issue({
    ...id(),
    ...terms,
    arrivalId,
    basisIds: bases.map((basis) => basis.id),
    chain: chain.map((one) => ({ level: one.level, staffId: one.staffId })),
  });
  return { townId, orderId, areaId };
}

async function multiply(owner: pg.Client, townId: string, orderId: string): Promise<void> {
  const step = async (statement: string) => {
    await owner.query(statement);
    // As autovacuum does in the long run: what follows is checked against these rows.
    await owner.query("analyze");
  };
  await step(`insert into household
      (town_id, household_id, area_id, number, number_key, created_at, changed_at)
    select town_id, uuidv7(), area_id, 'H' || n, 'H' || lpad(n::text, 12, '0'), now(), now()
    from generate_series(1, ${people * 2}) n
    join lateral (select town_id, area_id from area where kind = 'village'
      order by position offset n % 16 limit 1) a on true`);
  await step(`insert into resident (town_id, resident_id, household_id, area_id, number_key, name,
      sex, birthday, relation, residence, created_at, changed_at)
    select town_id, uuidv7(), household_id, area_id, number_key, '村民' || number || k, 'male',
      '1980-01-01', 'other', 'lives-here', now(), now()
    from household, generate_series(1, 3) k where number like 'H%'`);
  await step(`insert into arrival select copy.*
    from (select resident_id from resident where name like '村民%' limit ${people * 4}) r,
      (select * from arrival where town_id = '${townId}' limit 1) one,
      lateral jsonb_populate_record(null::arrival, to_jsonb(one) || jsonb_build_object(
        'arrival_id', uuidv7(), 'resident_id', r.resident_id, 'order_id', null,
        'order_state', null)) copy`);
  await step(`insert into observation_order select copy.*
    from (select *, row_number() over () as nth from arrival where order_id is null) a,
      (select * from observation_order where order_id = '${orderId}') one,
      lateral jsonb_populate_record(null::observation_order, to_jsonb(one) || jsonb_build_object(
        'order_id', uuidv7(), 'resident_id', a.resident_id, 'arrival_id', a.arrival_id,
        'number', 10 + nth) || case when nth <= ${people} then '{}' else jsonb_build_object(
        'state', 'released', 'ended_at', '2020-01-19T12:00:00Z', 'ended_by', one.issued_by,
        'end_write_id', uuidv7(), 'checklist', '["informed"]'::jsonb, 'certificate_year', 2020,
        'certificate_number', nth, 'issued_at', '2020-01-05T10:00:00Z',
        'starts_at', '2020-01-04T16:00:00Z', 'ends_at', '2020-01-19T16:00:00Z',
        'counted_from', '2020-01-05', 'start_day', '2020-01-05', 'end_day', '2020-01-19') end) copy`);
  await step(`insert into observation_reading (town_id, reading_id, order_id, celsius, is_fever,
      policy_version_id, taken_at, received_at)
    select town_id, uuidv7(), order_id, 36.5 + random(), random() < 0.01, policy_version_id, t,
      t + interval '1 minute'
    from observation_order, generate_series(0, 13) d, unnest(array[8.0, 15.0]) h,
      lateral (select starts_at + make_interval(days => d,
        mins => (h * 60 + random() * 90)::int)) as x (t)
    where t < '2020-02-14T07:30:00Z' and random() < 0.95`);
}

async function explainDue(townId: string): Promise<void> {
  const reader = await app.system.reader(townId, "bench");
  const windows = (await townWindows(reader)).on("2020-02-14");
  const due = dueRows({ townId, windows, at: reader.now, areaIds: undefined });
  const { rows } = await sql<{ "QUERY PLAN": string }>`
    explain (analyze, buffers) select area_id, position, state, count(*)
    from (${due}) as due group by 1, 2, 3`.execute(app.kernel.db);
  for (const row of rows) console.log(row["QUERY PLAN"]);
}

async function measure(townId: string, orderId: string, areaId: string): Promise<void> {
  const asSystem = { townId, why: "bench" };
  const nobody = { token: undefined, set() {}, clear() {} };
  const { observation, screening } = app.caller({
    locale: "zh-CN",
    address: "",
    session: nobody,
    asSystem,
  });
  const reader = await app.system.reader(townId, "bench");
  const { town, db } = reader;
  const scope = { db, town, reach: { all: true as const }, at: reader.now, day: "2020-02-14" };
  const figures = app.kernel.figures.ids.filter((name) => /^(screening|observation)/.test(name));
  await timed("due today", () => observation.readingsDue({}));
  await timed("due today, one village", () => observation.readingsDue({ areaId }));
  await timed("orders", () => observation.orders({}));
  await timed("orders by name", () => observation.orders({ search: "村民H19" }));
  await timed("one order", () => observation.order({ orderId }));
  await timed("arrivals", () => screening.arrivals({}));
  await timed("arrivals awaiting an order", () => screening.arrivals({ isAwaitingOrder: true }));
  const from = performance.now();
  await app.runJob("observation.missed");
  console.log(`the watch, a fortnight behind: ${(performance.now() - from).toFixed(0)} ms`);
  await timed("the watch, nothing new", () => app.runJob("observation.missed"));
  await timed("alerts", () => observation.alerts({}));
  await timed("the board's part", () => observationBoard(reader));
  for (const name of figures) await timed(name, () => app.kernel.figures.value(name, scope));
  await timed("all of these figures at once", () => app.kernel.figures.values(figures, scope));
}

const owner = new pg.Client(server.connection("owner"));
try {
  await owner.connect();
  const { townId, orderId, areaId } = await observeOne();
  await multiply(owner, townId, orderId);
  const { rows } = await owner.query(`select count(*) filter (where state = 'issued') as standing,
    count(*) as orders, (select count(*) from observation_reading) as readings
    from observation_order`);
  console.log(rows[0]);
  clock.set(at("2020-02-14", "15:30"));
  if (process.argv.includes("--plans")) await explainDue(townId);
  await measure(townId, orderId, areaId);
} finally {
  await owner.end();
  await app.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
