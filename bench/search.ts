/**
 * Searches, filters, orders and an export with a million residents in the database and 50,000 in the
 * town: `node bench/search.ts [folder]`. Building takes some minutes; in a folder it is kept. Ends with
 * failure when a typed search takes more than 100 ms at its 95th part.
 */
import { v7 as uuidv7 } from "uuid";
import { fillTowns } from "./million.ts";
import { questions, size } from "./questions.ts";
import { administer, latency, openStage, type Stage, timed } from "./stage.ts";

async function wholeTables(stage: Stage): Promise<number> {
  await administer(stage, "select pg_stat_force_next_flush()");
  const { rows } = await administer(
    stage,
    `select coalesce(sum(seq_scan), 0)::int as scans from pg_stat_user_tables
     where relname in ('household', 'resident')`,
  );
  return Number(rows[0]?.scans);
}

const slowest = 100;

const stage = await openStage({ keptIn: process.argv[2] });
try {
  const { registry } = stage.director;
  if ((await registry.residents({ limit: 1 })).rows.length === 0) await fillTowns(stage, size);
  for (const [what, question] of Object.entries(questions(stage).residents)) {
    const before = await wholeTables(stage);
    const { median, p95 } = await latency(() => registry.residents(question), 30);
    const read = (await wholeTables(stage)) - before;
    const isSlow = what.startsWith("typed") && p95 > slowest;
    if (isSlow) process.exitCode = 1;
    console.log(
      `${what.padEnd(24)} ${median.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms${isSlow ? ", slow" : ""}` +
        `, whole tables read ${read} times`,
    );
  }
  const ms = await timed(() =>
    registry.exportResidents({
      id: uuidv7(),
      form: "xlsx",
      columns: ["name", "sex", "age", "identityNumber", "phone", "area", "householdNumber"],
      purpose: "archive",
      receiverKind: "own-office",
      receiver: "档案室",
    }),
  );
  const memory = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(`export of the town: ${(ms / 1000).toFixed(1)} s, at most ${memory} MB in all`);
} finally {
  await stage.close();
}
