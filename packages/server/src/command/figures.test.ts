import { testApplication } from "@lianfang/testkit/application.ts";
import { answerFor, observe, takeReading } from "@lianfang/testkit/observed.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { describe, expect, test } from "vitest";
import { messageFor } from "../kernel/problem-text.ts";

const application = await testApplication({ at: "2020-02-03T01:00:00.000Z" });
const { app, clock } = application;
const town = await foundTestTown(application, { activatedOn: "2020-02-03" });
const { villageA, gridA1, villageB, communityC } = town.areas;
const at = (day: number, time: string): string =>
  new Date(`2020-02-0${day}T${time}:00+08:00`).toISOString();

const staffOfA = await answerFor(town, villageA);
await answerFor(town, villageB, "包保干部乙");
const inA = await observe(town.director, gridA1);
clock.set(at(4, "08:30"));
await takeReading(town.director, inA.orderId, at(4, "08:20"), { celsius: 37.6 });
const inB = await observe(town.director, villageB);
clock.set(at(4, "12:00"));

const { command } = town.director.call;

describe("all figures", () => {
  test("are refused to who neither leads nor oversees", async () => {
    for (const who of [await town.gridWorkerOfA(), await town.medicLi(), await town.patrol()]) {
      await expect(who.call.command.figures({})).rejects.toMatchObject({
        code: "kernel.forbidden",
      });
    }
    await expect(application.visitor().call.command.figures({})).rejects.toMatchObject({
      code: "kernel.unauthenticated",
    });
  });

  test("are counted at a cut-off, beside the same time a day earlier", async () => {
    const { at: counted, figures } = await command.figures({});
    expect(counted).toBe(clock.now().slice(0, 17) + counted.slice(17));
    const people = figures.find(({ figureId }) => figureId === "observation.people");
    expect(people).toEqual({ figureId: "observation.people", value: 2, before: 1 });
    expect(figures.map(({ figureId }) => figureId)).toEqual(app.kernel.figures.ids);
    const then = await command.figures({ at: at(3, "08:00") });
    expect(then.figures.find(({ figureId }) => figureId === "observation.people")).toEqual({
      figureId: "observation.people",
      value: 0,
      before: undefined,
    });
  });

  test("know nothing of times to come", async () => {
    const { at: counted } = await command.figures({ at: at(9, "12:00") });
    expect(counted < at(4, "12:01")).toBe(true);
  });

  test("count what lies within reach", async () => {
    const lead = await town.unitLeadOfA();
    const { figures } = await lead.call.command.figures({});
    const people = figures.find(({ figureId }) => figureId === "observation.people");
    expect(people?.value).toBe(1);
    const viewer = await town.countyViewer();
    const all = await viewer.call.command.figures({});
    expect(all.figures).toContainEqual({ figureId: "observation.people", value: 2, before: 1 });
  });

  test.each(["zh-CN", "en"] as const)("have a name and a unit (%s)", (locale) => {
    const keys = app.kernel.figures.ids.flatMap((id) => [`figures.${id}`, `figures.${id}.unit`]);
    expect(keys.filter((key) => !messageFor(key, {}, locale))).toEqual([]);
  });
});

describe("the rows behind a figure", () => {
  test("are refused to who may see sums alone", async () => {
    const viewer = await town.countyViewer();
    await expect(
      viewer.call.command.figureRows({ figureId: "observation.people" }),
    ).rejects.toMatchObject({ code: "kernel.forbidden" });
  });

  test("of a figure nobody counts are not found", async () => {
    await expect(command.figureRows({ figureId: "observation.moonwalks" })).rejects.toMatchObject({
      code: "command.figureUnknown",
    });
  });

  test("say what, where, since when and how much, within reach", async () => {
    const fever = await command.figureRows({ figureId: "observation.feverNow" });
    expect(fever).toMatchObject({
      figureId: "observation.feverNow",
      value: 1,
      rows: [
        {
          subjectKind: "order",
          subjectId: inA.orderId,
          areaId: gridA1,
          areaName: "柳林村第1网格",
          at: at(4, "08:20"),
          value: 1,
        },
      ],
    });
    const leadOfB = await town.unitLeadOfB();
    const elsewhere = await leadOfB.call.command.figureRows({ figureId: "observation.feverNow" });
    expect(elsewhere).toMatchObject({ value: 0, rows: [] });
  });

  test("sum to the figure, for every figure and at any time, page by page", async () => {
    for (const cutOff of [at(3, "10:00"), at(4, "08:25"), at(4, "11:00")]) {
      const { figures } = await command.figures({ at: cutOff });
      for (const { figureId, value } of figures) {
        let sum = 0;
        const seen = new Set<string>();
        let after: string | undefined;
        do {
          const page = await command.figureRows({ figureId, at: cutOff, limit: 3, after });
          for (const row of page.rows) seen.add(`${row.subjectKind} ${row.subjectId}`);
          sum += page.rows.reduce((total, row) => total + row.value, 0);
          after = page.next;
          expect(page.value, figureId).toBe(value);
        } while (after);
        expect(sum, figureId).toBe(value);
        if (value > 0) expect(seen.size, figureId).toBeGreaterThan(0);
      }
    }
  });

  test("can be asked for in one area, and name it in the caller's language", async () => {
    const inEnglish = app.caller({
      locale: "en",
      address: "192.0.2.1",
      session: town.director.cookie,
    });
    const { rows } = await inEnglish.command.figureRows({
      figureId: "observation.people",
      areaId: villageB,
    });
    expect(rows).toMatchObject([{ subjectId: inB.orderId, areaName: "Shiqiao Village" }]);
  });
});

describe("what nobody answers for", () => {
  test("is refused to who could not put a name on it", async () => {
    const guard = await town.guardAtPier();
    await expect(guard.call.command.unassigned({})).rejects.toMatchObject({
      code: "kernel.forbidden",
    });
  });

  test("is every village without a name at any level, until one is put on it", async () => {
    const before = await command.unassigned({});
    expect(before.rows.map(({ label }) => label)).toEqual(["东街社区", "第4村", "第5村", "第6村"]);
    expect(before.rows[0]).toMatchObject({ subjectKind: "area", subjectId: communityC, value: 1 });
    await answerFor(town, communityC, "包保干部丙");
    const { rows } = await command.unassigned({});
    expect(rows.map(({ label }) => label)).toEqual(["第4村", "第5村", "第6村"]);
  });

  test("is an order whose whole chain has left the service", async () => {
    const { organization } = town.director.call;
    await organization.editStaff({ ...write(), staffId: staffOfA, isActive: false });
    const { rows } = await command.unassigned({});
    expect(rows).toContainEqual(
      expect.objectContaining({ subjectKind: "order", subjectId: inA.orderId, areaId: gridA1 }),
    );
    const { value } = await command.figureRows({ figureId: "org.unassigned" });
    expect(value).toBe(rows.length);
  });

  test("is shown of one's own part alone", async () => {
    const lead = await town.unitLeadOfA();
    const { rows } = await lead.call.command.unassigned({});
    // With their only name gone, the village is without one again.
    expect(rows.map(({ subjectId }) => subjectId)).toEqual([villageA, inA.orderId]);
  });
});
