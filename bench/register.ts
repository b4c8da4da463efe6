/**
 * A town's register at full size, on a durable database: how fast a spreadsheet of it is read,
 * previewed and confirmed, and how the lists answer and are planned with 50,000 residents.
 * `node bench/register.ts [households]`
 */
import { mkdtempSync, rmSync } from "node:fs";
import { chmod } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openApplication } from "@lianfang/server/app.ts";
import { registerTable } from "@lianfang/server/cli/sample.ts";
import { settableClock } from "@lianfang/server/kernel/clock.ts";
import { startEmbedded } from "@lianfang/server/kernel/postgres/embedded.ts";
import { writeSheet } from "@lianfang/server/kernel/spreadsheet/write.ts";
import { foundingCode } from "@lianfang/server/organization/founding.ts";
import { generateRegister } from "@lianfang/testkit/people/register.ts";
import { pino } from "pino";
import { v7 as uuidv7 } from "uuid";

const households = Number(process.argv[2] ?? 5_000);
const villages = Array.from({ length: 16 }, (_, at) => `第${at + 1}村`);
const folder = mkdtempSync(join(tmpdir(), "lianfang-bench-"));
await chmod(folder, 0o711);
const server = await startEmbedded({ folder, durable: true });

async function timed<Result>(what: string, work: () => Promise<Result>, rows?: number) {
  const from = performance.now();
  const usedBefore = process.cpuUsage();
  const result = await work();
  const ms = performance.now() - from;
  const { user, system } = process.cpuUsage(usedBefore);
  const rate = rows ? `, ${Math.round((rows / ms) * 1_000)} rows/s` : "";
  const own = ((user + system) / 1_000).toFixed(0);
  console.log(`${what}: ${ms.toFixed(ms < 100 ? 1 : 0)} ms${rate} (${own} ms of this process)`);
  return result;
}

const app = await openApplication({
  connection: server.connection("app"),
  ownerConnection: server.connection("owner"),
  dataFolder: folder,
  clock: settableClock("2020-02-05T04:00:00.000Z"),
  log: pino({ level: "error" }),
  version: "bench",
});
const session = {
  token: undefined as string | undefined,
  set(token: string) {
    session.token = token;
  },
  clear() {},
};
const { organization, registry } = app.caller({ locale: "zh-CN", address: "", session });

try {
  await organization.found({
    id: uuidv7(),
    code: foundingCode(app.kernel.keys),
    source: { from: "blank", name: "青石镇", villages: villages.length, era: "2020" },
    responseName: "响应",
    director: { userName: "director", displayName: "何镇长", password: "正月初二-crossing-9" },
  });
  const register = generateRegister({ households, seed: 1, villages, asOf: "2020-02-01" });
  const people = register.households.reduce((sum, { members }) => sum + members.length, 0);
  console.log(`${households} households, ${people} people`);
  const bytes = await timed(
    "write the spreadsheet",
    () => writeSheet(registerTable(register, "zh-CN")),
    people,
  );
  const file = () => new File([new Uint8Array(bytes)], "register.xlsx");
  console.log(`${(bytes.length / 1024 / 1024).toFixed(1)} MB`);
  const start = () =>
    timed("read and preview", () => registry.startImport({ id: uuidv7(), file: file() }), people);
  const { importId } = await start();
  console.log((await registry.import({ importId })).counts);
  await timed(
    "match again",
    () => registry.setImportColumns({ id: uuidv7(), importId, columns: [] }),
    people,
  );
  await timed("confirm", () => registry.confirmImport({ id: uuidv7(), importId }), people);
  const again = await start();
  console.log((await registry.import(again)).counts);
  await timed("confirm nothing", () => registry.confirmImport({ id: uuidv7(), ...again }), people);
  const { areas } = await organization.areas({});
  const areaId = areas.find(({ name }) => name === villages[3])?.areaId;
  const some = register.households[Math.floor(households / 2)]?.members[0];
  const questions: Record<string, object> = {
    all: {},
    "one village": { areaId },
    surname: { search: some?.name.slice(0, 1) },
    name: { search: some?.name },
    "two characters": { search: some?.name.slice(-2) },
    address: { search: "第8村3组" },
    "last four": { search: some?.identityNumber.slice(-4) },
    "whole number": { search: some?.identityNumber },
    nobody: { search: "查无此人" },
    "over 80": { ageFrom: 80 },
    "over 100": { ageFrom: 100 },
    orphans: { vulnerability: "orphan" },
    "low income in a village": { areaId, vulnerability: "low-income" },
  };
  for (const [what, input] of Object.entries(questions)) {
    for (let warm = 0; warm < 7; warm += 1) await registry.residents(input);
    const { total } = await timed(`residents, ${what}`, () => registry.residents(input));
    console.log(`  ${total} found`);
  }
  for (const what of ["all", "one village", "surname", "name", "address", "last four", "nobody"]) {
    const input = questions[what] ?? {};
    for (let warm = 0; warm < 7; warm += 1) await registry.households(input);
    const { total } = await timed(`households, ${what}`, () => registry.households(input));
    console.log(`  ${total} found`);
  }
  const town = (
    await app.system.reader((await organization.welcome({})).towns[0]?.townId ?? "", "bench")
  ).town;
  const scope = {
    db: app.kernel.db,
    town,
    reach: { all: true as const },
    at: "2020-02-05T05:00:00.000Z",
    day: "2020-02-05",
  };
  const ids = ["registry.households", "registry.residents", "registry.vulnerable"];
  await timed("figures", () => app.kernel.figures.values(ids, scope));
} finally {
  await app.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
