import { testApplication } from "@lianfang/testkit/application.ts";
import { setUpCheckpoint } from "@lianfang/testkit/at-checkpoints.ts";
import { generateRoads, roadsAsGeoJson } from "@lianfang/testkit/roads.ts";
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
const file = () => new File([JSON.stringify(roadsAsGeoJson(withPosts))], "roads.geojson");
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
