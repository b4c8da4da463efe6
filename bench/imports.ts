/** A register from a spreadsheet to the database, against COPY of the very same rows. */
import path from "node:path";
import { registerTable } from "@lianfang/server/cli/sample.ts";
import { writeSheet } from "@lianfang/server/kernel/spreadsheet/write.ts";
import { confirmImport, startImport } from "@lianfang/testkit/imports.ts";
import { generateRegister } from "@lianfang/testkit/people/register.ts";
import { administer, type Measured, type Stage, timed } from "./stage.ts";

/** Imports a register of so many households, about three people in each. */
export async function measureImport(stage: Stage, households: number): Promise<Measured[]> {
  const { registry } = stage.director;
  const { villages } = stage;
  const register = generateRegister({ households, seed: 1, villages, asOf: "2020-02-01" });
  const bytes = await writeSheet(registerTable(register, "zh-CN"));
  const file = new File([new Uint8Array(bytes)], "register.xlsx");
  let importId = "";
  const readMs = await timed(async () => {
    ({ importId } = await startImport(stage.app, registry, file));
  });
  const confirmMs = await timed(() => confirmImport(stage.app, registry, importId));
  const { rows } = await administer(stage, "select count(*)::int as count from resident");
  const people = Number(rows[0]?.count);
  const copyMs = await copied(stage);
  const rate = (ms: number): number => Math.round((people * 1_000) / ms);
  const beside = (ms: number): string => `${(copyMs / ms).toFixed(2)} of COPY`;
  return [
    {
      what: "COPY of the register's rows",
      result: `${rate(copyMs)} rows/s`,
      beside: `${people} people`,
    },
    { what: "import confirmed", result: `${rate(confirmMs)} rows/s`, beside: beside(confirmMs) },
    {
      what: "spreadsheet read, checked, previewed",
      result: `${rate(readMs)} rows/s`,
      beside: beside(readMs),
    },
    {
      what: "import, both together",
      result: `${rate(readMs + confirmMs)} rows/s`,
      beside: beside(readMs + confirmMs),
    },
  ];
}

/** The same households and residents into tables of the same form, with the same indexes. */
async function copied(stage: Stage): Promise<number> {
  let ms = 0;
  for (const table of ["household", "resident"]) {
    const file = path.join("/tmp", `lianfang-bench-${process.pid}-${table}.copy`);
    const columns = await writableColumns(stage, table);
    await administer(stage, `copy ${table} (${columns}) to '${file}'`);
    await administer(stage, `create table ${table}_copy (like ${table} including all)`);
    ms += await timed(() => administer(stage, `copy ${table}_copy (${columns}) from '${file}'`));
    await administer(stage, `drop table ${table}_copy`);
    await administer(stage, `copy (select 1 where false) to program 'rm ${file}'`);
  }
  return ms;
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
