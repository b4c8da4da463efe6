/**
 * A register at its full size, 50,000 rows of more than 20 columns: read, checked, previewed, written,
 * checked anew, brought in once more with and without something new in every row, and taken back, with
 * the most memory that this process and the one that reads the file held together. Beside it the file
 * read alone. Ends with failure when a step takes more than 512 MB.
 * `node bench/import-size.ts [rows] --make` makes the files; without `--make` they are measured, in a
 * process that never held their people. As `npm start` runs it, that is
 * `NODE_COMPILE_CACHE=.runtime/compile-cache node --max-semi-space-size=4 bench/import-size.ts`.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { registerTable } from "@lianfang/server/cli/sample.ts";
import { keepHeapSmall } from "@lianfang/server/kernel/heap.ts";
import { readSheet } from "@lianfang/server/kernel/spreadsheet/read.ts";
import { writeSheet } from "@lianfang/server/kernel/spreadsheet/write.ts";
import { columnName } from "@lianfang/server/registry/import-texts.ts";
import { confirmImport, startImport, undoImport } from "@lianfang/testkit/imports.ts";
import { generateRegister } from "@lianfang/testkit/people/register.ts";
import { v7 as uuidv7 } from "uuid";
import { costOf } from "./memory.ts";
import { openStage, type Stage } from "./stage.ts";

const rowsWanted = Number(process.argv[2] ?? 50_000);
const mostMegabytes = 512;
const mostSeconds = 60;

/** The register's own columns, and a remark beside them. */
async function fileOf(villages: readonly string[], remark: (row: number) => string): Promise<File> {
  const households = Math.ceil(rowsWanted / 3);
  const register = generateRegister({ households, seed: 1, villages, asOf: "2020-02-01" });
  const { sheetName, columns, rows } = registerTable(register, "zh-CN");
  const filled = [];
  for await (const row of rows) {
    if (filled.length === rowsWanted) break;
    filled.push([...row, remark(filled.length)]);
  }
  const bytes = await writeSheet({
    sheetName,
    columns: [...columns, { header: columnName("note", "zh-CN") }],
    rows: filled,
  });
  return new File([new Uint8Array(bytes)], "register.xlsx");
}

/** @returns seconds */
async function measured(what: string, work: () => Promise<unknown>): Promise<number> {
  const { ms, cpuMs, most } = await costOf(work);
  if (most.all > mostMegabytes) process.exitCode = 1;
  const figures = [
    `${(ms / 1_000).toFixed(1)} s`,
    `${Math.round((rowsWanted * 1_000) / ms)} rows/s`,
    `${(cpuMs / 1_000).toFixed(1)} s of this process's`,
    `at most ${Math.round(most.all)} MB (${Math.round(most.own)} + ${Math.round(most.reader)})`,
  ];
  console.log(`  ${what.padEnd(36)} ${figures.join(", ")}`);
  return ms / 1_000;
}

function demandInTime(what: string, ...seconds: number[]): void {
  const taken = seconds.reduce((sum, some) => sum + some, 0);
  if (taken > mostSeconds) process.exitCode = 1;
  console.log(`  ${what}, previewed and confirmed: ${taken.toFixed(1)} s of ${mostSeconds}`);
}

async function imported({ app, director }: Stage, file: File, changed: File): Promise<void> {
  const { registry } = director;
  const read = async (given: File) => (await startImport(app, registry, given)).importId;
  const counts = async (importId: string) =>
    console.log(`  ${JSON.stringify((await registry.import({ importId })).counts)}`);
  let first = "";
  const newRead = await measured("read, checked, previewed", async () => {
    first = await read(file);
  });
  await measured("checked anew", async () => {
    await registry.setImportColumns({ id: uuidv7(), importId: first, columns: [] });
    await app.runLongReactions();
  });
  const newWritten = await measured("confirmed and written", () =>
    confirmImport(app, registry, first),
  );
  demandInTime("A new register", newRead, newWritten);
  await counts(first);
  let again = "";
  await measured("the same file read once more", async () => {
    again = await read(file);
  });
  await counts(again);
  let second = "";
  const changedRead = await measured("every row changed: read", async () => {
    second = await read(changed);
  });
  const changedWritten = await measured("every row changed: written", () =>
    confirmImport(app, registry, second),
  );
  demandInTime("A register whose every row changes", changedRead, changedWritten);
  await counts(second);
  await measured("the changes taken back", () => undoImport(app, registry, second));
  await measured("the whole taken back", () => undoImport(app, registry, first));
  console.log(`  ${(await registry.import({ importId: first })).state}`);
}

const pathOf = (name: string) => `/tmp/lianfang-bench-${name}-${rowsWanted}.xlsx`;

async function make({ villages }: Stage): Promise<void> {
  const remarks = { register: () => "", changed: (row: number) => `核对${row}` };
  for (const [name, remark] of Object.entries(remarks)) {
    const file = await fileOf(villages, remark);
    writeFileSync(pathOf(name), new Uint8Array(await file.arrayBuffer()));
  }
}

const made = (name: string) =>
  new File([new Uint8Array(readFileSync(pathOf(name)))], `${name}.xlsx`);

keepHeapSmall();
const stage = await openStage();
try {
  if (process.argv.includes("--make")) await make(stage);
  else {
    const file = made("register");
    await measured("before anything", async () => {});
    await measured("the file read alone", async () => {
      await readSheet(new Uint8Array(await file.arrayBuffer()), file.name);
    });
    await imported(stage, file, made("changed"));
  }
} finally {
  await stage.close();
}
