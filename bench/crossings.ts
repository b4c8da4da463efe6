/**
 * A town with half a million crossings: `node bench/crossings.ts [rows] [days] [what]`. How long what people
 * look at takes, or those of it whose name holds a word, and that no statement behind it reads a table from
 * end to end; it fails where one does.
 */
import { addMinutes } from "@lianfang/core/kernel/time.ts";
import { issueNumbers } from "@lianfang/testkit/people/numbers.ts";
import pg from "pg";
import { v7 as uuidv7 } from "uuid";
import { statementsOf, tablesScanned } from "./plans.ts";
import { administer, latency, openStage, type Stage, timed, visitor } from "./stage.ts";

const rows = Number(process.argv[2] ?? 500_000);
const days = Number(process.argv[3] ?? 60);
const word = process.argv[4] ?? "";
const now = "2020-02-17T04:00:00.000Z";
const someday = "2020-02-12";
const identityNumber = issueNumbers().identityNumber("1975-08-09", "female");

const stage = await openStage();
try {
  const posts = await standing(stage);
  await stage.moveTo(now);
  await crossed(stage);
  await crossedTwice(stage);
  const closed = await timed(() => stage.app.runJob("checkpoints.closeDays"));
  const paired = await timed(() => stage.app.runJob("checkpoints.findPairs"));
  console.log(`Days closed in ${closed.toFixed(0)} ms, pairs found in ${paired.toFixed(0)} ms`);
  await administer(stage, "vacuum analyze");
  const asked = await questions(stage, posts);
  const failed = await measured(stage, asked);
  if (failed > 0) {
    console.error(`${failed} of them read a large table from end to end`);
    process.exitCode = 1;
  }
} finally {
  await stage.close();
}

/** 47 checkpoints in the villages, and two thousand cards. */
async function standing({ director }: Stage): Promise<string[]> {
  const { areas } = await director.organization.areas({});
  const villages = areas.filter(({ kind }) => kind === "village");
  const posts: string[] = [];
  for (let at = 0; at < 47; at += 1) {
    const areaId = villages[at % villages.length]?.areaId ?? "";
    const fields = { name: `${at + 1}号卡口`, areaId, kind: "road" as const };
    posts.push((await director.checkpoints.create({ id: uuidv7(), ...fields })).checkpointId);
  }
  return posts;
}

/** Written around the application: each tenth by car, a card in three, a fever in fifty. */
async function crossed(current: Stage): Promise<void> {
  const { app, townId } = current;
  const vault = await app.kernel.vaults.of(app.kernel.db, townId);
  const known = vault.blind("identity-number", identityNumber).toString("hex");
  const car = vault.blind("plate", "川A12345").toString("hex");
  const from = addMinutes(now, -days * 24 * 60);
  await administer(
    current,
    `insert into checkpoint_pass (town_id, pass_id, kind, area_id, holder_name, identity,
       holder_key, valid_from, valid_until, state, serial, salt, applied_at, decided_at)
     select '${townId}', uuidv7(), 'person', (select area_id from area
         where town_id = '${townId}' and kind = 'village' limit 1), '持证人' || n, '\\x00',
       sha256(n::text::bytea), '2020-02-03', '2020-03-20', 'issued', n, '\\x00000000',
       '${from}', '${from}'
     from generate_series(1, 2000) n`,
  );
  await administer(
    current,
    `insert into checkpoint_crossing (town_id, received_at, crossing_id, line, checkpoint_id,
       area_id, subject, direction, crossed_at, name, identity_blind, plate_blind, celsius, steps,
       evidence, outcome, ruled, reasons, is_informed, policy_version_id, recorded_by, pass_serial)
     select '${townId}', crossed_at, uuidv7(), 0, checkpoint_id, area_id,
       case when n % 10 = 0 then 'vehicle' else 'person' end,
       case when n % 2 = 0 then 'in' else 'out' end, crossed_at,
       case when n % 10 = 0 then null else '村民' || (n * 7919 % 40000) end,
       case when n % 10 = 0 then null
         when n % 40001 = 1 then '\\x${known}'::bytea
         else substring(sha256((n * 7919 % 40000)::text::bytea) for 16) end,
       case when n % 40000 = 0 then '\\x${car}'::bytea
         when n % 10 = 0 then substring(sha256((n % 3000)::text::bytea) for 16) end,
       36.5, '{stop,ask,measure,register,pass}', '{}',
       case when n % 50 = 1 then 'refer' when n % 30 = 1 then 'refuse' else 'admit' end,
       case when n % 50 = 1 then 'refer' when n % 33 = 1 then 'refuse' else 'admit' end,
       '[]', false, version_id, account_id,
       case when n % 3 = 1 then n * 7919 % 2000 + 1 end
     from generate_series(1::bigint, ${rows}) n
     cross join lateral (select timestamptz '${from}'
       + n * interval '${(days * 24 * 3600) / rows} seconds' as crossed_at) moment
     join (select checkpoint_id, area_id, row_number() over (order by checkpoint_id) - 1 as at
       from checkpoint where town_id = '${townId}') post on post.at = n % 47
     cross join (select version_id from policy_version where town_id = '${townId}' limit 1) policy
     cross join (select account_id from account where town_id = '${townId}' limit 1) somebody`,
  );
}

/** One in a thousand is written down a second time, three minutes later and by another device. */
async function crossedTwice(current: Stage): Promise<void> {
  await administer(
    current,
    `insert into checkpoint_crossing
     select (jsonb_populate_record(crossing, jsonb_build_object('crossing_id', uuidv7(),
       'crossed_at', crossed_at + interval '3 minutes',
       'received_at', received_at + interval '3 minutes', 'device', 'another'))).*
     from (select crossing, row_number() over (order by crossed_at) as n, crossed_at, received_at
       from checkpoint_crossing crossing
       where town_id = '${current.townId}' and pass_serial is not null) numbered
     where n % 333 = 0`,
  );
}

type Questions = Record<string, () => Promise<unknown>>;

async function questions(current: Stage, posts: readonly string[]): Promise<Questions> {
  const { checkpoints, command } = current.director;
  const [checkpointId = ""] = posts;
  const limit = 50;
  const list = (filter: object) => () => checkpoints.crossings({ limit, ...filter });
  const first = await checkpoints.crossings({ limit });
  const [crossing] = first.rows;
  const pull = await aGuard(current, checkpointId);
  return {
    "crossings, newest first": list({}),
    "the next page": list({ after: first.next }),
    "of one checkpoint": list({ checkpointId }),
    "of one day": list({ day: someday }),
    "refused, of one day": list({ day: someday, outcome: "refuse" }),
    "vehicles of one checkpoint": list({ checkpointId, subject: "vehicle" }),
    "waiting for a follow-up": list({ isWaiting: true }),
    "done against the rules": list({ isAgainstRules: true }),
    "searched by a common name": list({ search: "村民" }),
    "searched by a rare name, of one day": list({ search: "村民12345", day: someday }),
    "searched by a name nobody has": list({ search: "欧阳不在" }),
    "searched by identity number": list({ search: identityNumber }),
    "searched by plate": list({ search: "川A12345" }),
    "one crossing": () => checkpoints.crossing({ crossingId: crossing?.crossingId ?? "" }),
    "counts by the hour, town": () => checkpoints.counts({ day: someday }),
    "counts by the hour, one checkpoint": () => checkpoints.counts({ day: someday, checkpointId }),
    "the map with today's people": () => checkpoints.map({}),
    "list of checkpoints": () => checkpoints.checkpoints({ limit }),
    "one checkpoint": () => checkpoints.checkpoint({ checkpointId }),
    "likely doubles": () => checkpoints.doubles({}),
    "misuse of passes": () => checkpoints.passMisuses({ isOpen: true }),
    "a traveller by number": () => checkpoints.traveller({ checkpointId, identityNumber }),
    "preview of changed demands": async () => {
      const [version] = (await current.director.policy.versions({})).versions;
      if (!version) throw new Error("no policy");
      const { checkpoint: demands, readings } = version.rules;
      return checkpoints.previewDemands({ demands, feverCelsius: readings.feverCelsius });
    },
    "rows behind a figure of many": () =>
      command.figureRows({ figureId: "checkpoints.crossings.people", at: now }),
    "rows behind a figure of none": () =>
      command.figureRows({ figureId: "checkpoints.crossings.fevers", at: now }),
    "misused passes behind their figure": () =>
      command.figureRows({ figureId: "checkpoints.passes.misused", at: now }),
    board: () => command.board({}),
    "all figures, beside yesterday's": () => command.figures({ at: now }),
    "a guard's phone pulls": pull,
  };
}

/** Everything a guard's phone holds, asked for anew each time. */
async function aGuard({ app, director, townId, clock }: Stage, checkpointId: string) {
  const userName = "shouka";
  const password = "bamboo-kettle-7-rain";
  const grants = [{ role: "checkpoint-guard", scopeKind: "checkpoint", scopeId: checkpointId }];
  const made = { id: uuidv7(), userName, displayName: "守卡员", grants: grants as never };
  const { code } = await director.accounts.create(made);
  const { call, cookie } = visitor(app);
  const account = { townId, userName, password, code: code ?? "" };
  await call.accounts.activate({ id: uuidv7(), ...account });
  const names = ["posts", "rules", "kit", "travellers"];
  const sets = names.map((name) => ({ name: `checkpoints.${name}`, version: 1, ranges: [] }));
  const device = { id: uuidv7(), appVersion: "bench", protocol: 1, clock: clock.now() };
  return async () => {
    const answer = await app.http.inject({
      method: "POST",
      url: "/api/sync/pull",
      cookies: { lianfang: cookie.token ?? "" },
      payload: { device, sets },
    });
    if (answer.statusCode !== 200) throw new Error(answer.body);
  };
}

/** @returns how many read a large table from end to end */
async function measured(current: Stage, asked: Questions): Promise<number> {
  const client = new pg.Client({ ...current.superuser, database: "lianfang" });
  await client.connect();
  let failed = 0;
  try {
    console.log(`A town with ${rows} crossings of ${days} days`);
    for (const [what, work] of Object.entries(asked)) {
      if (!what.includes(word)) continue;
      const sent = await statementsOf(work);
      const scanned = new Set<string>();
      for (const statement of sent) {
        for (const table of await tablesScanned(client, statement)) scanned.add(table);
      }
      const { median, p95 } = await latency(work, 15);
      const times = `${median.toFixed(0).padStart(6)} ms median ${p95.toFixed(0).padStart(6)} ms p95`;
      const found = scanned.size > 0 ? `  READS ${[...scanned].join(", ")}` : "";
      if (scanned.size > 0) failed += 1;
      console.log(`  ${what.padEnd(40)}${times}  ${sent.length} statements${found}`);
    }
  } finally {
    await client.end();
  }
  return failed;
}
