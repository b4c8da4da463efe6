import { graphToGeoJson } from "@lianfang/core/checkpoints/road-file.ts";
import { testApplication } from "@lianfang/testkit/application.ts";
import { setUpCheckpoint } from "@lianfang/testkit/at-checkpoints.ts";
import { generateRoads } from "@lianfang/testkit/roads.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { expect, test } from "vitest";

const application = await testApplication({ at: "2020-02-05T04:00:00.000Z" });
const town = await foundTestTown(application, { activatedOn: "2020-01-26" });
const { areas, director } = town;
const { checkpoints } = director.call;
const office = await town.office();

const roads = generateRoads({ seed: 5, villages: 9, entrances: 20 });
const withPosts = {
  ...roads,
  roads: await Promise.all(
    roads.roads.map(async (road) => {
      if (!road.entrance) return road;
      const checkpointId = await setUpCheckpoint(director, areas.villageA, road.entrance.name, {
        openedOn: "2020-01-28",
      });
      return { ...road, entrance: { ...road.entrance, checkpointId } };
    }),
  ),
};
const file = () => new File([JSON.stringify(graphToGeoJson(withPosts))], "roads.geojson");
const wishes = { maxDetourMinutes: 6 };

test("a plan is made, proposed, chosen and applied: the checkpoints close on the day", async () => {
  const lead = await town.unitLeadOfA();
  await expect(
    lead.call.checkpoints.makePlan({ ...write(), title: "精减", file: file() }),
  ).rejects.toMatchObject({ code: "kernel.forbidden" });
  const { planId } = await checkpoints.makePlan({ ...write(), title: "精减", file: file() });
  const proposal = await office.call.checkpoints.propose({ planId, wishes });
  expect(proposal).toMatchObject({ is: "solved", gap: 0 });
  if (proposal.is !== "solved") return;
  const { states, manned, closed, costs } = proposal;
  expect(manned + closed).toBeLessThanOrEqual(20);
  expect(costs).toHaveLength(closed);
  const confirmed = { planId, closesOn: "2020-02-08", confirmedBy: "何镇长" };
  await expect(checkpoints.applyPlan({ ...write(), ...confirmed })).rejects.toMatchObject({
    code: "checkpoints.planNotSolved",
  });
  const unsound = Object.fromEntries(Object.keys(states).map((id) => [id, "closed" as const]));
  await expect(
    checkpoints.choosePlan({ ...write(), planId, wishes, states: unsound }),
  ).rejects.toMatchObject({ code: "checkpoints.planUnsound" });
  await office.call.checkpoints.choosePlan({ ...write(), planId, wishes, states });
  await expect(
    office.call.checkpoints.applyPlan({ ...write(), ...confirmed }),
  ).rejects.toMatchObject({ code: "kernel.forbidden" });
  expect(await checkpoints.applyPlan({ ...write(), ...confirmed })).toEqual({ closed });
  await expect(checkpoints.applyPlan({ ...write(), ...confirmed })).rejects.toMatchObject({
    code: "checkpoints.planApplied",
  });
  const { rows } = await checkpoints.checkpoints({ limit: 200 });
  expect(rows.filter(({ closedOn }) => closedOn === "2020-02-08")).toHaveLength(closed);
  expect(await checkpoints.plan({ planId })).toMatchObject({
    manned,
    confirmedBy: "何镇长",
    chosen: { guards: proposal.guards },
  });
});

test("a file that is no road graph is refused in words", async () => {
  const broken = new File(["{}"], "roads.geojson");
  await expect(
    checkpoints.makePlan({ ...write(), title: "坏文件", file: broken }),
  ).rejects.toMatchObject({ code: "checkpoints.graphUnsound" });
});

test("roads are drawn by hand, saved as a draft, and planned once nothing is lacking", async () => {
  const { planId } = await office.call.checkpoints.makePlan({ ...write(), title: "手绘" });
  expect(await checkpoints.plan({ planId })).toMatchObject({ isDraft: true, revision: 1 });
  const village = { id: "n1", kind: "village" as const, name: "柳林村", lon: 106.1, lat: 30.8 };
  const outside = { id: "n2", kind: "outside" as const, lon: 106.12, lat: 30.8 };
  const draft = { nodes: [village], roads: [] };
  const drawing = (graph: typeof whole | typeof draft, revision: number) => ({
    ...write(),
    planId,
    revision,
    graph,
  });
  const entrance = { name: "桥头", guards: 6 };
  const whole = {
    nodes: [village, outside],
    roads: [{ id: "r1", from: "n2", to: "n1", minutes: 5, entrance }],
  };
  const lead = await town.unitLeadOfA();
  await expect(lead.call.checkpoints.drawPlan(drawing(draft, 1))).rejects.toMatchObject({
    code: "kernel.forbidden",
  });
  const { drawPlan } = office.call.checkpoints;
  expect(await drawPlan(drawing(draft, 1))).toEqual({ revision: 2, isDraft: true });
  await expect(drawPlan(drawing(whole, 1))).rejects.toMatchObject({
    code: "kernel.changedMeanwhile",
  });
  const nowhere = { ...whole, nodes: [village] };
  await expect(drawPlan(drawing(nowhere, 2))).rejects.toMatchObject({
    code: "checkpoints.graphUnsound",
  });
  const tooEarly = { code: "checkpoints.graphUnsound" };
  await expect(checkpoints.propose({ planId, wishes })).rejects.toMatchObject(tooEarly);
  await expect(
    checkpoints.choosePlan({ ...write(), planId, wishes, states: {} }),
  ).rejects.toMatchObject(tooEarly);
  const { rows } = await checkpoints.plans({ limit: 10 });
  expect(rows.find((row) => row.planId === planId)).toMatchObject({ isDraft: true, villages: 1 });
  expect(await drawPlan(drawing(whole, 2))).toEqual({ revision: 3, isDraft: false });
  const pinned = { ...wishes, pinned: { r1: "open" as const } };
  await checkpoints.choosePlan({ ...write(), planId, wishes: pinned, states: { r1: "manned" } });
  expect((await checkpoints.plan({ planId })).chosen).toMatchObject({ manned: 1 });
  await drawPlan(drawing(whole, 3));
  const drawnAnew = await checkpoints.plan({ planId });
  expect(drawnAnew).toMatchObject({ graph: whole, revision: 4, wishes: pinned });
  expect(drawnAnew.chosen).toBeUndefined();
});
