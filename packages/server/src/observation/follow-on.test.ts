import { instantAt } from "@lianfang/core/kernel/time.ts";
import type { Check } from "@lianfang/core/observation/rules.ts";
import { testApplication } from "@lianfang/testkit/application.ts";
import { answerFor, enterArrival, issueDrafted } from "@lianfang/testkit/observed.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { expect, test } from "vitest";

const at = (day: string, time: string) => instantAt(day, time, "Asia/Shanghai");

const application = await testApplication({ at: at("2022-07-01", "10:00") });
const { clock, app } = application;
const town = await foundTestTown(application, { era: "2022" });
const { areas, director, townId } = town;
const medicLi = await town.medicLi();
await answerFor(town, areas.villageA);

const checklist: Check[] = ["term-served", "temperature-normal", "no-symptoms", "informed"];
const figure = async (id: string) => {
  const { town, now, db, reach } = await app.system.reader(townId, "test");
  return app.kernel.figures.value(id, { db, town, reach, at: now, day: now.slice(0, 10) });
};

test("seven days in central isolation and three of monitoring are two orders, one after the other", async () => {
  const { arrivalId, assessment } = await enterArrival(medicLi, areas.villageA, {
    arrivedOn: "2022-07-01",
    isCloseContact: true,
  });
  expect(assessment).toMatchObject({
    measure: "central-isolation",
    days: 7,
    endDay: "2022-07-08",
    followOn: { measure: "health-monitoring", days: 3, endDay: "2022-07-11" },
  });
  const first = await issueDrafted(medicLi, arrivalId, { place: "镇集中隔离点" });
  expect(await figure("observation.central.current")).toBe(1);
  await expect(medicLi.call.observation.draft({ arrivalId })).rejects.toMatchObject({
    code: "observation.orderExists",
  });

  clock.set(at("2022-07-08", "17:05"));
  const release = { orderId: first.orderId, checklist };
  // The rule behind the order asks for tests, so release asks for a negative one.
  await expect(medicLi.call.observation.release({ ...write(), ...release })).rejects.toMatchObject({
    code: "observation.checklistIncomplete",
    data: { details: { items: ["test-negative"] } },
  });
  await medicLi.call.observation.release({
    ...write(),
    orderId: first.orderId,
    checklist: [...checklist, "test-negative"],
  });
  const awaiting = await director.call.screening.arrivals({ isAwaitingOrder: true });
  expect(awaiting.rows.map((row) => row.arrivalId)).toEqual([arrivalId]);
  expect(await director.call.screening.arrival({ arrivalId })).toMatchObject({
    isAwaitingOrder: true,
    orderState: "released",
  });
  expect(await figure("observation.released")).toBe(1);

  const draft = await medicLi.call.observation.draft({ arrivalId });
  expect(draft.terms).toMatchObject({
    measure: "health-monitoring",
    startDay: "2022-07-09",
    endDay: "2022-07-11",
    reason: { zh: expect.stringContaining("集中隔离期满后继续健康监测") },
  });
  const second = await issueDrafted(medicLi, arrivalId);
  // Begun only tomorrow: free tonight, and not counted as released any more.
  expect(await figure("observation.released")).toBe(0);
  expect(await figure("observation.current.people")).toBe(0);

  clock.set(at("2022-07-09", "09:00"));
  expect(await director.call.observation.order({ orderId: second.orderId })).toMatchObject({
    dayNumber: 1,
    daysTotal: 3,
  });
  expect(await figure("observation.current.people")).toBe(1);
  expect(await figure("observation.people")).toBe(1);

  clock.set(at("2022-07-11", "17:01"));
  await medicLi.call.observation.release({
    ...write(),
    orderId: second.orderId,
    checklist: [...checklist, "test-negative"],
  });
  await expect(medicLi.call.observation.draft({ arrivalId })).rejects.toMatchObject({
    code: "observation.notRestricted",
  });
  expect((await director.call.screening.arrivals({ isAwaitingOrder: true })).rows).toEqual([]);
});
