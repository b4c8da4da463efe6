import type { Reach } from "@lianfang/core/kernel/access.ts";
import { checkCharacter } from "@lianfang/core/registry/identity-number.ts";
import { testApplication } from "@lianfang/testkit/application.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { v7 as uuidv7 } from "uuid";
import { describe, expect, test } from "vitest";
import {
  type ArrivingPerson,
  type PlacedPerson,
  personForArrival,
  residentsById,
} from "./people.ts";

const application = await testApplication();
const { app } = application;
const town = await foundTestTown(application);
const { areas } = town;
const office = await town.office();

/** The door as a command of another module uses it. */
async function arrive(
  person: Partial<ArrivingPerson> & { name: string },
  reach: Reach = { all: true },
): Promise<PlacedPerson> {
  let placed: PlacedPerson | undefined;
  const entry = { entry: "screening.arrival.recorded", id: uuidv7(), why: "test" };
  await app.system.write(town.townId, entry, async (context) => {
    const whole = { sex: "male", areaId: areas.villageA, ...person } as const;
    placed = await personForArrival({ ...context, reach }, whole);
    context.about({ kind: "arrival", ids: [context.id] });
  });
  if (!placed) throw new Error("nobody was placed");
  return placed;
}

const onlyIn = (areaId: string): Reach => ({ all: false, areaIds: [areaId] });

function numberOf(birthday: string, sequence: number): string {
  const first17 = `770101${birthday.replaceAll("-", "")}${String(sequence).padStart(3, "0")}`;
  return first17 + checkCharacter(first17);
}

let numbers = 0;
async function registered(fields: {
  name: string;
  identityNumber?: string;
  birthday?: string;
  phone?: string;
}) {
  numbers += 1;
  const household = { ...write(), areaId: areas.villageA, number: `N${numbers}` };
  const { householdId } = await office.call.registry.createHousehold(household);
  const resident = { ...write(), householdId, sex: "male", ...fields } as const;
  const { residentId } = await office.call.registry.createResident(resident);
  return { residentId, householdId, areaId: areas.villageA };
}

describe("the person of an arrival", () => {
  test("can't be put into an area out of reach", async () => {
    await expect(
      arrive({ name: "外来者", areaId: areas.villageA }, onlyIn(areas.villageB)),
    ).rejects.toMatchObject({ code: "registry.areaNotFound" });
  });

  test("is found by the identity number, wherever the arrival was reported", async () => {
    const identityNumber = numberOf("1980-01-01", 11);
    const known = await registered({ name: "归人甲", identityNumber });
    const reported = { name: "归人甲", identityNumber, areaId: areas.villageB };
    expect(await arrive(reported)).toEqual(known);
    // The guard at the gate of another village gives the number whole, and records the arrival.
    expect(await arrive(reported, onlyIn(areas.villageB))).toEqual(known);
  });

  test("is found by name and birthday in the area, and what was unknown is added", async () => {
    const known = await registered({ name: "归人乙", birthday: "1981-01-01" });
    const identityNumber = numberOf("1981-01-01", 13);
    const placed = await arrive({ name: "归人乙", identityNumber, phone: "17900001357" });
    expect(placed).toEqual(known);
    expect(await office.call.registry.resident({ residentId: known.residentId })).toMatchObject({
      identityMasked: `770***********${identityNumber.slice(-4)}`,
      phoneMasked: "179****1357",
      revision: 2,
    });
  });

  test("is found by name and telephone number in the area", async () => {
    const known = await registered({ name: "归人丙", phone: "17900002468" });
    expect(await arrive({ name: "归人丙", phone: "179-0000-2468" })).toEqual(known);
  });

  test("is somebody new when only the name is the same, or something contradicts", async () => {
    const known = await registered({ name: "同名者", birthday: "1982-01-01" });
    const nameOnly = await arrive({ name: "同名者" });
    const otherDay = await arrive({ name: "同名者", birthday: "1983-01-01" });
    const elsewhere = await arrive({
      name: "同名者",
      birthday: "1982-01-01",
      areaId: areas.villageB,
    });
    const ids = [known, nameOnly, otherDay, elsewhere].map(({ residentId }) => residentId);
    expect(new Set(ids).size).toBe(4);
  });

  test("is made in a household of their own, or in the one at that address", async () => {
    const first = await arrive({ name: "新人甲", group: "2组", address: "柳林村2组 99号" });
    const second = await arrive({ name: "新人乙", group: "2组", address: "柳林村2组99号" });
    expect(second.householdId).toBe(first.householdId);
    const household = await office.call.registry.household({ householdId: first.householdId });
    expect(household.number).toMatch(/^T20200205-[0-9A-F]{6}$/);
    expect(household.memberRows.map(({ name }) => name)).toEqual(["新人甲", "新人乙"]);
    expect((await arrive({ name: "新人丙" })).householdId).not.toBe(first.householdId);
  });

  test("is refused with a number that is wrong", async () => {
    await expect(arrive({ name: "错号", identityNumber: "123" })).rejects.toMatchObject({
      code: "registry.identityNumberWrong",
    });
    await expect(arrive({ name: "错号", phone: "123" })).rejects.toMatchObject({
      code: "registry.phoneWrong",
    });
  });
});

describe("people by id", () => {
  test("are those within reach", async () => {
    const { residentId } = await registered({ name: "查找者", phone: "17900009753" });
    const reader = await app.system.reader(town.townId, "test");
    const fromB = { ...reader, reach: onlyIn(areas.villageB) };
    expect((await residentsById(reader, [residentId, uuidv7()])).get(residentId)).toMatchObject({
      name: "查找者",
      areaName: "柳林村",
    });
    expect((await residentsById(fromB, [residentId])).size).toBe(0);
    expect((await residentsById(reader, [])).size).toBe(0);
  });
});
