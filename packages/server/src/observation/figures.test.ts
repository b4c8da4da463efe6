import {
  occurrences,
  type Settled,
  settle,
  type Tally,
  tally,
  windowsOn,
} from "@lianfang/core/duties/rules.ts";
import { addDays, addMinutes, instantAt, townDay } from "@lianfang/core/kernel/time.ts";
import { owedSpan } from "@lianfang/core/observation/rules.ts";
import { testApplication } from "@lianfang/testkit/application.ts";
import { answerFor, enterArrival, observe, takeReading } from "@lianfang/testkit/observed.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { describe, expect, test } from "vitest";
import { tallyDue } from "./due-store.ts";
import { townWindows } from "./windows.ts";

const china = "Asia/Shanghai";
const at = (day: string, time: string) => instantAt(day, time, china);

const application = await testApplication({ at: at("2020-02-01", "08:00") });
const { clock, app } = application;
const town = await foundTestTown(application);
const { areas, director, townId } = town;
const medicLi = await town.medicLi();
await answerFor(town, areas.villageA);
await answerFor(town, areas.villageB);

async function scopeAt(instant: string, areaIds?: string[]) {
  const { db, town } = await app.system.reader(townId, "test");
  const reach = areaIds ? ({ all: false, areaIds } as const) : ({ all: true } as const);
  return { db, town, reach, at: instant, day: townDay(instant, china) };
}
const figures = async (instant: string, ids: string[], areaIds?: string[]) => {
  const values = await app.kernel.figures.values(ids, await scopeAt(instant, areaIds));
  return Object.fromEntries(values);
};
const rowsOf = async (instant: string, id: string) => {
  const { rows } = await app.kernel.figures.rows(id, await scopeAt(instant), { limit: 200 });
  return rows;
};

describe("screening's figures", () => {
  const ids = [
    "screening.screened",
    "screening.returnees",
    "screening.returnees.riskArea",
    "screening.returnees.otherProvince",
    "screening.returnees.sameProvince",
    "screening.transit",
  ];

  test("count people once, by what was known at the cut-off, and never change afterwards", async () => {
    const { db } = app.kernel;
    await db.updateTable("town").set({ county: "高坪区", province: "四川省" }).execute();
    clock.set(at("2020-02-01", "08:00"));
    const came = { arrivedOn: "2020-01-31" };
    const wuhan = await enterArrival(medicLi, areas.villageA, came);
    await enterArrival(medicLi, areas.villageA, { ...came, originCode: "510100" });
    await enterArrival(medicLi, areas.villageB, {
      ...came,
      originCode: "440100",
      transitCodes: ["420100"],
    });
    const ahead = { arrivedOn: "2020-02-09", originCode: "440100" };
    await enterArrival(medicLi, areas.villageB, ahead);
    const person = { is: "resident" as const, residentId: wuhan.residentId };
    const again = { originCode: "420100", arrivedOn: "2020-02-01" };
    const second = await medicLi.call.screening.recordArrival({ ...write(), ...again, person });
    const first = {
      "screening.screened": 4,
      "screening.returnees": 3,
      "screening.returnees.riskArea": 1,
      "screening.returnees.otherProvince": 2,
      "screening.returnees.sameProvince": 1,
      "screening.transit": 1,
    };
    const noon = at("2020-02-01", "12:00");
    clock.set(noon);
    expect(await figures(noon, ids)).toEqual(first);
    expect(await figures(noon, ids, [areas.villageB])).toMatchObject({
      "screening.screened": 2,
      "screening.returnees": 1,
    });
    for (const id of ids) {
      const rows = await rowsOf(noon, id);
      expect(rows.reduce((sum, row) => sum + Number(row.value), 0)).toBe(
        first[id as keyof typeof first],
      );
    }

    clock.set(at("2020-02-01", "20:00"));
    await medicLi.call.screening.voidArrival({
      ...write(),
      arrivalId: second.arrivalId,
      reason: "误登",
    });
    await medicLi.call.screening.correctArrival({
      ...write(),
      arrivalId: wuhan.arrivalId,
      revision: 1,
      originCode: "510100",
    });
    expect(await figures(noon, ids)).toEqual(first);
    const evening = at("2020-02-01", "21:00");
    clock.set(evening);
    expect(await figures(evening, ids)).toMatchObject({
      "screening.returnees": 3,
      "screening.returnees.riskArea": 0,
      "screening.returnees.sameProvince": 2,
    });
    // The announced one has come by then.
    expect(await figures(at("2020-02-09", "12:00"), ids)).toMatchObject({
      "screening.returnees": 4,
    });
  });
});

describe("observation's figures", () => {
  const ids = [
    "observation.people",
    "observation.current.people",
    "observation.current.households",
    "observation.released",
    "observation.central.current",
    "observation.feverNow",
    "observation.readings.due",
    "observation.readings.done",
  ];

  test("follow people in and out, cut off at whatever time", async () => {
    clock.set(at("2020-02-02", "18:00"));
    const before = await figures(at("2020-02-02", "17:00"), ids);
    expect(Object.values(before).every((value) => value === 0)).toBe(true);
    const journey = { arrivedOn: "2020-02-02" };
    const home = { address: "同住路1号" };
    const one = await observe(medicLi, areas.villageA, journey, home);
    await observe(medicLi, areas.villageA, journey, home);
    const three = await observe(medicLi, areas.villageB, journey);
    clock.set(at("2020-02-03", "08:30"));
    await takeReading(medicLi, one.orderId, at("2020-02-03", "08:00"), { celsius: 37.9 });
    clock.set(at("2020-02-03", "09:00"));
    await takeReading(medicLi, three.orderId, at("2020-02-03", "08:50"));
    const during = at("2020-02-03", "09:30");
    clock.set(during);
    const morning = {
      "observation.people": 3,
      "observation.current.people": 3,
      "observation.current.households": 2,
      "observation.released": 0,
      "observation.feverNow": 1,
      "observation.readings.due": 3,
      "observation.readings.done": 2,
    };
    expect(await figures(during, ids)).toMatchObject(morning);
    // The second reading had not been received by then.
    expect(await figures(at("2020-02-03", "08:45"), ids)).toMatchObject({
      "observation.readings.done": 1,
    });
    expect(await figures(during, ids, [areas.villageB])).toMatchObject({
      "observation.current.people": 1,
      "observation.readings.due": 1,
      "observation.feverNow": 0,
    });

    clock.set(at("2020-02-03", "15:00"));
    await director.call.observation.revoke({
      ...write(),
      orderId: three.orderId,
      reason: "误下达",
    });
    await takeReading(medicLi, one.orderId, at("2020-02-03", "15:00"));
    expect(await figures(during, ids)).toMatchObject(morning);
    const later = at("2020-02-03", "17:30");
    clock.set(later);
    expect(await figures(later, ids)).toMatchObject({
      "observation.people": 2,
      "observation.current.people": 2,
      "observation.feverNow": 0,
      "observation.readings.due": 5,
      "observation.readings.done": 3,
    });
    // 24:00 of the last day ends it, papers or no papers.
    expect(await figures(at("2020-02-16", "23:59"), ids)).toMatchObject({
      "observation.current.people": 2,
    });
    expect(await figures(at("2020-02-16", "24:00"), ids)).toMatchObject({
      "observation.current.people": 0,
      "observation.released": 0,
      "observation.people": 2,
    });
    for (const id of ids) {
      const rows = await rowsOf(later, id);
      const value = (await figures(later, [id]))[id];
      expect(rows.reduce((sum, row) => sum + Number(row.value), 0)).toBe(value);
      expect(new Set(rows.map((row) => row.subject_id)).size).toBe(rows.length);
    }
  });
});

/** The same random numbers every time. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

describe("the database counts as the rules do", () => {
  test("for whatever is issued, ended, read, corrected, and received late", async () => {
    const random = chance(7);
    const start = "2020-02-20";
    const minuteOf = (minutes: number) => addMinutes(at(start, "00:00"), minutes);
    const acts: { at: number; run(): Promise<unknown> }[] = [];
    for (let person = 0; person < 8; person += 1) {
      const issuedAt = Math.floor(random() * 1_200);
      acts.push({
        at: issuedAt,
        run: async () => {
          const arrivedOn = addDays(start, -Math.floor(random() * 3));
          const { orderId } = await observe(medicLi, areas.villageA, { arrivedOn });
          for (let reading = 0; reading < 6; reading += 1) {
            const taken = issuedAt + Math.floor(random() * 3_000);
            const received = taken + (random() < 0.3 ? Math.floor(random() * 900) : 1);
            acts.push({ at: received, run: () => read(orderId, minuteOf(taken), received) });
          }
          if (random() < 0.3)
            acts.push({
              at: issuedAt + 200 + Math.floor(random() * 2_000),
              run: () =>
                director.call.observation.revoke({ ...write(), orderId, reason: "随机撤销" }),
            });
        },
      });
    }
    const read = async (orderId: string, takenAt: string, received: number) => {
      const answer = await takeReading(medicLi, orderId, takenAt).catch(() => undefined);
      if (!answer || random() < 0.7) return;
      acts.push({
        at: received + 30,
        run: () =>
          medicLi.call.observation.correctReading({
            ...write(),
            readingId: answer.readingId,
            celsius: 36.9,
            reason: "复核",
          }),
      });
    };
    while (acts.length > 0) {
      acts.sort((a, b) => a.at - b.at);
      const act = acts.shift();
      if (!act) break;
      clock.set(minuteOf(act.at));
      await act.run();
    }
    let all: Tally = none;
    for (const hours of [7, 9, 12, 16, 19, 31, 34, 40, 60, 66]) {
      const instant = minuteOf(hours * 60);
      const day = townDay(instant, china);
      const counted = await countedBySql(instant, day);
      expect(counted, `at ${instant}`).toEqual(await countedByRules(instant, day));
      all = added(all, counted);
    }
    // It was worth comparing.
    expect(Object.values(all).every((count) => count > 0)).toBe(true);
  });
});

const none: Tally = { upcoming: 0, open: 0, done: 0, missed: 0, late: 0 };

async function countedBySql(instant: string, day: string): Promise<Tally> {
  const scope = await scopeAt(instant);
  const windows = (await townWindows(scope)).on(day);
  const question = { townId, windows, at: instant, areaIds: undefined };
  return (await tallyDue(scope.db, question)).reduce(added, none);
}

async function countedByRules(instant: string, day: string): Promise<Tally> {
  const { db, town: ofTown } = await scopeAt(instant);
  const { definition } = await townWindows({ db, town: ofTown });
  const duty = definition(day);
  if (!duty || windowsOn(day, duty, china).length === 0) throw new Error("no windows");
  const orders = await db
    .selectFrom("observation_order")
    .selectAll()
    .where("issued_at", "<=", instant)
    .execute();
  const readings = await db
    .selectFrom("observation_reading")
    .selectAll()
    .where("received_at", "<=", instant)
    .execute();
  const replaced = new Set(readings.map(({ corrects }) => corrects));
  const windows = orders.flatMap((order): Settled<{ happenedAt: string }>[] => {
    const ended = order.ended_at !== null && order.ended_at <= instant ? order.ended_at : undefined;
    const times = { startsAt: order.starts_at, endsAt: order.ends_at };
    const span = owedSpan(times, order.issued_at, ended);
    const records = readings
      .filter((one) => one.order_id === order.order_id && !replaced.has(one.reading_id))
      .map(({ taken_at: happenedAt }) => ({ happenedAt }));
    return settle(occurrences(definition, span, { from: day, to: day }, china), records).windows;
  });
  return tally(windows, instant);
}

function added(sum: Tally, one: Tally): Tally {
  return {
    upcoming: sum.upcoming + one.upcoming,
    open: sum.open + one.open,
    done: sum.done + one.done,
    missed: sum.missed + one.missed,
    late: sum.late + one.late,
  };
}
