/** What board and bulletin say of checkpoints, and that each number is the count of its list. */
import { checkpointFigures } from "@lianfang/core/command/figures.ts";
import { testApplication } from "@lianfang/testkit/application.ts";
import { cross, setUpCheckpoint } from "@lianfang/testkit/at-checkpoints.ts";
import { issueNumbers } from "@lianfang/testkit/people/numbers.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { describe, expect, test } from "vitest";

const at = (day: number, time: string): string =>
  new Date(`2020-02-${String(day).padStart(2, "0")}T${time}:00+08:00`).toISOString();
const application = await testApplication({ at: at(10, "08:00") });
const { clock } = application;
const town = await foundTestTown(application, { activatedOn: "2020-02-01" });
const { director, areas } = town;
const { checkpoints, command, organization } = director.call;
const numbers = issueNumbers();

// Before there were any.
const bare = await command.board({});
const first = await command.compose({ ...write(), day: "2020-02-09" });
const bareBulletin = await command.bulletin({ bulletinId: first.bulletinId });

const bridge = await setUpCheckpoint(director, areas.villageA, "桥头");
const pier = await setUpCheckpoint(director, areas.villageB, "渡口");
// By day alone, and by night alone.
await setUpCheckpoint(director, areas.villageB, "日间口", {
  hours: { from: "07:00", to: "19:00" },
});
await setUpCheckpoint(director, areas.villageB, "夜间口", {
  hours: { from: "20:00", to: "06:00" },
});
const { staffId } = await organization.addStaff({
  ...write(),
  name: "值守员",
  kind: "village-cadre",
  areaId: areas.villageA,
});
await checkpoints.setShift({
  ...write(),
  checkpointId: bridge,
  startsAt: at(10, "08:00"),
  endsAt: at(10, "20:00"),
  staffIds: [staffId],
});

const identityNumber = numbers.identityNumber("1975-08-09", "female");
const { passId } = await checkpoints.applyForPass({
  ...write(),
  kind: "person",
  areaId: areas.villageA,
  holderName: "王芳",
  identityNumber,
  validFrom: "2020-02-10",
  validUntil: "2020-02-24",
});
await checkpoints.issuePasses({ ...write(), passIds: [passId] });
const { text: passText } = await checkpoints.passCode({ passId });

// Before the evening's report: two people, one of them turned back, and one written down wrongly.
clock.set(at(10, "09:00"));
await cross(director, bridge, at(10, "08:50"));
await cross(director, pier, at(10, "08:55"), { outcome: "refuse", hasMask: false });
const wrong = await cross(director, bridge, at(10, "08:58"), { name: "误登" });
clock.set(at(10, "17:00"));
const { bulletinId } = await command.compose({ ...write(), day: "2020-02-10" });
const { revision } = await command.bulletin({ bulletinId });
await command.issueBulletin({ ...write(), bulletinId, revision });

// After it: a fever, a boat with two more, a vehicle, a card used at two places, the wrong one put right.
clock.set(at(10, "17:30"));
await cross(director, bridge, at(10, "17:10"), { celsius: 38.2, outcome: "refer" });
const boat = { kind: "boat" as const, plate: "高坪渡01" };
await cross(director, pier, at(10, "17:12"), {}, { vehicle: boat, others: 2 });
const car = { kind: "vehicle" as const, plate: "川R12345" };
await cross(director, bridge, at(10, "17:14"), {}, { vehicle: car });
for (const [post, time] of [
  [bridge, "17:16"],
  [pier, "17:18"],
] as const)
  await cross(director, post, at(10, time), { name: "王芳", identityNumber, passText });
await checkpoints.amendCrossing({
  ...write(),
  crossingId: wrong.crossingId,
  reason: "姓名写错",
  people: [{ line: 0, name: "改正" }],
});

test("a town without checkpoints has no such part, on the board or in the bulletin", () => {
  expect(bare.checkpoints).toBeUndefined();
  const ids = bareBulletin.figures.map(({ figureId }) => figureId);
  expect(ids.filter((id) => id.startsWith("checkpoints."))).toEqual([]);
});

async function boardOf(who = director) {
  const { checkpoints: part } = await who.call.command.board({});
  if (!part) throw new Error("no checkpoints on the board");
  return part;
}
const valuesIn = (figures: readonly { figureId: string; value: number }[]) =>
  Object.fromEntries(figures.map(({ figureId, value }) => [figureId.slice(12), value]));

describe("the board", () => {
  test("says how they stand now, and what passed since the report", async () => {
    const { standing, moved, since, isSinceReport } = await boardOf();
    expect({ since, isSinceReport }).toEqual({ since: at(10, "17:00"), isSinceReport: true });
    expect(valuesIn(standing)).toEqual({
      manned: 1,
      unmanned: 2,
      "passes.inForce": 1,
      "passes.misused": 1,
    });
    expect(valuesIn(moved)).toEqual({
      "crossings.people": 7,
      "crossings.vehicles": 1,
      "crossings.boats": 1,
      "crossings.refused": 0,
      "crossings.fevers": 1,
    });
  });

  test("counts for a lead what lies within reach", async () => {
    const { standing, moved } = await boardOf(await town.unitLeadOfA());
    expect(valuesIn(standing)).toMatchObject({ manned: 1, unmanned: 0 });
    expect(valuesIn(moved)).toMatchObject({ "crossings.people": 3, "crossings.boats": 0 });
  });

  test("by night the one for the night lacks its people, not the one for the day", async () => {
    clock.set(at(10, "23:30"));
    const { rows } = await command.figureRows({ figureId: "checkpoints.unmanned" });
    expect(rows.map(({ label }) => label).sort()).toEqual(["夜间口", "桥头", "渡口"]);
    clock.set(at(10, "17:30"));
  });
});

describe("each number is the count of its list", () => {
  test.each(Object.values(checkpointFigures).flat())("%s", async (figureId) => {
    const { since, standing, moved } = await boardOf();
    const shown = [...standing, ...moved].find((figure) => figure.figureId === figureId);
    const isMoved = moved.some((figure) => figure.figureId === figureId);
    const list = await command.figureRows({ figureId, limit: 200, ...(isMoved && { since }) });
    expect(list.value).toBe(shown?.value);
    expect(list.rows.reduce((sum, { value }) => sum + value, 0)).toBe(list.value);
    expect(list.since).toBe(isMoved ? since : undefined);
  });

  test("and of the lists of the checkpoints' own pages", async () => {
    const { standing } = await boardOf();
    const { rows: posts } = await checkpoints.checkpoints({ limit: 200, state: "open" });
    const { misuses } = await checkpoints.passMisuses({ isOpen: true });
    const { rows: passes } = await checkpoints.passes({ limit: 200, state: "issued" });
    expect(valuesIn(standing)).toMatchObject({
      manned: posts.filter(({ guardsNow }) => guardsNow > 0).length,
      "passes.misused": misuses.length,
      "passes.inForce": passes.length,
    });
    const { rows: people } = await checkpoints.crossings({ limit: 200, subject: "person" });
    const counted = await command.figureRows({ figureId: "checkpoints.crossings.people" });
    const standingPeople = people.filter(({ replaced }) => !replaced);
    // Two more sat in the boat.
    expect(counted.value).toBe(standingPeople.length + 2);
  });

  test("what doesn't add up can't be asked since an instant", async () => {
    await expect(
      command.figureRows({ figureId: "checkpoints.manned", since: at(10, "17:00") }),
    ).rejects.toMatchObject({ code: "command.figureAddsNothingUp" });
  });
});

test("people counted in a boat are counted where and when they crossed, and nowhere else", async () => {
  const elsewhere = await foundTestTown(application, { townsBefore: 1, name: "临江镇" });
  const asked = { figureId: "checkpoints.crossings.people", limit: 200 };
  expect((await elsewhere.director.call.command.figureRows(asked)).value).toBe(0);
  expect((await command.figureRows({ ...asked, at: at(10, "17:00") })).value).toBe(3);
});

test("an answered misuse is none any more, and was one at the hour of the report", async () => {
  const { misuses } = await checkpoints.passMisuses({ isOpen: true });
  const [pair] = misuses;
  if (!pair) throw new Error("no misuse");
  const earlierId = pair.earlier.crossingId;
  const laterId = pair.later?.crossingId ?? earlierId;
  clock.set(at(10, "18:00"));
  await checkpoints.answerMisuse({ ...write(), earlierId, laterId, action: "已核实" });
  // The clock runs on: the answer is some milliseconds after 18:00.
  clock.set(at(10, "18:05"));
  const value = async (hour: string) =>
    (await command.figureRows({ figureId: "checkpoints.passes.misused", at: at(10, hour) })).value;
  expect([await value("17:45"), await value("18:05")]).toEqual([1, 0]);
});

test("the evening's bulletin tells it, each figure beside the day before", async () => {
  const { figures } = await command.bulletin({ bulletinId });
  expect(valuesIn(figures)).toMatchObject({
    "crossings.people": 3,
    "crossings.refused": 1,
    "passes.inForce": 1,
  });
  const file = await command.bulletinFile({ bulletinId, format: "docx" });
  expect(file.size).toBeGreaterThan(1_000);
});
