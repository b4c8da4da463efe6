import { addMinutes, instantAt } from "@lianfang/core/kernel/time.ts";
import { testApplication } from "@lianfang/testkit/application.ts";
import { setUpCheckpoint } from "@lianfang/testkit/at-checkpoints.ts";
import { enactDuties } from "@lianfang/testkit/duties.ts";
import { answerFor, observe } from "@lianfang/testkit/observed.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { describe, expect, test } from "vitest";

const china = "Asia/Shanghai";
const day = "2020-02-08";
const application = await testApplication({ at: instantAt("2020-02-05", "09:00", china) });
const town = await foundTestTown(application, { activatedOn: "2020-01-26" });
const { areas, director } = town;
const { rounds, registry, organization, observation } = director.call;
const { db } = application.app.kernel;
await answerFor(town, areas.villageA);
await answerFor(town, areas.villageB);

const targets = [
  ["household", "door-knock"],
  ["vulnerable-household", "health-check"],
  ["observed-household", "service-visit"],
  ["observed-person", "health-check"],
  ["public-place", "disinfection"],
  ["suspended-place", "closed-check"],
  ["checkpoint", "patrol"],
  ["village", "broadcast"],
] as const;

const enact = (effectiveFrom: string, wanted: readonly (typeof targets)[number][]) =>
  enactDuties(
    director,
    effectiveFrom,
    wanted.map(([target, duty]) => ({ id: `of-${target}`, duty, target, perDay: 1 })),
  );
const shop = async (name: string) =>
  (
    await registry.createPremises({
      ...write(),
      ...{ kind: "shop" as const, name, areaId: areas.villageB },
    })
  ).premisesId;
const vulnerable = async (areaId: string, number: string) => {
  const { householdId } = await registry.createHousehold({ ...write(), areaId, number });
  const { residentId } = await registry.createResident({
    ...write(),
    ...{ householdId, name: "孤老试甲", sex: "male", vulnerabilities: ["lives-alone-elderly"] },
  });
  return { householdId, residentId };
};

await enact(day, targets);
const old = await vulnerable(areas.villageB, "B-9");
const { orderId } = await observe(director, areas.villageB, {
  arrivedOn: "2020-02-04",
});
const open = await shop("桥头便民店");
const closed = await shop("停业网吧");
await registry.setPremisesState({
  ...write(),
  ...{ premisesIds: [closed], state: "closed", stateSince: "2020-02-05" },
});
await setUpCheckpoint(director, areas.villageA, "柳林桥头");
application.clock.set(instantAt(day, "10:00", china));
const late = await vulnerable(areas.villageB, "B-10");
const doneAt = instantAt(day, "11:00", china);
application.clock.set(addMinutes(doneAt, 5));
const visit = (householdId: string, change: object = {}) =>
  rounds.recordVisit({
    ...write(),
    ...{
      ruleId: "of-vulnerable-household",
      targetKind: "household",
      targetId: householdId,
      doneAt,
    },
    ...change,
  });
await rounds.recordPatrol({
  ...write(),
  ...{ ruleId: "of-public-place", targetKind: "premises", targetId: open, doneAt },
});

const midnight = instantAt(day, "24:00", china);
/** All that is asked of a day. */
async function told() {
  const { rules } = await rounds.coverage({ day });
  const { rows } = await rounds.owed({ day, limit: 200 });
  return {
    counts: rules.map(({ ruleId, targets: n, due, done, missed, open: left, areas: by }) => ({
      ...{ ruleId, n, due, done, missed, left },
      by: by.map(({ areaId, due: owed }) => [areaId, owed]).sort(),
    })),
    rows: rows.map(({ ruleId, targetId, state }) => `${ruleId} ${targetId} ${state}`).sort(),
  };
}
const countOf = async (ruleId: string) =>
  (await rounds.coverage({ day })).rules.find((rule) => rule.ruleId === ruleId);
const closeDays = () => application.app.runJob("rounds.closeDays");
const closedDays = async () =>
  (await db.selectFrom("round_day").select("day").orderBy("day").execute()).map((row) => row.day);

describe("a day that has ended", () => {
  test("is kept as it was counted at its end, for every kind of target", async () => {
    application.clock.set(addMinutes(midnight, 1));
    const live = await told();
    expect(live.counts.map(({ n }) => n)).toEqual([2, 1, 1, 1, 1, 1, 1, 6]);
    await closeDays();
    expect(await closedDays()).toContain(day);
    expect(await told()).toEqual(live);
    const again = await closedDays();
    await closeDays();
    expect(await closedDays()).toEqual(again);
  });

  test("is what it was, whatever becomes of registers and rules", async () => {
    const before = await told();
    application.clock.set(instantAt("2020-02-09", "09:00", china));
    const { revision } = await registry.resident({ residentId: old.residentId });
    await registry.editResident({
      ...write(),
      ...{ residentId: old.residentId, revision, vulnerabilities: [] },
    });
    await registry.setPremisesState({
      ...write(),
      ...{ premisesIds: [open], state: "closed", stateSince: day },
    });
    await registry.setPremisesState({
      ...write(),
      ...{ premisesIds: [closed], state: "open", stateSince: day },
    });
    await observation.revoke({ ...write(), orderId, reason: "本不该下达" });
    await enact("2020-02-10", []);
    expect(await told()).toEqual(before);
  });

  test("is put right by what comes late, whoever came onto its lists that day included", async () => {
    await visit(old.householdId);
    expect(await countOf("of-vulnerable-household")).toMatchObject({
      targets: 1,
      done: 1,
      missed: 0,
    });
    const { recordId } = await visit(late.householdId);
    expect(await countOf("of-vulnerable-household")).toMatchObject({ targets: 2, due: 2, done: 2 });
    await rounds.correctRecord({
      ...write(),
      ...{ recordId, doneAt, outcome: "void", reason: "没有去过" },
    });
    expect(await countOf("of-vulnerable-household")).toMatchObject({ targets: 1, due: 1, done: 1 });
  });

  test("goes with a village that becomes part of another", async () => {
    const count = async (areaId: string) =>
      (await rounds.owed({ day, areaId, limit: 200 })).rows.filter(
        ({ targetKind }) => targetKind !== "area",
      ).length;
    const [inA, inB] = [await count(areas.villageA), await count(areas.villageB)];
    expect(inB).toBeGreaterThan(0);
    const { areaId, intoId } = { areaId: areas.villageB, intoId: areas.villageA };
    await organization.mergeAreas({ ...write(), areaId, intoId });
    expect(await count(areas.villageA)).toBe(inA + inB);
    // Where there were six villages that day there are five to tell of.
    expect(await countOf("of-village")).toMatchObject({ targets: 5 });
  });

  test("would be another day if it were counted with the registers of now", async () => {
    const kept = await told();
    await db.deleteFrom("round_day").where("day", "=", day).execute();
    expect(await told()).not.toEqual(kept);
  });

  test("is open again when the clock was put back to it", async () => {
    await closeDays();
    expect(await closedDays()).toContain(day);
    application.clock.set(instantAt(day, "12:00", china));
    await closeDays();
    expect(await closedDays()).not.toContain(day);
  });
});
