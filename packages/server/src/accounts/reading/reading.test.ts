import type { Reader } from "@lianfang/core/accounts/reading-contract.ts";
import { addMinutes } from "@lianfang/core/kernel/time.ts";
import { testApplication, type Visitor } from "@lianfang/testkit/application.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { pino } from "pino";
import { beforeEach, describe, expect, test } from "vitest";
import { readingMeter } from "./meter.ts";

const application = await testApplication();
const town = await foundTestTown(application);
const { app, clock } = application;
const { areas, director } = town;

const beyond = (budget: number) =>
  expect.objectContaining({
    code: "kernel.tooManyPeople",
    status: 429,
    data: expect.objectContaining({ details: expect.objectContaining({ budget }) }),
  });

/** Thirty households, each with one person in it. */
const people: string[] = [];
for (let at = 0; at < 30; at += 1) {
  const made = { ...write(), areaId: areas.villageA, number: String(at) };
  const { householdId } = await director.call.registry.createHousehold(made);
  const person = { ...write(), householdId, name: `居民${at}`, sex: "female" as const };
  people.push((await director.call.registry.createResident(person)).residentId);
}

async function allow(reader: Reader, peopleAnHour: number): Promise<void> {
  const budgets = [{ reader, peopleAnHour }];
  await director.call.accounts.setReadingBudgets({ ...write(), budgets });
}

const look = (who: Visitor, residentId = "") => who.call.registry.resident({ residentId });

beforeEach(() => clock.set(addMinutes(clock.now(), 61)));

describe("reading beyond the budget", () => {
  test("is refused for new people, and not for those seen already, until the next hour", async () => {
    const worker = await town.as("grid-worker");
    await allow("grid-worker", 10);
    const first = await worker.call.registry.residents({ limit: 10 });
    // A list that refreshes itself carries nothing away.
    for (let round = 0; round < 5; round += 1) await worker.call.registry.residents({ limit: 10 });
    await expect(worker.call.registry.residents({ limit: 11 })).rejects.toEqual(beyond(10));
    await expect(look(worker, people.at(-1))).rejects.toEqual(beyond(10));
    await look(worker, first.rows[0]?.residentId);
    clock.set(addMinutes(clock.now(), 61));
    await look(worker, people.at(-1));
  });

  test("counts who is shown in the clear, and leaves no trace of a look that was refused", async () => {
    const worker = await town.as("grid-worker");
    await allow("grid-worker", 10);
    await worker.call.registry.residents({ limit: 10 });
    const residentId = people.at(-1) ?? "";
    const reveal = () =>
      worker.call.registry.reveal({ ...write(), residentId, reason: "核对身份" });
    await expect(reveal()).rejects.toEqual(beyond(10));
    const { rows } = await director.call.journal.list({ entry: "registry.resident.revealed" });
    expect(rows).toEqual([]);
  });

  test("is each token's own, apart from its account's", async () => {
    const office = await town.as("office");
    await allow("token", 10);
    const { token } = await office.call.accounts.makeToken({
      ...write(),
      name: "夜间同步",
      purpose: "同步",
      holder: "县平台",
      groups: ["registers.read"],
      endsOn: "2020-06-01",
    });
    await office.call.registry.residents({ limit: 30 });
    const ask = (limit: number) =>
      app.http.inject({
        url: `/api/registry/changes/residents?limit=${limit}`,
        headers: { authorization: `Bearer ${token}` },
      });
    // Others' open transactions on the same server hold a feed up for a moment.
    const told = async () =>
      (await director.call.registry.changedResidents({ limit: people.length })).changes.length;
    await expect.poll(told).toBe(people.length);
    await expect.poll(async () => (await ask(10)).statusCode).toBe(200);
    clock.set(`${clock.now().slice(0, 13)}:59:18.000Z`);
    const answer = await ask(20);
    expect(answer.statusCode).toBe(429);
    expect(answer.headers["retry-after"]).toBe("42");
  });

  test("is written down, so that a restart does not begin anew", async () => {
    const medic = await town.as("medic");
    await allow("medic", 20);
    await medic.call.registry.residents({ limit: 8 });
    clock.set(addMinutes(clock.now(), 2));
    await medic.call.registry.residents({ limit: 12 });
    const { accountId, grants, displayName, userName } = await medic.call.accounts.me({});
    const written = () =>
      app.kernel.db
        .selectFrom("reading_hour")
        .select("people")
        .where("reader_id", "=", accountId)
        .execute();
    await expect.poll(written).toEqual([{ people: 12 }]);
    const restarted = readingMeter(app.system, pino({ level: "silent" }));
    const context = {
      ...(await app.system.reader(town.townId, "a test")),
      actor: { is: "account" as const, accountId, grants, displayName, userName },
    };
    const others = (count: number) =>
      Array.from({ length: count }, (_, at) => ({ residentId: `another ${at}` }));
    await restarted.count(context, others(8), new Set());
    await expect(restarted.count(context, others(9), new Set())).rejects.toMatchObject({
      code: "kernel.tooManyPeople",
    });
    await restarted.close();
    expect(await written()).toEqual([{ people: 20 }]);
    clock.set(addMinutes(clock.now(), 91 * 24 * 60));
    await app.runJob("accounts.forgetReading");
    expect(await written()).toEqual([]);
  });
});

describe("the director", () => {
  test("is told once an hour, on the board and in the journal, and says what came of it", async () => {
    const inspector = await town.as("inspector", "town");
    await allow("inspector", 10);
    for (let round = 0; round < 3; round += 1) {
      await expect(inspector.call.registry.residents({ limit: 30 })).rejects.toEqual(beyond(10));
    }
    const open = async () => (await director.call.accounts.readingAlarms({ isOpen: true })).rows;
    const { accountId } = await inspector.call.accounts.me({});
    await expect
      .poll(async () => (await open()).filter((row) => row.account.accountId === accountId))
      .toMatchObject([{ budget: 10 }]);
    const alarms = await open();
    const alarm = alarms.find((row) => row.account.accountId === accountId);
    const board = await director.call.command.board({});
    const need = board.needs.find((one) => one.need === "bulk-reading");
    expect(need?.count).toBe(alarms.length);
    const office = await town.office();
    const officeBoard = await office.call.command.board({});
    expect(officeBoard.needs.some((one) => one.need === "bulk-reading")).toBe(false);
    const alarmId = alarm?.alarmId ?? "";
    const journal = await director.call.journal.list({ subjectId: alarmId });
    expect(journal.rows).toMatchObject([{ entry: "accounts.reading.exceeded" }]);
    await director.call.accounts.seeReadingAlarm({ ...write(), alarmId, remark: "已当面核实" });
    const again = director.call.accounts.seeReadingAlarm({ ...write(), alarmId });
    await expect(again).rejects.toMatchObject({ code: "accounts.alarmSeen" });
    expect((await open()).map((row) => row.alarmId)).not.toContain(alarmId);
  });

  test("sets budgets; the usual number is the usual again", async () => {
    const office = await town.office();
    const refused = office.call.accounts.setReadingBudgets({
      ...write(),
      budgets: [{ reader: "office", peopleAnHour: 1_000_000 }],
    });
    await expect(refused).rejects.toMatchObject({ code: "kernel.forbidden" });
    const patrol = async () =>
      (await director.call.accounts.readingBudgets({})).budgets.find(
        ({ reader }) => reader === "patrol",
      );
    await allow("patrol", 50);
    expect(await patrol()).toEqual({ reader: "patrol", peopleAnHour: 50, usual: 2_000 });
    await allow("patrol", 2_000);
    const kept = await app.kernel.db.selectFrom("reading_budget").select("reader").execute();
    expect(kept.map(({ reader }) => reader)).not.toContain("patrol");
  });
});
