import { testApplication } from "@lianfang/testkit/application.ts";
import { answerFor, enterArrival, observe, takeReading } from "@lianfang/testkit/observed.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { beforeAll, describe, expect, test, vi } from "vitest";

const application = await testApplication({
  at: "2020-02-03T01:00:00.000Z",
  withJobs: true,
});
const { app, clock } = application;
const town = await foundTestTown(application, { activatedOn: "2020-02-03" });
const { villageA, gridA1, gridA2, villageB } = town.areas;
const at = (day: number, time: string): string =>
  new Date(`2020-02-0${day}T${time}:00+08:00`).toISOString();

await answerFor(town, villageA);
await answerFor(town, villageB, "包保干部乙");
const inA = await observe(town.director, gridA1);
await observe(town.director, villageB);
clock.set(at(5, "08:30"));
await takeReading(town.director, inA.orderId, at(5, "08:20"), { celsius: 37.8 });
await enterArrival(town.director, gridA2, { arrivedOn: "2020-02-05" });
clock.set(at(5, "14:30"));
await app.runJob("observation.missed");

const { command } = town.director.call;
type Board = Awaited<ReturnType<typeof command.board>>;
function needOf(board: Board, name: string) {
  return board.needs.find(({ need }) => need === name);
}

beforeAll(async () => {
  // The alert of a fever follows its reading by itself.
  await vi.waitFor(
    async () => expect(needOf(await command.board({}), "open-fever")?.count).toBe(1),
    { timeout: 15_000, interval: 100 },
  );
});

describe("the board", () => {
  test("is refused to who does not watch", async () => {
    for (const who of [await town.guardAtPier(), await town.countyViewer(), await town.patrol()]) {
      await expect(who.call.command.board({})).rejects.toMatchObject({ code: "kernel.forbidden" });
    }
  });

  test("says which day of the response it is", async () => {
    expect(await command.board({})).toMatchObject({ day: "2020-02-05", responseDay: 3 });
  });

  test("puts first what needs somebody, and says where", async () => {
    const board = await command.board({});
    expect(board.needs.map(({ need }) => need)).toEqual([
      "missed-readings",
      "open-fever",
      "awaiting-order",
      "release-due",
      "overdue-confirmations",
      "unassigned",
      "bulletin",
      "bulk-reading",
    ]);
    expect(needOf(board, "open-fever")).toMatchObject({
      count: 1,
      lines: [{ label: expect.stringContaining("37.8") }],
    });
    expect(needOf(board, "missed-readings")?.count).toBeGreaterThan(0);
    expect(needOf(board, "awaiting-order")).toMatchObject({
      count: 1,
      lines: [{ label: expect.stringContaining("柳林村第2网格") }],
    });
    expect(needOf(board, "unassigned")).toMatchObject({
      count: 4,
      lines: [
        { label: "东街社区", detail: "没有人负责" },
        { label: "第4村" },
        { label: "第5村" },
        { label: "第6村" },
      ],
    });
  });

  test("counts figures beside the same time yesterday", async () => {
    const { figures } = await command.board({});
    expect(figures[0]).toEqual({ figureId: "observation.current.people", value: 2, before: 2 });
    expect(figures).toContainEqual({ figureId: "screening.returnees", value: 3, before: 2 });
  });

  test("shows windows and villages, a village with its grids", async () => {
    const { windows, areas } = await command.board({});
    expect(windows.map(({ windowId, done }) => [windowId, done])).toEqual([
      ["morning", 1],
      ["afternoon", 0],
    ]);
    expect(areas).toHaveLength(6);
    expect(areas.find(({ areaId }) => areaId === villageA)).toMatchObject({
      name: "柳林村",
      observed: 1,
      readingsDone: 1,
      openAlerts: expect.any(Number),
      hasAnswerer: true,
    });
    expect(areas.at(-1)).toMatchObject({ observed: 0, hasAnswerer: false });
  });

  test("tells what was done last, and by whom, but not who signed in", async () => {
    const { feed } = await command.board({});
    expect(feed[0]?.at && feed.every(({ at: time }) => time <= (feed[0]?.at ?? ""))).toBe(true);
    expect(feed).toContainEqual(
      expect.objectContaining({
        entry: "screening.arrival.recorded",
        actorName: "何镇长",
        areaName: "柳林村第2网格",
      }),
    );
    expect(feed.some(({ entry }) => entry.startsWith("accounts."))).toBe(false);
  });
});

describe("somebody's part of the board", () => {
  test("is the part in reach: people, needs, villages and news", async () => {
    const lead = await town.unitLeadOfB();
    const board = await lead.call.command.board({});
    expect(board.areas.map(({ name }) => name)).toEqual(["石桥村"]);
    expect(board.figures[0]).toMatchObject({ value: 1 });
    expect(needOf(board, "open-fever")?.count).toBe(0);
    expect(needOf(board, "unassigned")).toMatchObject({ count: 0, lines: [] });
    expect(board.feed.every(({ areaName }) => areaName?.startsWith("石桥村"))).toBe(true);
    expect(JSON.stringify(board)).not.toContain("柳林");
  });

  test("of a grid worker is the grid, answered for by its village's people", async () => {
    const worker = await town.gridWorkerOfA1();
    const { areas, figures } = await worker.call.command.board({});
    expect(areas).toMatchObject([{ areaId: gridA1, observed: 1, hasAnswerer: true }]);
    expect(figures[0]).toMatchObject({ value: 1 });
  });

  test("does not hold the bulletin: that is the town's", async () => {
    clock.set(at(5, "17:25"));
    await command.compose({ ...write(), day: "2020-02-05" });
    const lead = await town.unitLeadOfA();
    const board = await lead.call.command.board({});
    expect(board.bulletin).toBeUndefined();
    expect(needOf(board, "bulletin")).toMatchObject({ count: 0 });
  });

  test("shows the bulletin to who may read it, and asks who may write it", async () => {
    const auditor = await (await town.auditor()).call.command.board({});
    expect(auditor.bulletin).toMatchObject({ day: "2020-02-05" });
    expect(needOf(auditor, "bulletin")).toMatchObject({ count: 0 });
    const medic = await (await town.medicLi()).call.command.board({});
    expect(medic.bulletin).toBeUndefined();
    expect(needOf(medic, "bulletin")).toMatchObject({ count: 0 });
  });
});

describe("the bulletin on the board", () => {
  test("is asked for by the town's clock, until it is out", async () => {
    clock.set(at(5, "17:25"));
    const late = await command.board({});
    expect(late.bulletin).toMatchObject({ state: "draft", day: "2020-02-05" });
    expect(needOf(late, "bulletin")).toEqual({
      need: "bulletin",
      count: 2,
      lines: [
        { label: "2月4日日通报", detail: "应于17:00前发布，已晚24小时" },
        { label: "2月5日日通报", detail: "应于17:00前发布，已晚25分" },
      ],
    });
    const { bulletinId } = late.bulletin ?? { bulletinId: "" };
    await command.issueBulletin({ ...write(), bulletinId, revision: 1 });
    const after = await command.board({});
    expect(after.bulletin?.state).toBe("issued");
    expect(needOf(after, "bulletin")?.lines).toHaveLength(1);
  });

  test("is said in the caller's language", async () => {
    const inEnglish = app.caller({
      locale: "en",
      address: "192.0.2.1",
      session: town.director.cookie,
    });
    const board = await inEnglish.command.board({});
    expect(needOf(board, "bulletin")?.lines[0]).toEqual({
      label: "Bulletin of 4 February",
      detail: "Was due by 17:00, 24 h late",
    });
    expect(board.areas[0]?.name).toBe("Liulin Village");
  });
});

test("a fever somebody has seen to leaves the board", async () => {
  const { rows } = await town.director.call.observation.alerts({ kind: "fever", isOpen: true });
  const alertId = rows[0]?.alertId ?? "";
  await town.director.call.observation.acknowledge({ ...write(), alertId, action: "已送镇卫生院" });
  expect(needOf(await command.board({}), "open-fever")?.count).toBe(0);
});
