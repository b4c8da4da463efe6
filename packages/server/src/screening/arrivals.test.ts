import { PulledOrigin } from "@lianfang/core/screening/pulled.ts";
import { testApplication } from "@lianfang/testkit/application.ts";
import { answerFor, enterArrival, issueDrafted, wuhan } from "@lianfang/testkit/observed.ts";
import { issueNumbers } from "@lianfang/testkit/people/numbers.ts";
import { phoneOf } from "@lianfang/testkit/phone.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { v7 as uuidv7 } from "uuid";
import { describe, expect, test } from "vitest";

const application = await testApplication({ at: "2020-02-05T04:00:00.000Z" });
const town = await foundTestTown(application, { activatedOn: "2020-01-26" });
const { areas, director } = town;
const gridWorkerA = await town.gridWorkerOfA();
const gridWorkerB = await town.gridWorkerOfB();
const medic = await town.medicLi();

test("phones hold where people come from by name: cities, and the counties of the town's own", async () => {
  const guard = await town.guardAtPier();
  const phone = phoneOf(application, guard, "2020-02-05T04:00:00.000Z");
  const { sets } = await phone.pull([{ name: "screening.origins", version: 1, ranges: [] }]);
  const origins = sets
    .flatMap(({ changes }) => changes.flatMap(({ records }) => records))
    .map(({ content }) => PulledOrigin.parse(content));
  const names = origins.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["湖北省", "武汉市", "境外"]));
  expect(origins.find(({ name }) => name === "武汉市")?.parentCode).toBe("420000");
  expect(names).not.toContain("江岸区");
  expect(new Set(origins.map(({ code }) => code)).size).toBe(origins.length);
});

describe("an arrival is entered", () => {
  test("by those whose work it is, in their own area", async () => {
    const guest = await town.inspector();
    await expect(enterArrival(guest, areas.villageA)).rejects.toMatchObject({
      code: "kernel.forbidden",
    });
    await expect(enterArrival(gridWorkerB, areas.villageA)).rejects.toMatchObject({
      code: "kernel.notFound",
    });
    expect(await enterArrival(gridWorkerA, areas.villageA)).toMatchObject({
      assessment: { measure: "home-isolation", days: 14, endDay: "2020-02-17" },
    });
  });

  test("by a guard at the checkpoint, who may not read the list", async () => {
    const guard = await town.guardAtPier();
    const journey = { door: "checkpoint" as const, transport: "boat" as const };
    const { arrivalId } = await enterArrival(guard, areas.villageA, journey);
    await expect(guard.call.screening.arrivals({})).rejects.toMatchObject({
      code: "kernel.forbidden",
    });
    const shown = await director.call.screening.arrival({ arrivalId });
    expect(shown).toMatchObject({
      door: "checkpoint",
      transport: "boat",
      originName: "湖北省武汉市",
    });
  });

  test("with the policy's reason in both languages, and the version it comes from", async () => {
    const { arrivalId } = await enterArrival(gridWorkerA, areas.villageA, {
      arrivedOn: "2020-01-27",
    });
    const { assessment } = await director.call.screening.arrival({ arrivalId });
    const { inForceId } = await director.call.policy.versions({});
    expect(assessment).toMatchObject({
      reason: {
        zh: "1月27日从重点地区（武汉市）到达",
        en: "Arrived on 27 January from a key epidemic region (Wuhan)",
      },
      policyVersionId: inForceId,
    });
  });

  test("once for each person and journey", async () => {
    const first = await enterArrival(gridWorkerA, areas.villageA);
    const person = { is: "resident" as const, residentId: first.residentId };
    const again = { ...write(), originCode: wuhan, arrivedOn: "2020-02-03", person };
    await expect(gridWorkerA.call.screening.recordArrival(again)).rejects.toMatchObject({
      code: "screening.arrivalTwice",
      data: { details: { arrivalId: first.arrivalId } },
    });
    const later = { ...again, ...write(), arrivedOn: "2020-02-05" };
    expect((await gridWorkerA.call.screening.recordArrival(later)).residentId).toBe(
      first.residentId,
    );
  });

  test("once, however often it is sent, and refused when something else is sent under its id", async () => {
    const id = uuidv7();
    const person = { name: "测试重发", address: "重发路1号" };
    const first = await enterArrival(
      gridWorkerA,
      areas.villageA,
      { id },
      { ...person, sex: "male" },
    );
    const again = await enterArrival(
      gridWorkerA,
      areas.villageA,
      { id },
      { ...person, sex: "male" },
    );
    expect(again).toEqual(first);
    const other = enterArrival(gridWorkerA, areas.villageA, { id, note: "别的" }, person);
    await expect(other).rejects.toMatchObject({ code: "kernel.idReused" });
    const { rows } = await director.call.screening.arrivals({ search: "测试重发" });
    expect(rows.map((row) => row.arrivalId)).toEqual([first.arrivalId]);
  });

  test("for a person known by the identity number, wherever the person lives", async () => {
    const identityNumber = issueNumbers().identityNumber("1980-05-06", "female");
    const known = await enterArrival(
      gridWorkerA,
      areas.villageA,
      {},
      { identityNumber, sex: "female" },
    );
    const elsewhere = enterArrival(
      gridWorkerB,
      areas.villageB,
      {},
      { identityNumber, sex: "female" },
    );
    await expect(elsewhere).rejects.toMatchObject({
      code: "screening.arrivalTwice",
      data: { details: { arrivalId: known.arrivalId } },
    });
  });

  test("not from places that don't exist, nor on days out of order", async () => {
    await expect(
      enterArrival(gridWorkerA, areas.villageA, { originCode: "999999" }),
    ).rejects.toMatchObject({ code: "screening.originUnknown" });
    await expect(
      enterArrival(gridWorkerA, areas.villageA, { transitCodes: ["123456"] }),
    ).rejects.toMatchObject({ code: "screening.originUnknown" });
    await expect(
      enterArrival(gridWorkerA, areas.villageA, { leftOriginOn: "2020-02-04" }),
    ).rejects.toMatchObject({ code: "screening.datesOutOfOrder" });
  });

  test("and assessed beforehand without a trace", async () => {
    const before = await director.call.screening.arrivals({});
    const said = await gridWorkerA.call.screening.assess({
      originCode: wuhan,
      arrivedOn: "2020-02-05",
    });
    expect(said).toMatchObject({ measure: "home-isolation", endDay: "2020-02-19" });
    expect((await director.call.screening.arrivals({})).total).toBe(before.total);
  });
});

describe("an arrival is put right", () => {
  test("not by those who don't reach it, nor over somebody else's change", async () => {
    const { arrivalId } = await enterArrival(gridWorkerA, areas.villageA);
    const change = { arrivalId, revision: 1, note: "改" };
    await expect(
      gridWorkerB.call.screening.correctArrival({ ...write(), ...change }),
    ).rejects.toMatchObject({ code: "screening.arrivalNotFound" });
    await gridWorkerA.call.screening.correctArrival({ ...write(), ...change });
    await expect(
      gridWorkerA.call.screening.correctArrival({ ...write(), ...change }),
    ).rejects.toMatchObject({ code: "kernel.changedMeanwhile" });
  });

  test("and assessed anew, what is not named staying as it was", async () => {
    const journey = { transport: "car" as const, isCloseContact: false, door: "tip" as const };
    const { arrivalId } = await enterArrival(gridWorkerA, areas.villageA, journey);
    const answer = await gridWorkerA.call.screening.correctArrival({
      ...write(),
      arrivalId,
      revision: 1,
      originCode: "510100",
      originDetail: "某街道",
    });
    expect(answer).toMatchObject({ revision: 2, assessment: { measure: "none" } });
    const shown = await gridWorkerA.call.screening.arrival({ arrivalId });
    expect(shown).toMatchObject({
      door: "tip",
      transport: "car",
      originName: "四川省成都市",
      arrivedOn: "2020-02-03",
    });
  });

  test("but not any more once an order stands on it", async () => {
    await answerFor(town, areas.villageB);
    const { arrivalId } = await enterArrival(gridWorkerB, areas.villageB);
    await issueDrafted(medic, arrivalId);
    const correct = gridWorkerB.call.screening.correctArrival({
      ...write(),
      arrivalId,
      revision: 1,
      note: "改",
    });
    await expect(correct).rejects.toMatchObject({ code: "screening.hasOrder" });
    const voided = director.call.screening.voidArrival({ ...write(), arrivalId, reason: "误登" });
    await expect(voided).rejects.toMatchObject({ code: "screening.hasOrder" });
  });

  test("or taken back with its reason; then it is in no list, and may be entered again", async () => {
    const { arrivalId, residentId } = await enterArrival(gridWorkerA, areas.villageA);
    const taken = { arrivalId, reason: "重名误登" };
    await gridWorkerA.call.screening.voidArrival({ ...write(), ...taken });
    const shown = await gridWorkerA.call.screening.arrival({ arrivalId });
    expect(shown.voided).toMatchObject({ reason: "重名误登" });
    const { rows } = await gridWorkerA.call.screening.arrivals({ limit: 200 });
    expect(rows.map((row) => row.arrivalId)).not.toContain(arrivalId);
    await expect(
      gridWorkerA.call.screening.voidArrival({ ...write(), ...taken }),
    ).rejects.toMatchObject({ code: "screening.arrivalNotFound" });
    const person = { is: "resident" as const, residentId };
    await gridWorkerA.call.screening.recordArrival({
      ...write(),
      originCode: wuhan,
      arrivedOn: "2020-02-03",
      person,
    });
  });
});

describe("the list", () => {
  test("is not for everybody, and shows each their own area", async () => {
    const viewer = await town.countyViewer();
    await expect(viewer.call.screening.arrivals({})).rejects.toMatchObject({
      code: "kernel.forbidden",
    });
    const inB = await enterArrival(gridWorkerB, areas.villageB);
    const ofA = await gridWorkerA.call.screening.arrivals({ limit: 200 });
    expect(ofA.rows.every(({ areaName }) => areaName.startsWith("柳林村"))).toBe(true);
    await expect(
      gridWorkerA.call.screening.arrival({ arrivalId: inB.arrivalId }),
    ).rejects.toMatchObject({ code: "screening.arrivalNotFound" });
    const narrowed = await gridWorkerA.call.screening.arrivals({ areaId: areas.villageB });
    expect(narrowed).toMatchObject({ rows: [], total: 0 });
  });

  test("is paged by the day of arrival without losing or repeating anybody", async () => {
    const whole = await director.call.screening.arrivals({ limit: 200 });
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await director.call.screening.arrivals({ limit: 3, after });
      seen.push(...page.rows.map((row) => row.arrivalId));
      after = page.next;
    } while (after);
    expect(seen).toEqual(whole.rows.map((row) => row.arrivalId));
    const days = whole.rows.map((row) => row.arrivedOn);
    expect(days).toEqual([...days].sort().reverse());
    expect(whole.total).toBe(whole.rows.length);
  });

  test("is filtered by measure, days, name, and by what awaits an order", async () => {
    const { arrivalId } = await enterArrival(
      gridWorkerA,
      areas.villageA,
      { originCode: "510100", arrivedOn: "2020-02-01" },
      { name: "查无此措" },
    );
    const ids = async (filter: Parameters<typeof director.call.screening.arrivals>[0]) => {
      const { rows } = await director.call.screening.arrivals({ limit: 200, ...filter });
      return rows.map((row) => row.arrivalId);
    };
    expect(await ids({ search: "无此" })).toEqual([arrivalId]);
    expect(await ids({ measure: "none", arrivedTo: "2020-02-01" })).toEqual([arrivalId]);
    expect(await ids({ arrivedFrom: "2020-02-02" })).not.toContain(arrivalId);
    expect(await ids({ isAwaitingOrder: false })).toContain(arrivalId);
    const awaiting = await ids({ isAwaitingOrder: true });
    expect(awaiting).not.toContain(arrivalId);
    expect(awaiting.length).toBeGreaterThan(0);
    const [first = ""] = awaiting;
    expect(await director.call.observation.draft({ arrivalId: first })).toBeDefined();
  });

  test("tells in English whence people came", async () => {
    const { arrivalId } = await enterArrival(gridWorkerA, areas.villageA);
    const inEnglish = application.visitor("en");
    inEnglish.cookie.token = director.cookie.token;
    const shown = await inEnglish.call.screening.arrival({ arrivalId });
    expect(shown.originName).toMatch(/^Wuhan.*, Hubei/);
  });
});

describe("a change of policy is looked at before it is made", () => {
  test("only by those who may make it", async () => {
    const { versions } = await director.call.policy.versions({});
    const [{ rules }] = versions as [(typeof versions)[0]];
    await expect(
      medic.call.screening.previewPolicy({ rules, fromDay: "2020-02-06" }),
    ).rejects.toMatchObject({ code: "kernel.forbidden" });
  });

  test("and says whom it would free", async () => {
    const { versions, inForceId } = await director.call.policy.versions({});
    const inForce = versions.find(({ versionId }) => versionId === inForceId);
    if (!inForce) throw new Error("no policy");
    const same = await director.call.screening.previewPolicy({
      rules: inForce.rules,
      fromDay: "2020-02-06",
    });
    expect(same).toMatchObject({ restricted: 0, freed: 0, changed: 0, people: [] });
    const open = { ...inForce.rules, riskRegions: [] };
    const freed = await director.call.screening.previewPolicy({
      rules: open,
      fromDay: "2020-02-06",
    });
    expect(freed.compared).toBe(same.compared);
    expect(freed.freed).toBeGreaterThan(0);
    expect(freed.people).toHaveLength(freed.freed);
    expect(freed.people[0]).toMatchObject({ before: "home-isolation", after: "none" });
  });
});
