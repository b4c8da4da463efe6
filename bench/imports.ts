/**
 * A register from a spreadsheet to the database, against reading the file alone and against COPY of the
 * very same rows alone, in time and in memory.
 */
import path from "node:path";
import { registerTable } from "@lianfang/server/cli/sample.ts";
import { readSheet } from "@lianfang/server/kernel/spreadsheet/read.ts";
import { writeSheet } from "@lianfang/server/kernel/spreadsheet/write.ts";
import { confirmImport, startImport } from "@lianfang/testkit/imports.ts";
import { generateRegister } from "@lianfang/testkit/people/register.ts";
import { type Cost, costOf } from "./memory.ts";
import { administer, type Measured, type Stage } from "./stage.ts";

/** Imports a register of so many households, about three people in each. */
export async function measureImport(stage: Stage, households: number): Promise<Measured[]> {
  const { registry } = stage.director;
  const { villages } = stage;
  const register = generateRegister({ households, seed: 1, villages, asOf: "2020-02-01" });
  const bytes = await writeSheet(registerTable(register, "zh-CN"));
  const file = new File([new Uint8Array(bytes)], "register.xlsx");
  let importId = "";
  const alone = await costOf(() => readSheet(new Uint8Array(bytes), file.name));
  const previewed = await costOf(async () => {
    ({ importId } = await startImport(stage.app, registry, file));
  });
  const confirmed = await costOf(() => confirmImport(stage.app, registry, importId));
  const { rows } = await administer(stage, "select count(*)::int as count from resident");
  const people = Number(rows[0]?.count);
  const copy = await copied(stage);
  const line = (what: string, { ms, most }: Cost): Measured => ({
    what,
    result: `${Math.round((people * 1_000) / ms)} rows/s, at most ${Math.round(most.all)} MB`,
    beside:
      `${(alone.ms / ms).toFixed(2)} of reading in time, ${(most.all / alone.most.all).toFixed(2)} in memory; ` +
      `${(copy.ms / ms).toFixed(2)} of COPY in time`,
  });
  return [
    line(`the file of ${people} people read alone`, alone),
    line("COPY of the register's rows alone", copy),
    line("spreadsheet read, checked, previewed", previewed),
    line("import confirmed", confirmed),
    line("import, both together", together(previewed, confirmed)),
  ];
}

/** What two pieces of work, one after the other, cost. */
function together(one: Cost, other: Cost): Cost {
  return {
    ms: one.ms + other.ms,
    cpuMs: one.cpuMs + other.cpuMs,
    most: one.most.all > other.most.all ? one.most : other.most,
  };
}

/** The same households and residents into tables of the same form, with the same indexes. */
async function copied(stage: Stage): Promise<Cost> {
  return together(await copiedTable(stage, "household"), await copiedTable(stage, "resident"));
}

async function copiedTable(stage: Stage, table: string): Promise<Cost> {
  const file = path.join("/tmp", `lianfang-bench-${process.pid}-${table}.copy`);
  const columns = await writableColumns(stage, table);
  await administer(stage, `copy ${table} (${columns}) to '${file}'`);
  await administer(stage, `create table ${table}_copy (like ${table} including all)`);
  const cost = await costOf(() =>
    administer(stage, `copy ${table}_copy (${columns}) from '${file}'`),
  );
  await administer(stage, `drop table ${table}_copy`);
  await administer(stage, `copy (select 1 where false) to program 'rm ${file}'`);
  return cost;
}

async function writableColumns(stage: Stage, table: string): Promise<string> {
  const { rows } = await administer(
    stage,
    `select string_agg(quote_ident(attname), ', ' order by attnum) as columns
     from pg_attribute
     where attrelid = '${table}'::regclass and attnum > 0
       and not attisdropped and attgenerated = ''`,
  );
  return String(rows[0]?.columns);
}
