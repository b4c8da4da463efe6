/**
 * The same person twice, and history, in a town of so many households: looked for beside a form, swept
 * for with so many residents who have no identity number, and a whole import put back:
 * `node bench/same-person.ts [households]`.
 */
import { registerTable } from "@lianfang/server/cli/sample.ts";
import { writeSheet } from "@lianfang/server/kernel/spreadsheet/write.ts";
import { confirmImport, startImport, undoImport } from "@lianfang/testkit/imports.ts";
import { generateRegister } from "@lianfang/testkit/people/register.ts";
import { administer, latency, openStage, timed } from "./stage.ts";

const households = Number(process.argv[2] ?? 14_700);
const stage = await openStage();
const say = (what: string, result: string) => console.log(`  ${what.padEnd(44)} ${result}`);
const inMs = ({ median, p95 }: { median: number; p95: number }) =>
  `${median.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms`;

/** Takes the identity numbers off every nth resident, as in registers that never had them. */
async function forget(everyNth: number): Promise<number> {
  const { rowCount } = await administer(
    stage,
    `update resident set identity = null, identity_blind = null, identity_tail = null
     where ('x' || right(resident_id::text, 7))::bit(28)::int % ${everyNth} = 0`,
  );
  await administer(stage, "vacuum (analyze) resident");
  return rowCount ?? 0;
}

try {
  const { registry } = stage.director;
  const { villages } = stage;
  const register = generateRegister({ households, seed: 1, villages, asOf: "2020-02-01" });
  const bytes = await writeSheet(registerTable(register, "zh-CN"));
  const file = new File([new Uint8Array(bytes)], "register.xlsx");
  const { importId } = await startImport(stage.app, registry, file);
  const { counts } = await confirmImport(stage.app, registry, importId);
  console.log(`${counts?.new} residents`);
  const { rows } = await administer(
    stage,
    `select pg_size_pretty(pg_total_relation_size('register_change')) as changes,
       pg_size_pretty(pg_total_relation_size('resident')) as residents`,
  );
  say(
    "room taken by the history of what was entered",
    `${rows[0]?.changes} (${rows[0]?.residents})`,
  );
  const one = register.households[Math.floor(households / 2)]?.members[0];
  const typed = { name: one?.name ?? "", birthday: one?.birthday, phone: one?.phone };
  say("beside a form", inMs(await latency(() => registry.samePerson(typed))));
  const { rows: found } = await registry.residents({ search: one?.name });
  const subjectId = found[0]?.residentId ?? "";
  const history = () => registry.history({ kind: "resident", subjectId });
  say("somebody's history", inMs(await latency(history)));
  for (const nth of [20, 1]) {
    const lacking = await forget(nth);
    let pairs: number | undefined;
    const swept = await latency(async () => {
      pairs = (await registry.duplicates({})).total;
    }, 10);
    say(`sweep, ${lacking} without identity number`, `${inMs(swept)}, ${pairs} pairs`);
  }
  const undone = await timed(() => undoImport(stage.app, registry, importId));
  say("a whole import put back", `${(undone / 1000).toFixed(1)} s`);
} finally {
  await stage.close();
}
