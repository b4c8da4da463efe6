/**
 * Directives of a long response: `node bench/directives.ts`. 2,000 of them to 120 units each; in every
 * tenth, a tenth of the units have not confirmed.
 */
import { addMinutes } from "@lianfang/core/kernel/time.ts";
import pg from "pg";
import { v7 as uuidv7 } from "uuid";
import { statementsOf, tablesScanned } from "./plans.ts";
import { administer, latency, openStage, type Stage } from "./stage.ts";

const size = { directives: 2_000, units: 120 };
const phone = uuidv7();
const start = "2020-02-03T01:00:00.000Z";

const stage = await openStage();
try {
  await fill(stage);
  await stage.moveTo(addMinutes(start, size.directives + 600));
  for (const [what, work] of Object.entries(questions(stage))) await measure(what, work);
} finally {
  await stage.close();
}

function questions({ director: { command, directives } }: Stage) {
  const page = { limit: 50 };
  const at = stage.clock.now();
  return {
    "the list": () => directives.directives(page),
    "the list, overdue": () => directives.directives({ ...page, isOverdue: true }),
    "the list, none overdue": () => directives.directives({ ...page, isOverdue: false }),
    "the list, unfinished": () => directives.directives({ ...page, isUnfinished: true }),
    "the list, searched": () => directives.directives({ ...page, search: "第 7" }),
    "one directive": async () => directives.directive({ directiveId: await anyDirective() }),
    "its history": async () => directives.acts({ directiveId: await anyDirective() }),
    "received by a unit": () => directives.received(page),
    "received, to be done": () => directives.received({ ...page, isOpen: true }),
    "what its phones hold": () => heldBy(stage),
    board: () => command.board({}),
    "the figure": () => command.figureRows({ figureId: "directives.overdue" }),
    "the figure, of an hour ago": () =>
      command.figureRows({ figureId: "directives.overdue", at: addMinutes(at, -60) }),
  };
}

/** As phones pull it, over the door they use. */
async function heldBy({ app, clock, cookie }: Stage): Promise<unknown> {
  const device = { id: phone, label: "bench", appVersion: "0", protocol: 1, clock: clock.now() };
  const answer = await app.http.inject({
    method: "POST",
    url: "/api/sync/pull",
    cookies: { lianfang: cookie.token ?? "" },
    payload: { device, sets: [{ name: "directives.open", version: 2, ranges: [] }] },
  });
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return answer.json();
}

async function anyDirective(): Promise<string> {
  const { rows } = await stage.director.directives.directives({ limit: 1 });
  return rows[0]?.directiveId ?? "";
}

async function measure(what: string, work: () => Promise<unknown>): Promise<void> {
  const { median, p95 } = await latency(work, 30);
  const client = new pg.Client({ ...stage.superuser, database: "lianfang" });
  await client.connect();
  const scanned = new Set<string>();
  for (const sent of await statementsOf(work)) {
    for (const table of await tablesScanned(client, sent)) scanned.add(table);
  }
  await client.end();
  const read = scanned.size > 0 ? `reads all of ${[...scanned].join(", ")}` : "";
  console.log(
    `${what.padEnd(28)} ${median.toFixed(1)} ms median, ${p95.toFixed(1)} ms p95  ${read}`,
  );
}

/** Written around the rules; what stands is then made of it as the migration did. */
async function fill({ townId }: Stage): Promise<void> {
  const town = `'${townId}'::uuid`;
  const one = `(select account_id from account where town_id = ${town} limit 1)`;
  const id = (of: string) =>
    `overlay(overlay(md5(${of}) placing '7' from 13) placing '8' from 17)::uuid`;
  const directive = id("'d' || d");
  const unit = id("'u' || u");
  const all = `generate_series(1, ${size.directives}) d, generate_series(1, ${size.units}) u`;
  const issuedAt = `timestamptz '${start}' + d * interval '1 minute'`;
  const isSilent = "d % 10 = 0 and u % 10 = 0";
  await administer(
    stage,
    `set session_replication_role = replica;
    insert into directive (town_id, directive_id, number_year, number, title, body, issued_by,
        issued_at, confirm_by, finish_by)
      select ${town}, ${directive}, 2020, d, '第 ' || d || ' 次排查', '排查一遍。', ${one},
        ${issuedAt}, ${issuedAt} + interval '1 hour', ${issuedAt} + interval '1 day'
      from generate_series(1, ${size.directives}) d;
    insert into directive_unit (town_id, directive_id, unit_id, name, name_en, position)
      select ${town}, ${directive}, ${unit}, '单元' || u, 'Unit ' || u, u from ${all};
    insert into directive_act (town_id, act_id, directive_id, unit_id, kind, body, acted_by,
        acted_at, received_at)
      select ${town}, ${id("'a' || d || ' ' || u")}, ${directive}, ${unit}, 'acknowledgement', null,
        ${one}, ${issuedAt} + u * interval '30 seconds', ${issuedAt} + u * interval '30 seconds'
      from ${all} where not (${isSilent});
    insert into directive_act (town_id, act_id, directive_id, unit_id, kind, body, acted_by,
        acted_at, received_at)
      select ${town}, ${id("'f' || d || ' ' || u")}, ${directive}, ${unit}, 'completion', '已办完',
        ${one}, ${issuedAt} + interval '3 hours', ${issuedAt} + interval '3 hours'
      from ${all} where not (${isSilent}) and d % 3 > 0;
    insert into account_grant (town_id, account_id, role, scope_kind, scope_id)
      select ${town}, ${one}, 'unit-lead', 'unit', ${id("'u1'")};
    insert into directive_stand select * from directive_standing;`,
  );
  await administer(stage, "vacuum analyze");
}
