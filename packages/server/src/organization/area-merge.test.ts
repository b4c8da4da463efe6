/** Two areas become one: everything moves, nothing is forgotten, the past stays what it was. */
import { addMinutes } from "@lianfang/core/kernel/time.ts";
import { testApplication } from "@lianfang/testkit/application.ts";
import { answerFor, observe } from "@lianfang/testkit/observed.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";

const application = await testApplication();
const town = await foundTestTown(application);
const { areas, director } = town;
const { organization, registry, command } = director.call;
const { db } = application.app.kernel;
const refused = (code: string) => expect.objectContaining({ code });
const merging = { areaId: areas.villageB, intoId: areas.villageA };

async function household(areaId: string, number: string) {
  const { householdId } = await registry.createHousehold({ ...write(), areaId, number });
  const head = { name: `户主${number}`, sex: "male" as const, relation: "head" as const };
  const { residentId } = await registry.createResident({ ...write(), householdId, ...head });
  return { householdId, residentId };
}

/** A hundredth of a degree wide; the next hundredth shares an edge with it. */
const squareAt = (lng: number) => ({
  type: "Polygon",
  coordinates: [
    [
      [lng, 30],
      [lng + 0.01, 30],
      [lng + 0.01, 30.01],
      [lng, 30.01],
      [lng, 30],
    ],
  ],
});

/** Where the names on an area are, by level. */
async function namesOn(areaId: string) {
  const { targets } = await organization.responsibility({ targetKind: "area", targetId: areaId });
  return targets[0]?.answerers.map(({ level, name }) => `${level} ${name}`);
}

const villagesAt = async (at: string) => {
  const { figures } = await command.figures({ at });
  return figures.find(({ figureId }) => figureId === "org.villages")?.value;
};

let removedId: string;
let householdId: string;
let before: string;

beforeAll(async () => {
  await answerFor(town, areas.villageA, "甲村干部");
  const ofB = await answerFor(town, areas.villageB, "乙村干部");
  const alsoOfB = await town.addStaff("乙村医生", areas.villageB);
  const target = { targetKind: "area" as const, targetIds: [areas.villageB] };
  await organization.assign({ ...write(), ...target, level: 2, staffId: alsoOfB });
  ({ householdId } = await household(areas.villageB, "B-1"));
  const householdTarget = { targetKind: "household" as const, targetIds: [householdId] };
  await organization.assign({ ...write(), ...householdTarget, level: 3, staffId: ofB });
  const gone = await household(areas.villageB, "B-2");
  removedId = gone.residentId;
  await registry.removeResident({
    ...write(),
    residentId: gone.residentId,
    reason: "moved-away",
  });
  await registry.editHousehold({ ...write(), householdId, revision: 1, address: "石桥头" });
  await organization.setBoundaries({
    ...write(),
    boundaries: [
      { areaId: areas.villageA, shape: squareAt(105) },
      { areaId: areas.villageB, shape: squareAt(105.01) },
    ],
  });
  await observe(await town.office(), areas.villageB);
  await town.gridWorkerOfB();
  await organization.addArea({
    ...write(),
    parentId: areas.villageB,
    kind: "grid",
    name: "柳林村第1网格",
  });
});

describe("a merge of two villages", () => {
  test("is the director's, and not of the town or into a grid", async () => {
    const office = await town.office();
    await expect(office.call.organization.previewMerge(merging)).rejects.toEqual(
      refused("kernel.forbidden"),
    );
    await expect(office.call.organization.mergeAreas({ ...write(), ...merging })).rejects.toEqual(
      refused("kernel.forbidden"),
    );
    const merge = (areaId: string, intoId: string) =>
      organization.mergeAreas({ ...write(), areaId, intoId });
    await expect(merge(areas.town, areas.villageA)).rejects.toEqual(refused("kernel.forbidden"));
    await expect(merge(areas.villageB, areas.gridA1)).rejects.toEqual(
      refused("organization.mergeMisplaced"),
    );
  });

  test("is shown beforehand: what moves, who reaches more, whose name comes off", async () => {
    expect(await organization.previewMerge(merging)).toEqual({
      records: [
        { kind: "household", count: 3 },
        { kind: "resident", count: 2 },
        { kind: "unit", count: 3 },
        { kind: "staff", count: 2 },
        { kind: "account", count: 1 },
        { kind: "name", count: 2 },
      ],
      below: [
        { areaId: areas.gridB1, name: "石桥村第1网格", becomes: "石桥村第1网格" },
        expect.objectContaining({ name: "柳林村第1网格", becomes: "石桥村柳林村第1网格" }),
      ],
      namesEnded: 1,
      boundary: "joined",
      accountsGaining: [
        expect.objectContaining({ userName: expect.stringMatching(/grid-worker/) }),
      ],
    });
  });

  test("moves all of it", async () => {
    before = application.clock.now();
    application.clock.set(addMinutes(before, 10));
    const { records } = await organization.mergeAreas({ ...write(), ...merging });
    expect(records).toContainEqual({ kind: "household", count: 3 });
    const { rows } = await registry.households({ areaId: areas.villageA });
    expect(rows.map(({ number }) => number)).toContain("B-1");
    expect(await namesOn(areas.villageA)).toEqual(["1 甲村干部", "2 乙村医生"]);
    const tree = (await organization.areas({})).areas;
    expect(tree.map(({ areaId }) => areaId)).not.toContain(areas.villageB);
    expect(tree.find(({ areaId }) => areaId === areas.gridB1)?.parentId).toBe(areas.villageA);
    const { boundaries } = await organization.boundaries({});
    expect(boundaries.map(({ areaId, shape }) => [areaId, shape.coordinates.length])).toEqual([
      [areas.villageA, 2],
    ]);
  });

  test("leaves nothing behind in any table of any module", async () => {
    const { rows: columns } = await sql<{ table: string; column: string }>`
      select c.table_name as "table", c.column_name as "column"
      from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
        and c.column_name like '%area_id'`.execute(db);
    // What is never changed, and is in reach of the survivor's people by areas_under.
    // The feed goes on telling those who followed the area that its records have left it.
    const kept = [
      "journal.area_id",
      "area_former.area_id",
      "unit_former.area_id",
      "feed_change.area_id",
    ];
    const left: string[] = [];
    for (const { table, column } of columns) {
      const { rows } = await sql`
        select from ${sql.table(table)} where ${sql.ref(column)} = ${areas.villageB}`.execute(db);
      if (rows.length > 0 && !kept.includes(`${table}.${column}`)) left.push(`${table}.${column}`);
    }
    expect(columns.map(({ table }) => table)).toContain("household");
    expect(left).toEqual([]);
    const { rows: fed } = await sql<{ standing: string }>`
      select distinct standing from feed_change where area_id = ${areas.villageB}`.execute(db);
    expect(fed).toEqual([{ standing: "left" }]);
  });

  test("keeps the past as it was", async () => {
    const now = application.clock.now();
    expect(await villagesAt(before)).toBe(6);
    expect(await villagesAt(now)).toBe(5);
    const history = await db
      .selectFrom("responsibility")
      .select(["target_id", "assigned_in", "ended_in"])
      .where("target_id", "=", areas.villageB)
      .execute();
    expect(history).toHaveLength(2);
    expect(history.every(({ ended_in }) => ended_in !== null)).toBe(true);
    await registry.restoreResident({ ...write(), residentId: removedId });
    const { areaId } = await registry.resident({ residentId: removedId });
    expect(areaId).toBe(areas.villageA);
  });

  test("is told in the history of what moved, and changes before it can still be put back", async () => {
    const subject = { kind: "household" as const, subjectId: householdId };
    const [moved] = (await registry.history(subject)).rows;
    expect(moved).toMatchObject({
      entry: "organization.area.merged",
      change: { fields: [{ field: "area", from: "石桥村", to: "柳林村" }] },
    });
    await registry.undoChange({ ...write(), ...subject, revision: 3 });
    await registry.undoChange({ ...write(), ...subject, revision: 2 });
    const { address, areaId } = await registry.household({ householdId });
    expect([address, areaId]).toEqual([undefined, areas.villageA]);
  });

  test("takes scopes along: who reached the one reaches the other, journal included", async () => {
    const worker = await town.gridWorkerOfB();
    const { rows } = await worker.call.registry.households({});
    expect(rows.map(({ number }) => number)).toContain("B-1");
    const { rows: reached } = await sql<{ areas: string[] }>`
      select areas_under(${town.townId}, 'area', ${areas.villageA}) as areas`.execute(db);
    expect(reached[0]?.areas).toEqual(
      expect.arrayContaining([areas.villageA, areas.villageB, areas.gridB1]),
    );
  });

  test("can't be done twice, and nothing new can come into what ended", async () => {
    await expect(organization.mergeAreas({ ...write(), ...merging })).rejects.toEqual(
      refused("organization.areaNotFound"),
    );
    await expect(household(areas.villageB, "B-9")).rejects.toEqual(
      refused("registry.areaNotFound"),
    );
  });
});

test("a grid that becomes part of its village leaves its households to it", async () => {
  const inGrid = await household(areas.gridA1, "A-1");
  await organization.mergeAreas({ ...write(), areaId: areas.gridA1, intoId: areas.villageA });
  expect((await registry.household({ householdId: inGrid.householdId })).areaId).toBe(
    areas.villageA,
  );
});

test("a household entered while its area ends is in neither half", async () => {
  const { areaId } = await organization.addArea({
    ...write(),
    parentId: areas.town,
    kind: "village",
    name: "并去村",
  });
  const [merged, entered] = await Promise.allSettled([
    organization.mergeAreas({ ...write(), areaId, intoId: areas.villageA }),
    registry.createHousehold({ ...write(), areaId, number: "Z-1" }),
  ]);
  expect(merged.status).toBe("fulfilled");
  const { rows } = await registry.households({ search: "Z-1" });
  expect(rows.map((row) => row.areaId)).toEqual(
    entered.status === "fulfilled" ? [areas.villageA] : [],
  );
});
