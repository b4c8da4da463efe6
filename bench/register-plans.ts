/**
 * How the database goes about the statements of lists, searches and imports, with a million residents
 * in it and 50,000 in the town: each list and search is asked for, its very statements are taken down
 * and explained, as they are planned for their values and as they are planned for any. Then what each
 * index of the registers weighs, and what it costs who writes. Ends with failure where a list, a search or an import of some
 * hundred people whom the town has already reads a whole register.
 * `node bench/register-plans.ts [folder]`, in the folder of `bench/search.ts`.
 */
import { registerTable } from "@lianfang/server/cli/sample.ts";
import { writeSheet } from "@lianfang/server/kernel/spreadsheet/write.ts";
import { columnName } from "@lianfang/server/registry/import-texts.ts";
import { confirmImport, startImport, undoImport } from "@lianfang/testkit/imports.ts";
import pg from "pg";
import { fillPremises, fillTowns, registerOf } from "./million.ts";
import { type Sent, statementsOf } from "./plans.ts";
import { questions, size } from "./questions.ts";
import { administer, openStage, type Stage, timed } from "./stage.ts";

interface PlanNode {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  Plans?: PlanNode[];
}

const registers = ["household", "resident", "premises", "premises_person", "register_change"];

function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}

/** The registers a plan reads whole. */
function readWhole(plan: PlanNode): string[] {
  return nodesOf(plan)
    .filter((node) => node["Node Type"] === "Seq Scan")
    .flatMap((node) => node["Relation Name"] ?? [])
    .filter((name) => registers.includes(name));
}

async function planOf(client: pg.Client, { text, values }: Sent): Promise<PlanNode> {
  const { rows } = await client.query({ text: `explain (format json) ${text}`, values });
  return rows[0]["QUERY PLAN"][0].Plan;
}

/** As it is planned for any values, which the server does when that seems no dearer. */
async function planForAny(client: pg.Client, { text }: Sent): Promise<PlanNode> {
  const { rows } = await client.query(`explain (generic_plan, format json) ${text}`);
  return rows[0]["QUERY PLAN"][0].Plan;
}

const isExplained = ({ text }: Sent): boolean =>
  /^\s*(select|with|insert|update|delete)\b/i.test(text) &&
  registers.some((name) => text.includes(name));

async function explain(stage: Stage, what: string, work: () => Promise<unknown>): Promise<void> {
  const statements = (await statementsOf(work)).filter(isExplained);
  const client = new pg.Client({ ...stage.superuser, database: "lianfang" });
  await client.connect();
  const whole = new Set<string>();
  const perhaps = new Set<string>();
  try {
    for (const statement of statements) {
      for (const name of readWhole(await planOf(client, statement))) whole.add(name);
      for (const name of readWhole(await planForAny(client, statement))) perhaps.add(name);
    }
  } finally {
    await client.end();
  }
  if (whole.size > 0 || statements.length === 0) process.exitCode = 1;
  const told = whole.size === 0 ? "by index" : `READS WHOLE: ${[...whole].join(", ")}`;
  const any = perhaps.size === 0 ? "" : `; for any values: ${[...perhaps].join(", ")} whole`;
  console.log(`  ${what.padEnd(40)} ${statements.length} statements, ${told}${any}`);
}

const peopleImported = 300;

/** People the town has, each with another remark. */
async function someChanged(stage: Stage): Promise<File> {
  const { sheetName, columns, rows } = registerTable(registerOf(stage, size), "zh-CN");
  const remark = `核对${Date.now()}`;
  const changed = [];
  for await (const row of rows) {
    if (changed.push([...row, remark]) === peopleImported) break;
  }
  const withRemark = [...columns, { header: columnName("note", "zh-CN") }];
  const bytes = await writeSheet({ sheetName, columns: withRemark, rows: changed });
  return new File([new Uint8Array(bytes)], "changed.xlsx");
}

async function explainImport(stage: Stage): Promise<void> {
  const { app, director } = stage;
  const file = await someChanged(stage);
  let importId = "";
  await explain(stage, "import: read and previewed", async () => {
    importId = (await startImport(app, director.registry, file)).importId;
  });
  await explain(stage, "import: confirmed", () => confirmImport(app, director.registry, importId));
  await explain(stage, "import: taken back", () => undoImport(app, director.registry, importId));
  const { state, counts } = await director.registry.import({ importId });
  if (state !== "undone" || counts?.changed !== peopleImported) process.exitCode = 1;
  console.log(`  ${state}: ${JSON.stringify(counts)}`);
}

/** What each index weighs, and what it adds to writing the town's rows into an empty table. */
async function weigh(stage: Stage, table: string): Promise<void> {
  const { rows } = await administer(
    stage,
    `select indexrelname as "index", pg_get_indexdef(indexrelid) as definition, idx_scan as scans,
       pg_relation_size(indexrelid) as bytes, pg_table_size(relid) as own
     from pg_stat_user_indexes where relname = '${table}' order by bytes desc`,
  );
  await written(stage, table); // what is read comes into memory
  const bare = await written(stage, table);
  console.log(`  ${table}: the town's rows written without an index in ${bare.toFixed(0)} ms`);
  for (const { index, definition, scans, bytes, own } of rows) {
    const ms = await written(stage, table, definition);
    const megabytes = `${(Number(bytes) / 1_048_576).toFixed(1)} MB`;
    const share = `${Math.round((Number(bytes) * 100) / Math.max(1, Number(own)))} in 100 of the table`;
    const more = `${(ms - bare).toFixed(0)} ms more`;
    console.log(`  ${index.padEnd(34)} ${megabytes}, ${share}, ${more}, read ${scans} times`);
  }
}

/** Writes the town's rows into an empty table with one index of the table's or none. */
async function written(stage: Stage, table: string, definition?: string): Promise<number> {
  const { rows } = await administer(
    stage,
    `select string_agg(quote_ident(attname), ', ') as columns from pg_attribute
     where attrelid = '${table}'::regclass and attnum > 0 and not attisdropped
       and attgenerated = ''`,
  );
  const columns = String(rows[0]?.columns);
  await administer(
    stage,
    `create table weighed (like ${table} including defaults including generated)`,
  );
  const index = definition
    ?.replace(/ INDEX \S+ ON \S+ /, " INDEX weighed_index ON weighed ")
    .concat(";");
  try {
    if (index) await administer(stage, index);
    return await timed(() =>
      administer(
        stage,
        `insert into weighed (${columns}) select ${columns} from ${table}
         where town_id = '${stage.townId}'`,
      ),
    );
  } finally {
    await administer(stage, "drop table weighed");
  }
}

const stage = await openStage({ keptIn: process.argv[2] });
try {
  const { registry } = stage.director;
  if ((await registry.residents({ limit: 1 })).rows.length === 0) await fillTowns(stage, size);
  if ((await registry.premisesList({ limit: 1 })).rows.length === 0) await fillPremises(stage);
  const { residents, households, premises } = questions(stage);
  for (const [what, question] of Object.entries(residents)) {
    await explain(stage, `residents: ${what}`, () => registry.residents(question));
  }
  for (const [what, question] of Object.entries(households)) {
    await explain(stage, `households: ${what}`, () => registry.households(question));
  }
  for (const [what, question] of Object.entries(premises)) {
    await explain(stage, `premises: ${what}`, () => registry.premisesList(question));
  }
  await explainImport(stage);
  for (const table of ["resident", "household", "premises"]) await weigh(stage, table);
} finally {
  await stage.close();
}
