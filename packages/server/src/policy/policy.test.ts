import { testApplication } from "@lianfang/testkit/application.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { describe, expect, test } from "vitest";
import { policyOn } from "./in-force.ts";

// Ten in the evening: midnight is near, and sessions outlast it.
const application = await testApplication({ at: "2020-02-05T14:00:00.000Z" });
const { app, clock, visitor } = application;
const town = await foundTestTown(application);

async function rulesInForce() {
  const { versions, inForceId } = await town.director.call.policy.versions({});
  const inForce = versions.find(({ versionId }) => versionId === inForceId);
  if (!inForce) throw new Error("no rules in force");
  return inForce.rules;
}

const title = { zh: "隔离七天", en: "Seven days" };

describe("the versions of a town's policy", () => {
  test("are for those signed in", async () => {
    await expect(visitor().call.policy.versions({})).rejects.toMatchObject({
      code: "kernel.unauthenticated",
    });
  });

  test("begin with the rules the town was founded with", async () => {
    const { versions, inForceId } = await town.director.call.policy.versions({});
    const inForce = versions.find(({ versionId }) => versionId === inForceId);
    expect(inForce).toMatchObject({ effectiveFrom: "2020-02-05" });
    expect(inForce?.rules.assessment.at(-1)?.when).toEqual({ kind: "anyone" });
    expect(versions.map(({ effectiveFrom }) => effectiveFrom)).toEqual(
      versions
        .map(({ effectiveFrom }) => effectiveFrom)
        .sort()
        .reverse(),
    );
  });
});

describe("enacting", () => {
  test("is the director's alone", async () => {
    const office = await town.office();
    await expect(
      office.call.policy.enact({
        ...write(),
        effectiveFrom: "2020-02-08",
        title,
        rules: await rulesInForce(),
      }),
    ).rejects.toMatchObject({ code: "kernel.forbidden" });
  });

  test("brings rules into force on their day, and not before", async () => {
    const rules = await rulesInForce();
    const changed = { ...rules, readings: { ...rules.readings, feverCelsius: 37.5 } };
    const { versionId } = await town.director.call.policy.enact({
      ...write(),
      effectiveFrom: "2020-02-08",
      title,
      rules: changed,
    });
    const scope = { db: app.kernel.db, town: { townId: town.townId } };
    expect((await policyOn(scope, "2020-02-07")).rules.readings.feverCelsius).toBe(37.3);
    expect(await policyOn(scope, "2020-02-08")).toMatchObject({ versionId, rules: changed });
    const { versions, inForceId } = await town.director.call.policy.versions({});
    expect(inForceId).not.toBe(versionId);
    expect(versions[0]).toMatchObject({ versionId, title, approvedBy: "何镇长" });
  });

  test("refuses a day that is over and one that has rules", async () => {
    const { policy } = town.director.call;
    const rules = await rulesInForce();
    await expect(
      policy.enact({ ...write(), effectiveFrom: "2020-02-04", title, rules }),
    ).rejects.toMatchObject({ code: "policy.startsInThePast" });
    await expect(
      policy.enact({ ...write(), effectiveFrom: "2020-02-08", title, rules }),
    ).rejects.toMatchObject({
      code: "policy.dayTaken",
      message: "2020-02-08 已有一版规则从这一天起生效。",
    });
  });

  test("refuses rules that contradict themselves, and says where", async () => {
    const rules = await rulesInForce();
    const open = { ...rules, assessment: rules.assessment.slice(0, -1) };
    await expect(
      town.director.call.policy.enact({
        ...write(),
        effectiveFrom: "2020-02-20",
        title,
        rules: open,
      }),
    ).rejects.toMatchObject({ code: "kernel.invalid" });
  });

  test("is withdrawn while it is not in force, and its day is free again", async () => {
    const { policy } = town.director.call;
    const rules = await rulesInForce();
    const enacted = await policy.enact({
      ...write(),
      effectiveFrom: "2020-02-06",
      title,
      rules,
    });
    await policy.withdraw({ ...write(), versionId: enacted.versionId });
    const { versions } = await policy.versions({});
    expect(versions.some(({ versionId }) => versionId === enacted.versionId)).toBe(false);
    await expect(
      policy.withdraw({ ...write(), versionId: enacted.versionId }),
    ).rejects.toMatchObject({ code: "policy.versionNotFound" });
    const again = await policy.enact({ ...write(), effectiveFrom: "2020-02-06", title, rules });
    clock.set("2020-02-05T16:00:00.000Z");
    await expect(policy.withdraw({ ...write(), versionId: again.versionId })).rejects.toMatchObject(
      { code: "policy.startsInThePast" },
    );
    clock.set("2020-02-05T14:00:00.000Z");
  });
});

describe("days before the first rules", () => {
  test("have none", async () => {
    const scope = { db: app.kernel.db, town: { townId: town.townId } };
    await expect(policyOn(scope, "2019-12-31")).rejects.toMatchObject({
      code: "policy.noPolicyOnDay",
      details: { day: "2019-12-31" },
    });
  });
});

describe("divisions", () => {
  const divisions = async (input: { parentCode?: string; search?: string }) =>
    (await town.director.call.policy.divisions(input)).divisions;

  test("begin with the provinces", async () => {
    const provinces = await divisions({});
    expect(provinces.map(({ name }) => name)).toContain("湖北省");
    expect(provinces.every(({ path }) => path.length === 1)).toBe(true);
  });

  test("open downward", async () => {
    const cities = await divisions({ parentCode: "420000" });
    expect(cities).toContainEqual(
      expect.objectContaining({
        code: "420100",
        name: "武汉市",
        path: ["湖北省", "武汉市"],
        hasChildren: true,
      }),
    );
  });

  test("are found by name, by English name and by code", async () => {
    expect((await divisions({ search: "武汉" }))[0]).toMatchObject({ code: "420100" });
    expect((await divisions({ search: "wuhan" }))[0]).toMatchObject({ code: "420100" });
    expect((await divisions({ search: "420106" }))[0]).toMatchObject({ name: "武昌区" });
    expect(await divisions({ search: "武昌", parentCode: "510000" })).toEqual([]);
  });

  test("are read from the table, which holds each with its parent", async () => {
    const row = await app.kernel.db
      .selectFrom("division")
      .selectAll()
      .where("code", "=", "420106")
      .executeTakeFirst();
    expect(row).toMatchObject({
      parent_code: "420100",
      path: ["湖北省", "武汉市", "武昌区"],
    });
  });
});
