import { instantAt } from "@lianfang/core/kernel/time.ts";
import { testApplication } from "@lianfang/testkit/application.ts";
import { answerFor, observe, takeReading } from "@lianfang/testkit/observed.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { describe, expect, test, vi } from "vitest";
import { observationReactions } from "./alerting.ts";

const at = (day: string, time: string) => instantAt(day, time, "Asia/Shanghai");

const application = await testApplication({ at: at("2020-02-05", "08:00"), withJobs: true });
const { clock, app } = application;
const town = await foundTestTown(application);
const { areas, director } = town;
const medicLi = await town.medicLi();
await answerFor(town, areas.villageA);

const somebody = () => observe(medicLi, areas.villageA, { arrivedOn: "2020-02-05" });
const feversOf = async (orderId: string) => {
  const { rows } = await medicLi.call.observation.alerts({ kind: "fever", limit: 200 });
  return rows.filter((row) => row.orderId === orderId);
};
/** Reactions run in the background: within a few seconds of the write. */
const soon = (expectation: () => Promise<void>) =>
  vi.waitFor(expectation, { timeout: 15_000, interval: 100 });

describe("a fever", () => {
  test("raises an alert, once however often the reaction runs", async () => {
    const { orderId } = await somebody();
    const { readingId, isFever } = await takeReading(medicLi, orderId, at("2020-02-05", "08:00"), {
      celsius: 37.3,
    });
    expect(isFever).toBe(true);
    await soon(async () =>
      expect(await feversOf(orderId)).toMatchObject([{ celsius: 37.3, escalation: 0 }]),
    );
    const entry = {
      townId: town.townId,
      id: readingId,
      entry: "observation.reading.recorded",
      subject: undefined,
    };
    for (const { run } of observationReactions[entry.entry] ?? []) await run(entry, app.system);
    expect(await feversOf(orderId)).toHaveLength(1);
    const { rows } = await director.call.journal.list({ entry: "observation.alert.raised" });
    expect(rows).toHaveLength(1);
    expect(rows[0]?.actorName).toBeUndefined();
  });

  test("that was none is closed by its correction, and a correction that is one raises its own", async () => {
    const { orderId } = await somebody();
    const wrong = await takeReading(medicLi, orderId, at("2020-02-05", "08:00"), { celsius: 38.6 });
    await soon(async () => expect(await feversOf(orderId)).toHaveLength(1));
    const right = await medicLi.call.observation.correctReading({
      ...write(),
      readingId: wrong.readingId,
      celsius: 36.8,
      reason: "看错一位",
    });
    await soon(async () =>
      expect(await feversOf(orderId)).toMatchObject([
        { acknowledged: { by: expect.stringContaining("medic"), action: "体温已更正为 36.8℃。" } },
      ]),
    );
    await medicLi.call.observation.correctReading({
      ...write(),
      readingId: right.readingId,
      celsius: 38.2,
      reason: "复核：第一次是对的",
    });
    await soon(async () =>
      expect(await feversOf(orderId)).toMatchObject([
        { celsius: 38.2, acknowledged: undefined },
        { celsius: 38.6 },
      ]),
    );
  });

  test("below the line of the day raises none; by another day's policy it would", async () => {
    const { orderId } = await somebody();
    const { versions } = await director.call.policy.versions({});
    const [latest] = versions;
    if (!latest) throw new Error("no policy");
    const readings = { ...latest.rules.readings, feverCelsius: 37 };
    clock.set(at("2020-02-05", "20:00"));
    await director.call.policy.enact({
      ...write(),
      effectiveFrom: "2020-02-06",
      title: { zh: "降低发热标准", en: "Lower line" },
      rules: { ...latest.rules, readings },
    });
    clock.set(at("2020-02-06", "09:00"));
    const taken = (time: string) => takeReading(medicLi, orderId, time, { celsius: 37.1 });
    expect((await taken(at("2020-02-05", "08:30"))).isFever).toBe(false);
    expect((await taken(at("2020-02-06", "08:30"))).isFever).toBe(true);
    await soon(async () => expect(await feversOf(orderId)).toHaveLength(1));
    expect(await director.call.observation.readingsDue({ day: "2020-02-05" })).toMatchObject({
      feverCelsius: 37.3,
    });
    expect(await director.call.observation.readingsDue({})).toMatchObject({ feverCelsius: 37 });
  });

  test("late for its window both settles that alert and raises its own", async () => {
    const { orderId } = await somebody();
    clock.set(at("2020-02-07", "11:00"));
    await app.runJob("observation.missed");
    clock.set(at("2020-02-07", "12:00"));
    await takeReading(medicLi, orderId, at("2020-02-07", "09:00"), { celsius: 38 });
    await soon(async () => {
      const { rows } = await medicLi.call.observation.alerts({ limit: 200 });
      const mine = rows.filter((row) => row.orderId === orderId && row.day === "2020-02-07");
      expect(mine.map(({ kind, acknowledged }) => [kind, acknowledged !== undefined])).toEqual([
        ["fever", false],
        ["missed", true],
      ]);
    });
  });
});
