import { instantAt } from "@lianfang/core/kernel/time.ts";
import { testApplication } from "@lianfang/testkit/application.ts";
import { answerFor, observe, takeReading } from "@lianfang/testkit/observed.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { v7 as uuidv7 } from "uuid";
import { beforeEach, describe, expect, test } from "vitest";
import { observationBoard } from "./board.ts";

/** Windows of early 2020: 07:00–10:00 and 14:00–17:00, an hour's grace each. */
const at = (day: string, time: string) => instantAt(day, time, "Asia/Shanghai");

const application = await testApplication({ at: at("2020-01-27", "09:00") });
const { clock, app } = application;
const town = await foundTestTown(application);
const { areas, director } = town;
const medicLi = await town.medicLi();
const medicOfB = await town.medicOfB();
const gridWorkerA = await town.gridWorkerOfA();
await answerFor(town, areas.villageA);
await answerFor(town, areas.villageB);

const due = (filter: Parameters<typeof medicLi.call.observation.readingsDue>[0] = {}) =>
  medicLi.call.observation.readingsDue({ limit: 200, ...filter });
const statesOf = async (orderId: string, day?: string) => {
  const { rows } = await due({ day });
  const mine = rows.filter((row) => row.orderId === orderId).map(({ window }) => window);
  return Object.fromEntries(mine.map(({ windowId, state }) => [windowId, state]));
};
const allAlerts = async (limit: number) => {
  const rows: Awaited<ReturnType<typeof medicLi.call.observation.alerts>>["rows"] = [];
  let after: string | undefined;
  do {
    const page = await medicLi.call.observation.alerts({ limit, after });
    rows.push(...page.rows);
    after = page.next;
  } while (after);
  return rows;
};
const alertsOf = async (orderId: string) =>
  (await allAlerts(200)).filter((row) => row.orderId === orderId);
const lookForMissed = () => app.runJob("observation.missed");

/** The clock only goes forward from test to test: each takes the next days. */
let base = new Date("2020-02-03T00:00:00Z");
let day = "2020-02-03";
let next = "2020-02-04";
beforeEach(() => {
  const dayAfter = (days: number) =>
    new Date(base.getTime() + days * 86_400_000).toISOString().slice(0, 10);
  [day, next] = [dayAfter(0), dayAfter(1)];
  base = new Date(`${dayAfter(3)}T00:00:00Z`);
  clock.set(at(day, "20:00"));
});
const somebody = (areaId = areas.villageA) => observe(medicLi, areaId, { arrivedOn: day });

describe("readings are owed", () => {
  test("as seen by those who take them, of people they reach", async () => {
    const { orderId } = await somebody();
    const inspector = await town.inspector();
    await expect(inspector.call.observation.readingsDue({})).rejects.toMatchObject({
      code: "kernel.forbidden",
    });
    clock.set(at(next, "08:00"));
    const ofB = await medicOfB.call.observation.readingsDue({ limit: 200 });
    expect(ofB.rows.map((row) => row.orderId)).not.toContain(orderId);
    const ofA = await gridWorkerA.call.observation.readingsDue({ limit: 200 });
    expect(ofA.rows.map((row) => row.orderId)).toContain(orderId);
  });

  test("window by window: to come, open, late but open, missed", async () => {
    const { orderId } = await somebody();
    // Issued in the evening: nothing is owed that day any more.
    expect(await statesOf(orderId)).toEqual({});
    clock.set(at(next, "06:59"));
    expect(await statesOf(orderId)).toEqual({ morning: "upcoming", afternoon: "upcoming" });
    clock.set(at(next, "07:00"));
    expect(await statesOf(orderId)).toMatchObject({ morning: "open" });
    clock.set(at(next, "10:59"));
    expect(await statesOf(orderId)).toMatchObject({ morning: "open" });
    clock.set(at(next, "11:00"));
    expect(await statesOf(orderId)).toEqual({ morning: "missed", afternoon: "upcoming" });
  });

  test("with counts, the fever line and the windows of the day", async () => {
    await somebody();
    clock.set(at(next, "08:00"));
    const answer = await due();
    expect(answer).toMatchObject({
      day: next,
      feverCelsius: 37.3,
      windows: [
        { windowId: "morning", from: "07:00", to: "10:00" },
        { windowId: "afternoon", from: "14:00", to: "17:00" },
      ],
    });
    const { counts, rows } = answer;
    expect(counts.open + counts.upcoming + counts.done + counts.missed).toBe(rows.length);
    expect(counts.open).toBe(rows.filter(({ window }) => window.state === "open").length);
  });

  test("on pages that follow each other without losing anybody, by state and window too", async () => {
    await Promise.all([somebody(), somebody(areas.villageB), somebody(areas.gridA1)]);
    clock.set(at(next, "08:00"));
    const { orderId } = (await due({ state: "open" })).rows[0] ?? { orderId: "" };
    await takeReading(medicLi, orderId, at(next, "08:00"));
    const whole = await due();
    const key = (row: (typeof whole.rows)[0]) => `${row.orderId} ${row.window.windowId}`;
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await due({ limit: 2, after });
      seen.push(...page.rows.map(key));
      after = page.next;
    } while (after);
    expect(seen).toEqual(whole.rows.map(key));
    const order = ["open", "missed", "upcoming", "done"];
    const ranks = whole.rows.map(({ window }) => order.indexOf(window.state));
    expect(ranks).toEqual([...ranks].sort());
    const mornings = await due({ windowId: "morning", state: "done" });
    expect(mornings.rows.map((row) => row.orderId)).toEqual([orderId]);
    const ofVillageA = await due({ areaId: areas.villageA });
    expect(
      ofVillageA.rows
        .map((row) => row.areaName)
        .sort()
        .at(-1),
    ).toMatch(/^柳林村/);
    const inA = whole.rows.filter((row) => row.areaName.startsWith("柳林村")).length;
    expect(ofVillageA.rows).toHaveLength(inA);
    expect(Object.values(ofVillageA.counts).reduce((a, b) => a + b)).toBe(inA);
  });
});

describe("a reading is taken", () => {
  test("not by those who don't reach the person", async () => {
    const { orderId } = await somebody();
    await expect(takeReading(medicOfB, orderId, at(day, "20:00"))).rejects.toMatchObject({
      code: "observation.orderNotFound",
    });
    const auditor = await town.auditor();
    await expect(takeReading(auditor, orderId, at(day, "20:00"))).rejects.toMatchObject({
      code: "kernel.forbidden",
    });
  });

  test("and settles its window, once however often it is sent", async () => {
    const { orderId } = await somebody();
    clock.set(at(next, "08:00"));
    const id = uuidv7();
    const first = await takeReading(gridWorkerA, orderId, at(next, "07:58"), { id });
    const again = await takeReading(gridWorkerA, orderId, at(next, "07:58"), { id });
    expect(again).toEqual(first);
    await expect(
      takeReading(gridWorkerA, orderId, at(next, "07:58"), { id, celsius: 36.6 }),
    ).rejects.toMatchObject({ code: "kernel.idReused" });
    expect(await statesOf(orderId)).toMatchObject({ morning: "done" });
    const order = await director.call.observation.order({ orderId });
    expect(order.windows.map(({ windowId, state }) => [windowId, state])).toEqual([
      ["afternoon", "upcoming"],
      ["morning", "done"],
    ]);
    expect(order.lastReading).toMatchObject({ celsius: 36.5, isFever: false });
  });

  test("by a phone offline: made in the window, received after it closed, done all the same", async () => {
    const { orderId } = await somebody();
    clock.set(at(next, "12:00"));
    expect(await statesOf(orderId)).toMatchObject({ morning: "missed" });
    await takeReading(gridWorkerA, orderId, at(next, "08:30"));
    expect(await statesOf(orderId)).toMatchObject({ morning: "done" });
    const { windows } = await director.call.observation.order({ orderId });
    const morning = windows.find(({ windowId }) => windowId === "morning");
    expect(morning?.reading).toMatchObject({
      takenAt: at(next, "08:30"),
      receivedAt: expect.stringMatching(/T04:00/),
    });
  });

  test("not in the future, nor before observation began, nor after the order was taken back", async () => {
    const { orderId } = await somebody();
    const take = (takenAt: string) => expect(takeReading(medicLi, orderId, takenAt)).rejects;
    await take(at(day, "20:06")).toMatchObject({ code: "observation.readingInFuture" });
    await take(at("2020-02-02", "23:59")).toMatchObject({
      code: "observation.readingOutsideOrder",
    });
    clock.set(at(next, "09:00"));
    await director.call.observation.revoke({ ...write(), orderId, reason: "误下达" });
    clock.set(at(next, "09:30"));
    await take(at(next, "09:20")).toMatchObject({ code: "observation.alreadyEnded" });
    // Taken before the end, received after it.
    await takeReading(medicLi, orderId, at(next, "08:50"));
  });

  test("of a tenth of a degree, between 34 and 43", async () => {
    const { orderId } = await somebody();
    for (const celsius of [33.9, 43.1, 36.55])
      await expect(
        takeReading(medicLi, orderId, at(day, "20:00"), { celsius }),
      ).rejects.toMatchObject({ code: "kernel.invalid" });
  });

  test("wrongly, and is corrected by another; both are kept", async () => {
    const { orderId } = await somebody();
    clock.set(at(next, "08:00"));
    const { readingId } = await takeReading(medicLi, orderId, at(next, "07:58"), { celsius: 37.8 });
    const change = { readingId, celsius: 36.8, reason: "看错一位" };
    await expect(
      medicOfB.call.observation.correctReading({ ...write(), ...change }),
    ).rejects.toMatchObject({ code: "observation.readingNotFound" });
    const right = await medicLi.call.observation.correctReading({ ...write(), ...change });
    expect(right.isFever).toBe(false);
    await expect(
      medicLi.call.observation.correctReading({ ...write(), ...change }),
    ).rejects.toMatchObject({ code: "kernel.changedMeanwhile" });
    const order = await director.call.observation.order({ orderId });
    expect(order.lastReading).toMatchObject({ celsius: 36.8 });
    expect(order.windows.find(({ windowId }) => windowId === "morning")?.reading).toMatchObject({
      readingId: right.readingId,
      takenAt: at(next, "07:58"),
    });
    expect(order.otherReadings).toMatchObject([
      { readingId, celsius: 37.8, correctedBy: right.readingId },
    ]);
  });

  test("between windows, and is shown without settling any", async () => {
    const { orderId } = await somebody();
    clock.set(at(next, "12:30"));
    const { readingId } = await takeReading(medicLi, orderId, at(next, "12:30"));
    expect(await statesOf(orderId)).toMatchObject({ morning: "missed", afternoon: "upcoming" });
    const { otherReadings } = await director.call.observation.order({ orderId });
    expect(otherReadings.map((reading) => reading.readingId)).toEqual([readingId]);
  });
});

describe("windows that close without a reading", () => {
  test("raise an alert each, once, however often they are looked at", async () => {
    const { orderId } = await somebody();
    clock.set(at(next, "10:59"));
    await lookForMissed();
    expect(await alertsOf(orderId)).toEqual([]);
    clock.set(at(next, "11:00"));
    await lookForMissed();
    await lookForMissed();
    expect(await alertsOf(orderId)).toMatchObject([
      { kind: "missed", day: next, windowId: "morning", escalation: 0 },
    ]);
  });

  test("raise them all after a standstill", async () => {
    const { orderId } = await somebody();
    const dayAfter = new Date(Date.parse(`${next}T00:00:00Z`) + 86_400_000).toISOString();
    clock.set(at(dayAfter.slice(0, 10), "11:30"));
    await lookForMissed();
    const raised = (await alertsOf(orderId)).map(({ day, windowId }) => `${day} ${windowId}`);
    expect(raised.sort()).toEqual(
      [`${next} afternoon`, `${next} morning`, `${dayAfter.slice(0, 10)} morning`].sort(),
    );
  });

  test("two lookers at once raise one", async () => {
    const { orderId } = await somebody();
    clock.set(at(next, "11:00"));
    await Promise.all([lookForMissed(), lookForMissed()]);
    expect(await alertsOf(orderId)).toHaveLength(1);
  });

  test("climb until somebody acts, and say who did what", async () => {
    const { orderId } = await somebody();
    clock.set(at(next, "11:00"));
    await lookForMissed();
    const level = async (time: string) => {
      clock.set(at(next, time));
      return (await alertsOf(orderId)).at(-1)?.escalation;
    };
    expect([await level("12:59"), await level("13:01"), await level("15:01")]).toEqual([0, 1, 2]);
    const [alert] = await alertsOf(orderId);
    const acted = { alertId: alert?.alertId ?? "", action: "已上门测量，36.6℃" };
    const inspector = await town.inspector();
    await expect(
      inspector.call.observation.acknowledge({ ...write(), ...acted }),
    ).rejects.toMatchObject({ code: "kernel.forbidden" });
    await expect(
      medicOfB.call.observation.acknowledge({ ...write(), ...acted }),
    ).rejects.toMatchObject({ code: "observation.alertNotFound" });
    await medicLi.call.observation.acknowledge({ ...write(), ...acted });
    await expect(
      medicLi.call.observation.acknowledge({ ...write(), ...acted }),
    ).rejects.toMatchObject({ code: "observation.alertDone" });
    clock.set(at(next, "18:00"));
    const closed = (await alertsOf(orderId)).find(({ alertId }) => alertId === acted.alertId);
    expect(closed).toMatchObject({ escalation: 2, acknowledged: { action: acted.action } });
    const open = await medicLi.call.observation.alerts({ isOpen: true, limit: 200 });
    expect(open.rows.map(({ alertId }) => alertId)).not.toContain(acted.alertId);
    expect(open.escalation).toEqual({ unitLeadAfterMinutes: 120, directorAfterMinutes: 240 });
  });

  test("are settled by a reading made in time that arrives late, even unnoticed at first", async () => {
    const { orderId } = await somebody();
    clock.set(at(next, "11:00"));
    await lookForMissed();
    clock.set(at(next, "11:20"));
    await takeReading(gridWorkerA, orderId, at(next, "09:30"), { celsius: 36.7 });
    await lookForMissed();
    expect(await alertsOf(orderId)).toMatchObject([
      {
        acknowledged: {
          by: expect.stringContaining("grid"),
          action: "体温已补到：09:30 测得 36.7℃。",
        },
      },
    ]);
  });

  test("raise none for who was released or freed before they closed", async () => {
    const { orderId } = await somebody();
    clock.set(at(next, "09:00"));
    await director.call.observation.revoke({ ...write(), orderId, reason: "误下达" });
    clock.set(at(next, "18:30"));
    await lookForMissed();
    expect(await alertsOf(orderId)).toEqual([]);
  });

  test("leave one sealed journal row each, told by the system", async () => {
    await somebody();
    clock.set(at(next, "11:00"));
    await lookForMissed();
    const rows = await app.kernel.db
      .selectFrom("journal")
      .select(["entry", "actor_id", "details"])
      .where("entry", "like", "observation.alert.raised")
      .execute();
    expect(rows.at(-1)).toMatchObject({ actor_id: null, details: { windowId: expect.anything() } });
  });
});

describe("the list of alerts", () => {
  test("shows the open first, page after page", async () => {
    const whole = await allAlerts(200);
    const closed = whole.map(({ acknowledged }) => acknowledged !== undefined);
    expect(closed).toEqual([...closed].sort());
    const onSmallPages = await allAlerts(7);
    expect(onSmallPages.map(({ alertId }) => alertId)).toEqual(whole.map(({ alertId }) => alertId));
    const ofB = await medicOfB.call.observation.alerts({ limit: 200 });
    expect(ofB.rows.every(({ areaName }) => areaName.startsWith("石桥村"))).toBe(true);
  });
});

describe("the board", () => {
  test("counts what needs somebody, window by window and area by area", async () => {
    const { orderId } = await somebody(areas.villageB);
    await somebody(areas.villageB);
    clock.set(at(next, "08:00"));
    await takeReading(medicLi, orderId, at(next, "08:00"));
    clock.set(at(next, "15:00"));
    await lookForMissed();
    const reader = await app.system.reader(town.townId, "test");
    const reach = { all: false, areaIds: [areas.villageB] } as const;
    const board = await observationBoard({ ...reader, reach });
    const { rows, counts } = await medicOfB.call.observation.readingsDue({ limit: 200 });
    const morning = rows.filter(({ window }) => window.windowId === "morning");
    expect(board.windows).toMatchObject([
      { windowId: "morning", from: "07:00", to: "10:00", due: morning.length, done: 1 },
      { windowId: "afternoon", done: 0, missed: 0 },
    ]);
    expect(board.areas.get(areas.villageB)).toMatchObject({
      readingsDue: counts.open + counts.done + counts.missed,
      readingsDone: 1,
    });
    expect([...board.areas.keys()]).toEqual([areas.villageB]);
    const missed = board.needs.find(({ need }) => need === "missed-readings");
    const { rows: open } = await medicOfB.call.observation.alerts({
      isOpen: true,
      kind: "missed",
      limit: 200,
    });
    const people = new Set(open.map(({ orderId }) => orderId)).size;
    expect(missed?.count).toBe(people);
    expect(missed?.lines[0]?.label).toBe(`石桥村 ${people} 人`);
  });
});
