import { addMinutes, townDay } from "@lianfang/core/kernel/time.ts";
import { testApplication } from "@lianfang/testkit/application.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { expect, test } from "vitest";
import type { FigureScope } from "../kernel/figures/figures.ts";
import { organizationFigures } from "./figures.ts";

const application = await testApplication();
const town = await foundTestTown(application);
const { app, clock } = application;
const { areas, director } = town;
const { organization } = director.call;
const { figures } = app.kernel;
const ids = organizationFigures.map(({ id }) => id);

async function scopeAt(at: string, areaIds?: string[]): Promise<FigureScope> {
  const { db, town: read } = await app.system.reader(town.townId, "figures are tested");
  const reach = areaIds ? { all: false as const, areaIds } : { all: true as const };
  return { db, town: read, reach, at, day: townDay(at, read.timeZone) };
}

test("count the organisation as it stood at the cut-off", async () => {
  const founded = clock.now();
  const before = await figures.values(ids, await scopeAt(addMinutes(founded, -60)));
  expect([...before.values()].every((value) => value === 0)).toBe(true);
  const atFounding = await figures.values(ids, await scopeAt(founded));
  expect(Object.fromEntries(atFounding)).toMatchObject({
    "org.villages": 6,
    "org.grids": 3,
    "org.units": 6,
    "org.mobilised": 0,
  });

  clock.set(addMinutes(founded, 60));
  const staff = { ...write(), name: "王志愿", kind: "volunteer" as const, areaId: areas.gridA1 };
  const { staffId } = await organization.addStaff(staff);
  await town.addStaff("赵干部", areas.villageB);
  clock.set(addMinutes(founded, 120));
  await organization.editStaff({ ...write(), staffId, kind: "village-cadre" });
  clock.set(addMinutes(founded, 180));
  await organization.editStaff({ ...write(), staffId, isActive: false });
  clock.set(addMinutes(founded, 240));
  await organization.editStaff({ ...write(), staffId, isActive: true, kind: "volunteer" });

  const people = ["org.mobilised", "org.cadres", "org.volunteers"];
  const counts = async (minutes: number) => {
    const values = await figures.values(people, await scopeAt(addMinutes(founded, minutes)));
    return people.map((id) => values.get(id));
  };
  expect(await counts(90)).toEqual([2, 1, 1]);
  expect(await counts(150)).toEqual([2, 2, 0]);
  expect(await counts(210)).toEqual([1, 1, 0]);
  expect(await counts(270)).toEqual([2, 1, 1]);
});

test("are split by area, limited to the reach, and open the rows behind them", async () => {
  const now = addMinutes(clock.now(), 1);
  const all = await scopeAt(now);
  expect((await figures.byArea("org.units", all)).get(areas.villageA)).toBe(1);
  const ofA = await scopeAt(now, [areas.villageA, areas.gridA1, areas.gridA2]);
  expect(await figures.value("org.villages", ofA)).toBe(1);
  expect(await figures.value("org.grids", ofA)).toBe(2);
  expect(await figures.value("org.mobilised", ofA)).toBe(1);
  const page = await figures.rows("org.villages", all, { limit: 4 });
  const rest = await figures.rows("org.villages", all, { limit: 4, after: page.next });
  expect([...page.rows, ...rest.rows].map(({ label }) => label)).toContain("柳林村");
  expect([...page.rows, ...rest.rows]).toHaveLength(6);
});
