/**
 * The register's lists and searches with so many households, each asked until its statement is
 * planned for good, and how often that reads a whole table: `node bench/register.ts [households]`.
 */
import { registerTable } from "@lianfang/server/cli/sample.ts";
import { writeSheet } from "@lianfang/server/kernel/spreadsheet/write.ts";
import { confirmImport, startImport } from "@lianfang/testkit/imports.ts";
import {
  generateRegister,
  type SyntheticPerson,
  type SyntheticRegister,
} from "@lianfang/testkit/people/register.ts";
import { administer, latency, openStage, type Stage } from "./stage.ts";

interface Question {
  search?: string;
  areaId?: string;
  age?: string;
  residence?: "lives-here";
  vulnerability?: "orphan";
}

async function fill({ app, director, villages }: Stage, households: number) {
  const register = generateRegister({ households, seed: 1, villages, asOf: "2020-02-01" });
  const bytes = await writeSheet(registerTable(register, "zh-CN"));
  const file = new File([new Uint8Array(bytes)], "register.xlsx");
  const { importId } = await startImport(app, director.registry, file);
  const { counts } = await confirmImport(app, director.registry, importId);
  console.log(`${households} households, ${counts?.new} residents`);
  return register;
}

function somebodyIn({ households }: SyntheticRegister): SyntheticPerson {
  const somebody = households[Math.floor(households.length / 2)]?.members[0];
  if (!somebody) throw new Error("an empty register");
  return somebody;
}

/** Searches, by what people type. */
function searches({ name, identityNumber }: SyntheticPerson): Record<string, Question> {
  return {
    "a surname": { search: name.slice(0, 1) },
    "a name": { search: name },
    "an address": { search: "第8村3组" },
    "last four digits": { search: identityNumber.slice(-4) },
    "a whole number": { search: identityNumber },
    nobody: { search: "查无此人" },
  };
}

/** Whole tables read so far. */
async function scans(stage: Stage): Promise<number> {
  await administer(stage, "select pg_stat_force_next_flush()");
  const { rows } = await administer(
    stage,
    `select coalesce(sum(seq_scan), 0)::int as scans from pg_stat_user_tables
     where relname in ('household', 'resident')`,
  );
  return Number(rows[0]?.scans);
}

async function ask(
  stage: Stage,
  what: string,
  work: () => Promise<{ total?: number | undefined }>,
) {
  const before = await scans(stage);
  let total: number | undefined;
  const { median, p95 } = await latency(async () => {
    total = (await work()).total;
  }, 30);
  // Counters are told within a second or so.
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  const read = (await scans(stage)) - before;
  console.log(
    `  ${what.padEnd(28)} ${median.toFixed(1).padStart(7)} ms, p95 ${p95.toFixed(1)} ms, ` +
      `${total} found, whole tables read ${read} times`,
  );
}

const stage = await openStage();
try {
  const register = await fill(stage, Number(process.argv[2] ?? 14_000));
  const { registry, organization } = stage.director;
  const { areas } = await organization.areas({});
  const village = areas.find(({ kind }) => kind === "village");
  const lists = { all: {}, "one village": { areaId: village?.areaId } };
  const sought = searches(somebodyIn(register));
  const filters: Record<string, Question> = {
    "over 80": { age: "80-" },
    "from elsewhere": { residence: "lives-here" },
    orphans: { vulnerability: "orphan" },
  };
  for (const [what, question] of Object.entries({ ...lists, ...filters, ...sought })) {
    await ask(stage, `residents: ${what}`, () => registry.residents(question));
  }
  for (const [what, question] of Object.entries({ ...lists, ...sought })) {
    await ask(stage, `households: ${what}`, () => registry.households(question));
  }
} finally {
  await stage.close();
}
