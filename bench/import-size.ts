/**
 * A register at its full size, 50,000 rows of 20 columns: read, checked, previewed, written, checked
 * anew and taken back, with the most memory that this process and the one that reads the file held
 * together. Beside it the file read alone.
 * `node bench/import-size.ts [rows] --make` makes the file; without `--make` it is measured, in a
 * process that never held its people.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { registerTable } from "@lianfang/server/cli/sample.ts";
import { readSheet } from "@lianfang/server/kernel/spreadsheet/read.ts";
import { writeSheet } from "@lianfang/server/kernel/spreadsheet/write.ts";
import { confirmImport, startImport, undoImport } from "@lianfang/testkit/imports.ts";
import { generateRegister } from "@lianfang/testkit/people/register.ts";
import { v7 as uuidv7 } from "uuid";
import { openStage, type Stage, timed } from "./stage.ts";

const rowsWanted = Number(process.argv[2] ?? 50_000);
const columnsWanted = 20;

/** The register's own columns, and columns of the village's beside them up to twenty. */
async function fileOf(villages: readonly string[]): Promise<File> {
  const households = Math.ceil(rowsWanted / 3);
  const register = generateRegister({ households, seed: 1, villages, asOf: "2020-02-01" });
  const { sheetName, columns, rows } = registerTable(register, "zh-CN");
  const more = Array.from({ length: columnsWanted - columns.length }, (_, at) => ({
    header: `村里自记${at + 1}`,
  }));
  const filled = [];
  for await (const row of rows) {
    if (filled.length === rowsWanted) break;
    filled.push([...row, ...more.map((_, at) => `记${filled.length % 997}-${at}`)]);
  }
  const bytes = await writeSheet({ sheetName, columns: [...columns, ...more], rows: filled });
  return new File([new Uint8Array(bytes)], "register.xlsx");
}

/** Kilobytes of memory held by this process and by the Node processes it started. */
async function heldNow(): Promise<number> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const own = pids.filter((pid) => pid === String(process.pid) || isOurReader(pid));
  return own.reduce((sum, pid) => sum + residentOf(pid), 0);
}

function read(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return ""; // it has ended meanwhile
  }
}

function isOurReader(pid: string): boolean {
  const parent = /\) \S (\d+)/.exec(read(pid, "stat"))?.[1];
  return parent === String(process.pid) && read(pid, "cmdline").includes("spreadsheet");
}

function residentOf(pid: string): number {
  return Number(/VmRSS:\s+(\d+)/.exec(read(pid, "status"))?.[1] ?? 0);
}

async function measured(what: string, work: () => Promise<unknown>): Promise<void> {
  let most = 0;
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      most = Math.max(most, await heldNow());
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  const ms = await timed(work);
  isOver = true;
  await watching;
  const perSecond = Math.round((rowsWanted * 1_000) / ms);
  console.log(
    `  ${what.padEnd(36)} ${(ms / 1_000).toFixed(1)} s, ${perSecond} rows/s, at most ${Math.round(most / 1_024)} MB`,
  );
}

async function imported(stage: Stage, file: File): Promise<void> {
  const { app, director } = stage;
  const { registry } = director;
  let importId = "";
  const start = async () => {
    ({ importId } = await startImport(app, registry, file));
  };
  await measured("read, checked, previewed", start);
  await measured("checked anew", async () => {
    await registry.setImportColumns({ id: uuidv7(), importId, columns: [] });
    await app.runLongReactions();
  });
  await measured("confirmed and written", () => confirmImport(app, registry, importId));
  const { counts } = await registry.import({ importId });
  console.log(`  ${JSON.stringify(counts)}`);
  await measured("taken back", () => undoImport(app, registry, importId));
  console.log(`  ${(await registry.import({ importId })).state}`);
}

const path = `/tmp/lianfang-bench-register-${rowsWanted}.xlsx`;
const stage = await openStage();
try {
  if (process.argv.includes("--make")) {
    writeFileSync(path, new Uint8Array(await (await fileOf(stage.villages)).arrayBuffer()));
  } else {
    const file = new File([new Uint8Array(readFileSync(path))], "register.xlsx");
    await measured("before anything", async () => {});
    await measured("the file read alone", async () => {
      await readSheet(new Uint8Array(await file.arrayBuffer()), file.name);
    });
    await imported(stage, file);
  }
} finally {
  await stage.close();
}
