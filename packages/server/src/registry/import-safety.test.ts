/** What an import does when the register moves under it, when it is killed, and when its time is over. */
import { testApplication } from "@lianfang/testkit/application.ts";
import { confirmImport, startImport, undoImport } from "@lianfang/testkit/imports.ts";
import { generateRegister } from "@lianfang/testkit/people/register.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import pg from "pg";
import { v7 as uuidv7 } from "uuid";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { registerTable } from "../cli/sample.ts";
import { writeSheet } from "../kernel/spreadsheet/write.ts";

const application = await testApplication();
const { app, clock, connection, superuser } = application;
const town = await foundTestTown(application);
const { areas } = town;
const office = await town.office();
const { registry } = office.call;
const { db } = app.kernel;

const register = generateRegister({
  households: 20,
  seed: 3,
  villages: ["柳林村", "石桥村"],
  asOf: "2020-02-01",
});
const people = register.households.flatMap(({ members }) => members);
const bytes = new Uint8Array(await writeSheet(registerTable(register, "zh-CN")));

/** Somebody else at the same database. */
const another = new pg.Client(connection);
await another.connect();
afterAll(() => another.end());

async function start(): Promise<string> {
  const file = new File([bytes], "花名册.xlsx");
  return (await startImport(app, registry, file)).importId;
}

/** Confirms, and tells what came of it. */
const confirm = (importId: string) => confirmImport(app, registry, importId);

const outdated = { state: "ready", problem: { code: "registry.importOutdated" } };

async function registered() {
  const count = async (table: "household" | "resident") => {
    const { number } = await db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as("number"))
      .executeTakeFirstOrThrow();
    return number;
  };
  return [await count("household"), await count("resident")];
}

async function rowsKept(importId: string): Promise<number> {
  const { kept } = await db
    .selectFrom("register_import_row")
    .select(({ fn }) => fn.countAll<number>().as("kept"))
    .where("import_id", "=", importId)
    .executeTakeFirstOrThrow();
  return kept;
}

afterEach(async () => {
  await db.deleteFrom("resident").execute();
  await db.deleteFrom("household").execute();
});

describe("a register that changed since the preview", () => {
  test("is not written to, before it has been checked again", async () => {
    await confirm(await start());
    const importId = await start();
    expect((await registry.import({ importId })).counts).toMatchObject({ same: people.length });
    const { rows } = await registry.residents({ search: people[0]?.identityNumber });
    await registry.editResident({
      ...write(),
      residentId: rows[0]?.residentId ?? "",
      revision: 1,
      occupation: "刚刚改过",
    });
    expect(await confirm(importId)).toMatchObject(outdated);
    await registry.setImportColumns({ ...write(), importId, columns: [] });
    await app.runLongReactions();
    expect((await registry.import({ importId })).counts).toMatchObject({
      changed: 1,
      same: people.length - 1,
    });
    await confirm(importId);
    const after = await registry.residents({ search: people[0]?.identityNumber });
    expect(after.rows).toMatchObject([{ occupation: people[0]?.occupation }]);
  });

  test("is noticed when somebody of the file was entered meanwhile", async () => {
    const importId = await start();
    const { householdId } = await registry.createHousehold({
      ...write(),
      areaId: areas.communityC,
      number: "X-1",
    });
    const [first] = people;
    await registry.createResident({
      ...write(),
      householdId,
      name: first?.name ?? "",
      sex: first?.sex ?? "male",
      identityNumber: first?.identityNumber,
    });
    expect(await confirm(importId)).toMatchObject(outdated);
    expect(await registered()).toEqual([1, 1]);
  });

  test("does not matter where the file does not touch it", async () => {
    const importId = await start();
    await registry.createHousehold({ ...write(), areaId: areas.communityC, number: "X-1" });
    await confirm(importId);
    expect(await registered()).toEqual([register.households.length + 1, people.length]);
  });
});

/** Somebody has just begun to enter a person of the file, and has not finished. */
async function beginEnteringOneOfThem(): Promise<void> {
  const { householdId } = await registry.createHousehold({
    ...write(),
    areaId: areas.communityC,
    number: "X-1",
  });
  const vault = await app.kernel.vaults.of(db, town.townId);
  const last = people.at(-1);
  await another.query("begin");
  await another.query(
    `insert into resident (town_id, resident_id, household_id, area_id, number_key, name, sex,
       relation, residence, identity_blind, created_at, changed_at)
     values ($1, $2, $3, $4, 'X-000000000001', '抢先', 'male', 'other', 'lives-here', $5, $6, $6)`,
    [
      town.townId,
      uuidv7(),
      householdId,
      areas.communityC,
      vault.blind("identity-number", last?.identityNumber ?? ""),
      clock.now(),
    ],
  );
}

/** The process that waits for what they hold: the import, its households and most people written. */
function waitingProcess(): Promise<number> {
  const find = async () => {
    const { rows } = await another.query(
      `select pid from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (rows.length === 0) throw new Error("nobody waits yet");
    return Number(rows[0].pid);
  };
  return vi.waitFor(find, { timeout: 10_000, interval: 20 });
}

describe("confirming", () => {
  test("killed in the middle leaves nothing half-written, and can be done again", async () => {
    const importId = await start();
    await beginEnteringOneOfThem();
    const confirming = confirm(importId);
    await another.query("select pg_terminate_backend($1)", [await waitingProcess()]);
    expect(await confirming).toMatchObject({
      state: "ready",
      problem: { code: "kernel.internal" },
    });
    await another.query("rollback");
    expect(await registered()).toEqual([1, 0]);
    expect(await rowsKept(importId)).toBe(people.length);
    await confirm(importId);
    expect((await registered())[1]).toBe(people.length);
  });

  test("says so when somebody else was quicker by a moment", async () => {
    const importId = await start();
    await beginEnteringOneOfThem();
    const confirming = confirm(importId);
    await waitingProcess();
    await another.query("commit");
    expect(await confirming).toMatchObject(outdated);
    expect(await registered()).toEqual([1, 1]);
  });

  test("sent twice is done once, and answered alike", async () => {
    const importId = await start();
    const input = { ...write(), importId };
    await registry.confirmImport(input);
    await registry.confirmImport(input);
    await expect(confirm(importId)).rejects.toMatchObject({ code: "import.busy" });
    await app.runLongReactions();
    await registry.confirmImport(input);
    await app.runLongReactions();
    await expect(confirm(importId)).rejects.toMatchObject({ code: "registry.importNotReady" });
    expect(await registered()).toEqual([register.households.length, people.length]);
  });
});

/**
 * Lets the database refuse whatever an import comes to but that it is given up: what the background
 * tries fails, and so does writing down that it failed.
 */
async function refuseOutcomes(): Promise<void> {
  await around(`
    create function refuse_outcome() returns trigger language plpgsql as $$ begin
      raise exception 'could not extend file: No space left on device' using errcode = '53100';
    end $$;
    create trigger refuse_outcome before update on register_import for each row
      when (new.state not in ('writing', 'checking', 'undoing')
        and new.problem->>'code' is distinct from 'import.givenUp')
      execute function refuse_outcome()`);
}

async function around(statement: string): Promise<void> {
  const client = new pg.Client(superuser);
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

describe("work whose tries have run out", () => {
  afterEach(() => around("drop function refuse_outcome cascade"));

  const givenUp = { code: "import.givenUp", message: expect.stringMatching(/编号 \w{10}/) };

  test("gives the import back: the file can be sent again", async () => {
    await refuseOutcomes();
    const importId = await start();
    expect(await registry.import({ importId })).toMatchObject({
      state: "failed",
      problem: givenUp,
    });
  });

  test("gives it back to be checked, to be written and to be taken back once more", async () => {
    const importId = await start();
    await refuseOutcomes();
    await registry.setImportColumns({ ...write(), importId, columns: [] });
    await app.runLongReactions();
    expect(await registry.import({ importId })).toMatchObject({ state: "ready", problem: givenUp });
    expect(await confirm(importId)).toMatchObject({ state: "ready", problem: givenUp });
    expect(await registered()).toEqual([0, 0]);
    await around("alter table register_import disable trigger refuse_outcome");
    expect(await confirm(importId)).toMatchObject({ state: "confirmed", problem: undefined });
    await around("alter table register_import enable trigger refuse_outcome");
    const stayed = await undoImport(app, registry, importId);
    expect(stayed).toMatchObject({ state: "confirmed", problem: givenUp });
    expect((await registered())[1]).toBe(people.length);
    await around("alter table register_import disable trigger refuse_outcome");
    expect(await undoImport(app, registry, importId)).toMatchObject({ state: "undone" });
  });
});

describe("what is kept of an import", () => {
  test("is sealed", async () => {
    const importId = await start();
    const rows = await db
      .selectFrom("register_import_row")
      .select("content")
      .where("import_id", "=", importId)
      .execute();
    const held = await db
      .selectFrom("register_import")
      .select("columns")
      .where("import_id", "=", importId)
      .executeTakeFirstOrThrow();
    const [first] = people;
    const kept = Buffer.concat([
      ...rows.map(({ content }) => content),
      held.columns ?? Buffer.alloc(0),
    ]);
    expect(kept.length).toBeGreaterThan(1000);
    expect(kept.includes(first?.name ?? "?")).toBe(false);
    expect(kept.includes(first?.identityNumber ?? "?")).toBe(false);
  });

  test("is forgotten when it is discarded, and it can't be confirmed then", async () => {
    const importId = await start();
    await registry.discardImport({ ...write(), importId });
    expect(await rowsKept(importId)).toBe(0);
    const after = await registry.import({ importId });
    expect(after.state).toBe("discarded");
    expect(after.columns.flatMap(({ samples }) => samples)).toEqual([]);
    await expect(confirm(importId)).rejects.toMatchObject({ code: "registry.importNotReady" });
    expect(await registered()).toEqual([0, 0]);
  });

  test("is forgotten a week after it was started, confirmed or not", async () => {
    const file = new File(["户号,村,姓名,性别\n1,柳林村,张三,男\n2,哪里,李四,男"], "a.csv");
    const waiting = await start();
    const { importId: confirmed } = await startImport(app, registry, file);
    await confirm(confirmed);
    expect(await rowsKept(confirmed)).toBe(1);
    clock.set("2020-02-12T03:00:00.000Z");
    await app.runJob("registry.purgeImports");
    expect(await rowsKept(waiting)).toBe(people.length);
    clock.set("2020-02-12T05:00:00.000Z");
    await app.runJob("registry.purgeImports");
    await app.runJob("registry.purgeImports");
    expect(await rowsKept(waiting)).toBe(0);
    expect(await rowsKept(confirmed)).toBe(0);
    const states = await db
      .selectFrom("register_import")
      .select("state")
      .where("import_id", "in", [waiting, confirmed])
      .orderBy("import_id")
      .execute();
    expect(states).toEqual([{ state: "discarded" }, { state: "confirmed" }]);
    const purged = await db
      .selectFrom("journal")
      .select("subject_ids")
      .where("entry", "=", "registry.import.purged")
      .execute();
    expect(purged.flatMap(({ subject_ids }) => subject_ids)).toEqual(
      expect.arrayContaining([waiting, confirmed]),
    );
  });
});
