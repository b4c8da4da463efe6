import { testApplication } from "@lianfang/testkit/application.ts";
import {
  answerFor,
  enterArrival,
  issueDrafted,
  observe,
  takeReading,
} from "@lianfang/testkit/observed.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import { describe, expect, test } from "vitest";

const application = await testApplication({ at: "2020-02-05T04:00:00.000Z" });
const { clock, app } = application;
const town = await foundTestTown(application, { activatedOn: "2020-01-26" });
const { areas, director } = town;
const medicLi = await town.medicLi();
const medicOfB = await town.medicOfB();
const gridWorkerA = await town.gridWorkerOfA();
const staffId = await answerFor(town, areas.villageA);
await answerFor(town, areas.villageB);

const issued = async (change: Parameters<typeof enterArrival>[2] = {}) =>
  observe(medicLi, areas.villageA, change);

describe("an order is drafted", () => {
  test("for those who may issue it, of people they reach", async () => {
    const { arrivalId } = await enterArrival(gridWorkerA, areas.villageA);
    await expect(gridWorkerA.call.observation.draft({ arrivalId })).rejects.toMatchObject({
      code: "kernel.forbidden",
    });
    await expect(medicOfB.call.observation.draft({ arrivalId })).rejects.toMatchObject({
      code: "screening.arrivalNotFound",
    });
  });

  test("as policy would have it, with everything that is known filled in", async () => {
    const { arrivalId } = await enterArrival(gridWorkerA, areas.villageA, {
      arrivedOn: "2020-01-27",
    });
    const draft = await medicLi.call.observation.draft({ arrivalId });
    expect(draft).toMatchObject({
      latestEndDay: "2020-02-10",
      lacking: [],
      terms: {
        measure: "home-isolation",
        // Found late: counted from the arrival, binding from today.
        startDay: "2020-02-05",
        endDay: "2020-02-10",
        reason: { zh: expect.stringContaining("武汉市"), en: expect.stringContaining("Wuhan") },
        appeal: { phone: "12345" },
        chain: [{ level: 1, staffId, name: "包保干部甲" }],
      },
    });
    expect(draft.terms.place).toMatch(/^柳林村 试验路/);
    expect(draft.terms.bases).toEqual(draft.basesOffered);
    expect(draft.basesOffered.map(({ id }) => id)).toContain("infectious-disease-law-2013-art-39");
    expect(draft.basesOffered.map(({ id }) => id)).not.toContain(
      "infectious-disease-law-2025-art-14",
    );
  });

  test("telling what lacks where nobody answers for the area", async () => {
    const { arrivalId } = await enterArrival(medicLi, areas.communityC);
    const draft = await medicLi.call.observation.draft({ arrivalId });
    expect(draft).toMatchObject({ lacking: ["chain"], terms: { chain: [] } });
  });

  test("with the village's answerer where the grid has none", async () => {
    const { arrivalId } = await enterArrival(medicLi, areas.gridA1);
    const draft = await medicLi.call.observation.draft({ arrivalId });
    expect(draft.terms.chain).toMatchObject([{ staffId }]);
  });

  test("with the household's own answerer before the area's", async () => {
    const { arrivalId, residentId } = await enterArrival(medicLi, areas.villageA);
    const { householdId } = await director.call.registry.resident({ residentId });
    const neighbour = await town.addStaff("邻里乙", areas.villageA);
    await director.call.organization.assign({
      ...write(),
      targetKind: "household",
      targetIds: [householdId],
      level: 1,
      staffId: neighbour,
    });
    const draft = await medicLi.call.observation.draft({ arrivalId });
    expect(draft.terms.chain).toMatchObject([{ level: 1, staffId: neighbour, name: "邻里乙" }]);
  });

  test("leaving the place of isolation open for close contacts", async () => {
    const { versions } = await director.call.policy.versions({});
    const inFebruary = versions.find(({ effectiveFrom }) => effectiveFrom === "2020-02-07");
    expect(inFebruary).toBeDefined();
    const { arrivalId } = await enterArrival(medicLi, areas.villageA, { isCloseContact: true });
    // Before 7 February contacts stay at home.
    const draft = await medicLi.call.observation.draft({ arrivalId });
    expect(draft.terms.measure).toBe("home-isolation");
    clock.set("2020-02-07T04:00:00.000Z");
    const later = await enterArrival(medicLi, areas.villageA, {
      isCloseContact: true,
      arrivedOn: "2020-02-07",
    });
    const central = await medicLi.call.observation.draft({ arrivalId: later.arrivalId });
    expect(central).toMatchObject({
      terms: { measure: "central-isolation", place: "" },
      lacking: ["place"],
    });
    clock.set("2020-02-05T04:05:00.000Z");
  });

  test("not for whom policy lets go free", async () => {
    const { arrivalId } = await enterArrival(medicLi, areas.villageA, { originCode: "510100" });
    await expect(medicLi.call.observation.draft({ arrivalId })).rejects.toMatchObject({
      code: "observation.notRestricted",
    });
    await expect(issueDrafted(medicLi, arrivalId)).rejects.toMatchObject({
      code: "observation.notRestricted",
    });
  });
});

describe("an order is issued", () => {
  test("not by a grid worker, nor where the issuer doesn't reach", async () => {
    const { arrivalId } = await enterArrival(medicLi, areas.villageA);
    const { terms } = await medicLi.call.observation.draft({ arrivalId });
    const { bases, chain, ...rest } = terms;
    const order = {
      ...rest,
      arrivalId,
      basisIds: bases.map(({ id }) => id),
      chain: chain.map(({ level, staffId }) => ({ level, staffId })),
    };
    await expect(
      gridWorkerA.call.observation.issue({ ...write(), ...order }),
    ).rejects.toMatchObject({ code: "kernel.forbidden" });
    await expect(medicOfB.call.observation.issue({ ...write(), ...order })).rejects.toMatchObject({
      code: "screening.arrivalNotFound",
    });
  });

  test("by the signed-in person, whole, with a number and a snapshot of names", async () => {
    const { orderId, orderNumber } = await issued();
    expect(orderNumber).toMatch(/^〔2020〕第 \d+ 号$/);
    const order = await director.call.observation.order({ orderId });
    expect(order).toMatchObject({
      state: "issued",
      issuedBy: expect.stringContaining("medic"),
      dayNumber: 2,
      daysTotal: 14,
      countedFrom: "2020-02-03",
      startDay: "2020-02-05",
      endDay: "2020-02-17",
      isReleaseDue: false,
      terms: { chain: [{ name: "包保干部甲" }] },
    });
    await director.call.organization.editStaff({ ...write(), staffId, name: "改名干部" });
    const after = await director.call.observation.order({ orderId });
    expect(after.terms.chain).toMatchObject([{ name: "包保干部甲", staffId }]);
    await director.call.organization.editStaff({ ...write(), staffId, name: "包保干部甲" });
  });

  test("with numbers that follow each other without a gap, refusals in between or not", async () => {
    const first = await issued();
    const { arrivalId } = await enterArrival(medicLi, areas.villageA);
    await expect(issueDrafted(medicLi, arrivalId, { endDay: "2020-03-30" })).rejects.toMatchObject({
      code: "observation.beyondPolicy",
    });
    const second = await issueDrafted(medicLi, arrivalId);
    const number = (text: string) => Number(/第 (\d+) 号/.exec(text)?.[1]);
    expect(number(second.orderNumber)).toBe(number(first.orderNumber) + 1);
  });

  test("twice sent, once issued; twice meant, once allowed", async () => {
    const { arrivalId } = await enterArrival(medicLi, areas.villageA);
    const sent = write();
    const first = await issueDrafted(medicLi, arrivalId, sent).then((answer) => answer);
    const { orderId } = first;
    await expect(issueDrafted(medicLi, arrivalId)).rejects.toMatchObject({
      code: "observation.orderExists",
      data: { details: { orderId } },
    });
  });

  test("at the same moment by two: one order", async () => {
    const { arrivalId } = await enterArrival(medicLi, areas.villageA);
    const both = await Promise.allSettled([
      issueDrafted(medicLi, arrivalId),
      issueDrafted(director, arrivalId),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const row = await director.call.screening.arrival({ arrivalId });
    expect(row.orderState).toBe("issued");
  });

  test("not longer, heavier or earlier than policy, nor backwards", async () => {
    const { arrivalId } = await enterArrival(medicLi, areas.villageA);
    const refused = (change: Parameters<typeof issueDrafted>[2]) =>
      expect(issueDrafted(medicLi, arrivalId, change)).rejects;
    await refused({ endDay: "2020-02-18" }).toMatchObject({
      code: "observation.beyondPolicy",
      data: { details: { latestEndDay: "2020-02-17" } },
    });
    await refused({ endDay: "2020-02-04" }).toMatchObject({ code: "observation.endBeforeStart" });
    await refused({ startDay: "2020-02-02" }).toMatchObject({
      code: "kernel.invalid",
      data: { details: { fields: [{ path: "startDay", text: "不能早于 2020-02-03。" }] } },
    });
    await refused({ measure: "central-isolation" }).toMatchObject({
      data: { details: { fields: [{ path: "measure" }] } },
    });
    await issueDrafted(medicLi, arrivalId, { endDay: "2020-02-12", measure: "health-monitoring" });
  });

  test("not without basis, place, reason, somebody who answers, or a way to appeal", async () => {
    const { arrivalId } = await enterArrival(medicLi, areas.villageA);
    const lacking: Record<string, Parameters<typeof issueDrafted>[2]> = {
      basisIds: { basisIds: [] },
      place: { place: " " },
      chain: { chain: [] },
      "reason.zh": { reason: { zh: "", en: "x" } },
      "appeal.phone": { appeal: { name: "指挥部", phone: "" } },
    };
    for (const [path, change] of Object.entries(lacking))
      await expect(issueDrafted(medicLi, arrivalId, change), path).rejects.toMatchObject({
        code: "kernel.invalid",
        data: { details: { fields: [{ path }] } },
      });
    const unknown = { basisIds: ["no-such-law"], chain: [{ level: 1, staffId: uuidv7() }] };
    await expect(
      issueDrafted(medicLi, arrivalId, { basisIds: unknown.basisIds }),
    ).rejects.toMatchObject({ data: { details: { fields: [{ path: "basisIds.0" }] } } });
    await expect(issueDrafted(medicLi, arrivalId, { chain: unknown.chain })).rejects.toMatchObject({
      data: { details: { fields: [{ path: "chain.0.staffId" }] } },
    });
  });

  test("and the database itself holds no order that lacks something, nor one that changes", async () => {
    const { orderId } = await issued();
    const { db } = app.kernel;
    const columns = [
      "place",
      "reason_zh",
      "reason_en",
      "bases",
      "chain",
      "appeal_phone",
      "issued_by",
    ];
    for (const column of columns) {
      const emptied = sql.raw(column === "bases" || column === "chain" ? "'[]'::jsonb" : "null");
      const copy = sql`insert into observation_order select (jsonb_populate_record(o,
        jsonb_build_object('order_id', ${uuidv7()}::uuid, 'number', 90000,
          ${sql.lit(column)}, ${emptied}))).*
        from observation_order o where order_id = ${orderId}`.execute(db);
      await expect(copy, column).rejects.toThrow(/null value|check constraint/);
    }
    const edit = sql`update observation_order set end_day = end_day + 1 where order_id = ${orderId}`;
    await expect(edit.execute(db)).rejects.toThrow(/never changed/);
  });

  test("not by the system: people restrict people", async () => {
    const { arrivalId } = await enterArrival(medicLi, areas.villageA);
    const call = app.caller({
      locale: "zh-CN",
      address: "",
      session: { token: undefined, set: () => {}, clear: () => {} },
      asSystem: { townId: town.townId, why: "test" },
    });
    const system = { call, cookie: medicLi.cookie };
    await expect(issueDrafted(system, arrivalId)).rejects.toMatchObject({
      code: "kernel.forbidden",
    });
  });
});

describe("orders are listed", () => {
  test("to those who reach them", async () => {
    const { orderId } = await observe(medicOfB, areas.villageB);
    const viewer = await town.countyViewer();
    await expect(viewer.call.observation.orders({})).rejects.toMatchObject({
      code: "kernel.forbidden",
    });
    await expect(gridWorkerA.call.observation.order({ orderId })).rejects.toMatchObject({
      code: "observation.orderNotFound",
    });
    const ofA = await gridWorkerA.call.observation.orders({ limit: 200 });
    expect(ofA.rows.map((row) => row.orderId)).not.toContain(orderId);
    const ofB = await medicOfB.call.observation.orders({});
    expect(ofB.rows.map((row) => row.orderId)).toEqual([orderId]);
  });

  test("those ending soonest first, page after page", async () => {
    await issued({ arrivedOn: "2020-01-25" });
    const whole = await director.call.observation.orders({ limit: 200 });
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await director.call.observation.orders({ limit: 2, after });
      seen.push(...page.rows.map((row) => row.orderId));
      after = page.next;
    } while (after);
    expect(seen).toEqual(whole.rows.map((row) => row.orderId));
    const ends = whole.rows.map((row) => row.endDay);
    expect(ends).toEqual([...ends].sort());
    expect(ends[0]).toBe("2020-02-08");
  });

  test("by name, number and measure", async () => {
    const { orderId, orderNumber } = await observe(
      medicLi,
      areas.villageA,
      {},
      { name: "欧阳试一" },
    );
    const found = async (filter: Parameters<typeof director.call.observation.orders>[0]) => {
      const { rows } = await director.call.observation.orders({ limit: 200, ...filter });
      return rows.map((row) => row.orderId);
    };
    expect(await found({ search: "欧阳" })).toEqual([orderId]);
    const number = /第 (\d+) 号/.exec(orderNumber)?.[1] ?? "";
    expect(await found({ search: number })).toContain(orderId);
    expect(await found({ measure: "central-isolation" })).toEqual([]);
  });
});

describe("who moves house", () => {
  test("is watched by those of the new place, under the same order", async () => {
    const { orderId, residentId } = await issued();
    const { householdId } = await director.call.registry.createHousehold({
      ...write(),
      areaId: areas.villageB,
      number: "迁入1",
    });
    const { revision } = await director.call.registry.resident({ residentId });
    await director.call.registry.editResident({ ...write(), residentId, revision, householdId });
    expect(await medicOfB.call.observation.order({ orderId })).toMatchObject({
      areaId: areas.villageB,
    });
    await expect(gridWorkerA.call.observation.order({ orderId })).rejects.toMatchObject({
      code: "observation.orderNotFound",
    });
  });
});

describe("an order is taken back", () => {
  test("by the director alone, with the reason; and may then be issued rightly", async () => {
    const { orderId, arrivalId } = await issued();
    const reason = { orderId, reason: "行程核实有误" };
    await expect(medicLi.call.observation.revoke({ ...write(), ...reason })).rejects.toMatchObject({
      code: "kernel.forbidden",
    });
    await director.call.observation.revoke({ ...write(), ...reason });
    expect(await director.call.observation.order({ orderId })).toMatchObject({
      state: "revoked",
      revocation: { by: "何镇长", reason: "行程核实有误" },
    });
    await expect(director.call.observation.revoke({ ...write(), ...reason })).rejects.toMatchObject(
      { code: "observation.alreadyEnded" },
    );
    const { rows } = await director.call.screening.arrivals({ isAwaitingOrder: true, limit: 200 });
    expect(rows.map((row) => row.arrivalId)).not.toContain(arrivalId);
    const again = await issueDrafted(medicLi, arrivalId);
    expect(again.orderId).not.toBe(orderId);
  });
});

describe("release", () => {
  const all = ["term-served", "temperature-normal", "no-symptoms", "informed"] as const;
  const release = (orderId: string, checklist: readonly (typeof all)[number][] = all) =>
    medicLi.call.observation.release({ ...write(), orderId, checklist: [...checklist] });

  test("comes on the last day after its last window, by checklist, with a certificate", async () => {
    clock.set("2020-02-05T04:10:00.000Z");
    const { orderId, arrivalId } = await issued({ arrivedOn: "2020-01-27" });
    clock.set("2020-02-10T08:59:00.000Z");
    await expect(release(orderId)).rejects.toMatchObject({
      code: "observation.tooEarlyToRelease",
      data: { details: { endDay: "2020-02-10" } },
    });
    clock.set("2020-02-10T09:00:00.000Z");
    const due = await medicLi.call.observation.orders({ isReleaseDue: true, limit: 200 });
    expect(due.rows.map((row) => row.orderId)).toContain(orderId);
    await expect(release(orderId, ["term-served", "informed"])).rejects.toMatchObject({
      code: "observation.checklistIncomplete",
      data: { details: { items: ["temperature-normal", "no-symptoms"] } },
    });
    await expect(
      gridWorkerA.call.observation.release({ ...write(), orderId, checklist: [...all] }),
    ).rejects.toMatchObject({ code: "kernel.forbidden" });
    const { certificateNumber } = await release(orderId);
    expect(certificateNumber).toMatch(/^〔2020〕第 \d+ 号$/);
    await expect(release(orderId)).rejects.toMatchObject({ code: "observation.alreadyEnded" });
    expect(await gridWorkerA.call.observation.order({ orderId })).toMatchObject({
      state: "released",
      dayNumber: 14,
      release: { certificateNumber, checklist: [...all] },
    });
    const arrival = await director.call.screening.arrival({ arrivalId });
    expect(arrival).toMatchObject({ orderId, orderState: "released" });
  });

  test("is not for somebody whose last reading is a fever, until another is taken", async () => {
    clock.set("2020-02-05T04:20:00.000Z");
    const { orderId } = await issued({ arrivedOn: "2020-01-27" });
    clock.set("2020-02-11T01:00:00.000Z");
    await takeReading(medicLi, orderId, "2020-02-11T00:30:00.000Z", { celsius: 37.6 });
    await expect(release(orderId)).rejects.toMatchObject({
      data: { details: { items: ["temperature-normal"] } },
    });
    await takeReading(medicLi, orderId, "2020-02-11T00:50:00.000Z");
    await release(orderId);
  });

  test("is known to others by a paper that opens in Word and as PDF, in both languages", async () => {
    clock.set("2020-02-05T04:30:00.000Z");
    const { orderId } = await observe(medicLi, areas.villageA, { arrivedOn: "2020-01-27" });
    await expect(director.call.observation.certificate({ orderId })).rejects.toMatchObject({
      code: "observation.notReleased",
    });
    clock.set("2020-02-11T01:00:00.000Z");
    await release(orderId);
    const auditor = await town.auditor();
    await expect(auditor.call.observation.certificate({ orderId })).rejects.toMatchObject({
      code: "kernel.forbidden",
    });
    await expect(medicOfB.call.observation.certificate({ orderId })).rejects.toMatchObject({
      code: "observation.orderNotFound",
    });
    for (const language of ["zh-CN", "en"] as const) {
      const pdf = await director.call.observation.certificate({ orderId, language });
      expect(
        Buffer.from(await pdf.arrayBuffer())
          .subarray(0, 5)
          .toString(),
      ).toBe("%PDF-");
      const word = { orderId, language, format: "docx" } as const;
      const docx = await director.call.observation.certificate(word);
      expect(
        Buffer.from(await docx.arrayBuffer())
          .subarray(0, 2)
          .toString(),
      ).toBe("PK");
      expect(docx.name).toMatch(language === "en" ? /^Notice of Release/ : /^解除居家隔离/);
    }
  });
});
