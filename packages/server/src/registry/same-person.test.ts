/** The same person twice: found on entry and by the sweep, merged, and taken apart again. */
import { testApplication, type Visitor } from "@lianfang/testkit/application.ts";
import { issueNumbers } from "@lianfang/testkit/people/numbers.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { describe, expect, test } from "vitest";

const application = await testApplication();
const { visitor, clock } = application;
const town = await foundTestTown(application);
const { areas } = town;
const office = await town.office();
const gridWorkerOfA = await town.gridWorkerOfA();
const gridWorkerOfB = await town.gridWorkerOfB();
const issuer = issueNumbers();
const { registry } = office.call;

let numbers = 0;
async function household(areaId = areas.villageA, address?: string): Promise<string> {
  numbers += 1;
  return (await registry.createHousehold({ ...write(), areaId, number: `S${numbers}`, address }))
    .householdId;
}

type Person = Partial<Omit<Parameters<typeof registry.createResident>[0], "id">>;
async function resident(person: Person = {}): Promise<string> {
  const householdId = person.householdId ?? (await household());
  const fields = { name: "无名氏", sex: "male" as const, ...person, householdId };
  return (await registry.createResident({ ...write(), ...fields })).residentId;
}

const show = (residentId: string) => registry.resident({ residentId });
const secrets = (residentId: string) => registry.reveal({ ...write(), residentId, reason: "核对" });

async function merge(
  residentId: string,
  otherId: string,
  fields: Record<string, "one" | "other" | "both"> = {},
  who: Visitor = office,
) {
  const [{ revision }, { revision: otherRevision }] = [await show(residentId), await show(otherId)];
  const merged = { residentId, revision, otherId, otherRevision, fields };
  return who.call.registry.mergeResidents({ ...write(), ...merged });
}

const changesOf = async (subjectId: string) =>
  (await registry.history({ kind: "resident", subjectId })).rows.flatMap(
    ({ change }) => change ?? [],
  );

const undo = async (residentId: string, who: Visitor = office) => {
  const changes = await changesOf(residentId);
  const revision = changes.find(({ what, canUndo }) => what === "merged" && canUndo)?.revision ?? 0;
  const change = { kind: "resident" as const, subjectId: residentId, revision };
  return who.call.registry.undoChange({ ...write(), ...change });
};

describe("on entry", () => {
  const like = async (typed: Parameters<typeof registry.samePerson>[0], who: Visitor = office) =>
    (await who.call.registry.samePerson(typed)).people;

  test("nothing is told to strangers and to those who enter nobody", async () => {
    await expect(like({ name: "石敢当" }, visitor())).rejects.toMatchObject({
      code: "kernel.unauthenticated",
    });
    await expect(like({ name: "石敢当" }, await town.auditor())).rejects.toMatchObject({
      code: "kernel.forbidden",
    });
  });

  test("the holder of the identity number is offered first, whatever the name", async () => {
    const identityNumber = issuer.identityNumber("1955-02-01", "male");
    const residentId = await resident({ name: "石敢当", identityNumber });
    const [first] = await like({ name: "时敢", identityNumber });
    expect(first).toMatchObject({
      score: 100,
      reasons: ["identityNumber"],
      person: { residentId, identityMasked: expect.stringContaining("*") },
    });
  });

  test("of somebody in another village it is only told that there is somebody", async () => {
    const identityNumber = issuer.identityNumber("1956-02-01", "male");
    await resident({ name: "石二", identityNumber });
    expect(await gridWorkerOfB.call.registry.samePerson({ name: "石二", identityNumber })).toEqual({
      people: [],
      isElsewhere: true,
    });
  });

  test.each([
    ["name and birthday", { name: "欧阳锋", birthday: "1960-01-02" }],
    ["a name read the same, and the birthday", { name: "欧阳峰", birthday: "1960-01-02" }],
    ["name and telephone number", { name: "欧阳 锋", phone: "179 0000 0777" }],
    [
      "one character off, with birthday and telephone",
      { name: "欧阳克锋", birthday: "1960-01-02", phone: "17900000777" },
    ],
  ])("by %s", async (_, typed) => {
    await registered;
    expect(await like(typed)).toMatchObject([{ person: { name: "欧阳锋" } }]);
  });
  const registered = resident({ name: "欧阳锋", birthday: "1960-01-02", phone: "17900000777" });

  test("by name and the telephone number of the household", async () => {
    const number = "S-phone";
    const { householdId } = await registry.createHousehold({
      ...write(),
      areaId: areas.villageA,
      number,
      phone: "17900000778",
    });
    await resident({ name: "洪七", householdId });
    expect(await like({ name: "洪七", phone: "17900000778" })).toMatchObject([
      { reasons: ["name", "phone"] },
    ]);
  });

  test("by name and address", async () => {
    await resident({ name: "周伯通", householdId: await household(areas.villageA, "桃花岛1号") });
    const address = { areaId: areas.villageA, address: "桃花岛 １号" };
    expect(await like({ name: "周伯通", ...address })).toHaveLength(1);
    expect(await like({ name: "周伯通", areaId: areas.villageB, address: "桃花岛1号" })).toEqual(
      [],
    );
  });

  test("also of those who left the register, saying why they did", async () => {
    const residentId = await resident({ name: "黄药师", birthday: "1950-05-05" });
    await registry.removeResident({ ...write(), residentId, reason: "moved-away" });
    expect(await like({ name: "黄药师", birthday: "1950-05-05" })).toMatchObject([
      { removed: "moved-away", person: { residentId } },
    ]);
  });

  test("not by the name alone, nor by the record that is being put right", async () => {
    const residentId = await resident({ name: "郭靖", birthday: "1970-01-01" });
    expect(await like({ name: "郭靖" })).toEqual([]);
    const again = { name: "郭靖", birthday: "1970-01-01", besides: residentId };
    expect(await like(again)).toEqual([]);
  });
});

describe("the sweep", () => {
  const pairs = async (who: Visitor = office) =>
    (await who.call.registry.duplicates({ limit: 200 })).rows;
  const about = async (name: string, who: Visitor = office) =>
    (await pairs(who)).filter(({ one }) => one.name.startsWith(name));

  test("is for those who may put residents right, each of their own part of the town", async () => {
    await expect(pairs(await town.medicLi())).rejects.toMatchObject({ code: "kernel.forbidden" });
    const inA = { householdId: await household(), name: "段智兴", birthday: "1949-10-01" };
    await resident(inA);
    await resident({ ...inA, householdId: await household(areas.villageB) });
    expect(await about("段")).toHaveLength(1);
    expect(await about("段", gridWorkerOfA)).toEqual([]);
    expect(await about("段", gridWorkerOfB)).toEqual([]);
  });

  test("lists pairs by likeness, with what speaks for and against it", async () => {
    const householdId = await household();
    await resident({ name: "柯镇恶", householdId, birthday: "1951-01-01", phone: "17900000701" });
    await resident({ name: "柯震恶", householdId, birthday: "1951-01-01" });
    await resident({ name: "柯镇", phone: "17900000701" });
    expect(await about("柯")).toMatchObject([
      { score: 100, reasons: ["pinyin", "birthday", "household"] },
    ]);
  });

  test("leaves out brothers, and two who both have identity numbers", async () => {
    const householdId = await household();
    for (const [name, birthday] of [
      ["江建南", "1980-01-01"],
      ["江建北", "1982-01-01"],
    ]) {
      await resident({ name, birthday, householdId, phone: "17900000702" });
    }
    const two = () => ({
      name: "江水平",
      birthday: "1990-01-01",
      identityNumber: issuer.identityNumber("1990-01-01", "male"),
    });
    await resident(two());
    await resident(two());
    expect(await about("江")).toEqual([]);
  });

  test("comes page by page, whatever is put right in between", async () => {
    const first = await registry.duplicates({ limit: 1 });
    const second = await registry.duplicates({ limit: 200, after: first.next });
    expect([...first.rows, ...second.rows]).toEqual(await pairs());
    const scores = (await pairs()).map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(first.total).toBe(scores.length);
  });

  test("remembers who are two people, until somebody takes that back", async () => {
    const person = { name: "梅超风", birthday: "1964-06-06" };
    const oneId = await resident(person);
    const otherId = await resident(person);
    expect(await about("梅")).toHaveLength(1);
    await expect(
      gridWorkerOfB.call.registry.sayDifferent({ ...write(), oneId, otherId }),
    ).rejects.toMatchObject({ code: "registry.residentNotFound" });
    await registry.sayDifferent({ ...write(), oneId: otherId, otherId: oneId });
    await registry.sayDifferent({ ...write(), oneId, otherId });
    expect(await about("梅")).toEqual([]);
    await registry.sayPossible({ ...write(), oneId, otherId });
    expect(await about("梅")).toHaveLength(1);
  });
});

describe("merging", () => {
  test("is not for those who only read, nor with somebody out of reach, nor with oneself", async () => {
    const oneId = await resident({ name: "杨康" });
    const otherId = await resident({ name: "杨康", householdId: await household(areas.villageB) });
    await expect(merge(oneId, otherId, {}, await town.medicLi())).rejects.toMatchObject({
      code: "kernel.forbidden",
    });
    await expect(merge(oneId, otherId, {}, gridWorkerOfA)).rejects.toMatchObject({
      code: "registry.residentNotFound",
    });
    await expect(merge(oneId, oneId)).rejects.toMatchObject({ code: "registry.sameRecord" });
  });

  test("is shown beforehand side by side, with the fuller and newer values picked", async () => {
    const oneId = await resident({
      name: "穆念慈",
      sex: "female",
      occupation: "农民",
      vulnerabilities: ["orphan"],
    });
    clock.set("2020-02-05T05:00:00.000Z");
    const otherId = await resident({
      name: "穆念慈",
      sex: "female",
      occupation: "裁缝",
      phone: "17900000703",
      vulnerabilities: ["disabled"],
    });
    const preview = await registry.mergePreview({ oneId, otherId });
    expect(preview).toMatchObject({
      one: { residentId: oneId },
      other: { residentId: otherId },
      suggested: "other",
      ties: [],
    });
    const fields = new Map(preview.fields.map((field) => [field.group, field]));
    expect([...fields.keys()].toSorted()).toEqual([
      "household",
      "occupation",
      "phone",
      "vulnerabilities",
    ]);
    expect(fields.get("phone")).toEqual({
      group: "phone",
      values: [{ field: "phone", other: "179****0703" }],
      mayJoin: false,
      suggested: "other",
    });
    expect(fields.get("occupation")).toMatchObject({ suggested: "other" });
    expect(fields.get("vulnerabilities")).toMatchObject({ mayJoin: true, suggested: "both" });
  });

  test("gives the survivor what was picked, and leads from the old id to it", async () => {
    const identityNumber = issuer.identityNumber("1980-05-06", "female");
    const oneId = await resident({
      name: "程瑶迦",
      sex: "female",
      note: "一",
      vulnerabilities: ["orphan"],
    });
    const otherId = await resident({
      name: "程遥迦",
      sex: "female",
      identityNumber,
      phone: "17900000704",
      note: "二",
      vulnerabilities: ["disabled"],
    });
    await merge(oneId, otherId, {
      identity: "other",
      birthday: "other",
      phone: "other",
      vulnerabilities: "both",
    });
    const survivor = await show(oneId);
    expect(survivor).toMatchObject({
      residentId: oneId,
      name: "程瑶迦",
      birthday: "1980-05-06",
      phoneMasked: "179****0704",
      note: "一",
      vulnerabilities: ["orphan", "disabled"],
      revision: 2,
    });
    expect(await secrets(oneId)).toMatchObject({ identityNumber, phone: "17900000704" });
    expect(await show(otherId)).toEqual(survivor);
    expect((await registry.residents({ search: "程瑶迦" })).rows).toHaveLength(1);
    const third = { residentId: await resident(), revision: 1 };
    for (const attempt of [
      () => registry.restoreResident({ ...write(), residentId: otherId }),
      () => registry.editResident({ ...write(), residentId: otherId, revision: 2, note: "三" }),
      () => secrets(otherId),
      () => registry.mergeResidents({ ...write(), ...third, otherId, otherRevision: 2 }),
    ]) {
      await expect(attempt()).rejects.toMatchObject({
        code: "registry.residentMerged",
        data: { details: { residentId: oneId } },
      });
    }
  });

  test("is refused where the number tells another birthday, and of records changed meanwhile", async () => {
    const identityNumber = issuer.identityNumber("1980-05-06", "female");
    const oneId = await resident({ sex: "female", birthday: "1980-05-07" });
    const otherId = await resident({ sex: "female", identityNumber });
    await expect(merge(oneId, otherId, { identity: "other" })).rejects.toMatchObject({
      code: "registry.identityNumberWrong",
      data: { details: { fields: [{ path: "birthday" }] } },
    });
    await expect(merge(oneId, otherId, { shoeSize: "other" })).rejects.toMatchObject({
      code: "kernel.invalid",
      data: { details: { fields: [{ path: "fields.shoeSize" }] } },
    });
    const stale = { residentId: oneId, revision: 1, otherId, otherRevision: 7 };
    await expect(registry.mergeResidents({ ...write(), ...stale })).rejects.toMatchObject({
      code: "kernel.changedMeanwhile",
    });
  });

  test("lets nobody speak for themselves, and whoever was spoken for by the other by the survivor", async () => {
    const otherId = await resident({ name: "丘处机" });
    const oneId = await resident({ name: "丘处机" });
    const wardId = await resident({ name: "小道童" });
    const speaks = async (residentId: string) =>
      registry.editResident({
        ...write(),
        residentId,
        revision: 1,
        proxyResidentId: otherId,
        proxyRelation: "relative",
      });
    await speaks(oneId);
    await speaks(wardId);
    await merge(oneId, otherId);
    expect((await show(oneId)).proxy).toBeUndefined();
    expect(await show(wardId)).toMatchObject({ proxy: { residentId: oneId, name: "丘处机" } });
  });

  test("brings over the names of those who answer for the other, and gives them back with it", async () => {
    const [oneId, otherId] = [
      await resident({ name: "王处一" }),
      await resident({ name: "王处壹" }),
    ];
    const staff = await town.addStaff("包保干部丙", areas.villageA);
    const { organization } = town.director.call;
    const named = { targetKind: "person" as const, targetIds: [otherId], level: 1, staffId: staff };
    await organization.assign({ ...write(), ...named });
    expect((await registry.mergePreview({ oneId, otherId })).ties).toEqual([
      { name: "organization.names", one: 0, other: 1 },
    ]);
    const answering = async (targetId: string) =>
      (await organization.chainOf({ targetKind: "person", targetId })).levels[0]?.answerer?.name;
    await merge(oneId, otherId);
    expect(await answering(oneId)).toBe("包保干部丙");
    await undo(oneId);
    expect([await answering(oneId), await answering(otherId)]).toEqual([undefined, "包保干部丙"]);
  });

  test("of what had been merged before leads on to the last survivor", async () => {
    const [a, b, c] = [await resident(), await resident(), await resident()];
    await merge(b, a);
    await merge(c, b);
    expect(await show(a)).toMatchObject({ residentId: c });
    const first = { kind: "resident" as const, subjectId: a, revision: 2 };
    await expect(registry.undoChange({ ...write(), ...first })).rejects.toMatchObject({
      code: "registry.builtOn",
    });
    await undo(c);
    expect(await show(a)).toMatchObject({ residentId: b });
    await undo(b);
    expect(await show(a)).toMatchObject({ residentId: a });
  });
});

describe("a merge taken back", () => {
  const twins = async () => {
    const identityNumber = issuer.identityNumber("1988-08-08", "male");
    const oneId = await resident({ name: "马钰", note: "一" });
    const otherId = await resident({ name: "马玉", identityNumber, phone: "17900000705" });
    const before = [await show(oneId), await show(otherId), await secrets(otherId)];
    await merge(oneId, otherId, {
      identity: "other",
      birthday: "other",
      phone: "other",
      household: "other",
    });
    return { oneId, otherId, before };
  };
  const same = (record: unknown) => ({
    ...Object(record),
    revision: expect.any(Number),
    changedAt: expect.any(String),
  });

  test("gives both exactly what they had, from either's history", async () => {
    for (const from of ["oneId", "otherId"] as const) {
      const pair = await twins();
      await undo(pair[from]);
      const [one, other, numbers] = pair.before;
      expect(await show(pair.oneId)).toEqual(same(one));
      expect(await show(pair.otherId)).toEqual(same(other));
      expect(await secrets(pair.otherId)).toEqual(numbers);
    }
  });

  test("is told in both histories, with whom it was", async () => {
    const { oneId, otherId } = await twins();
    await undo(oneId);
    for (const subjectId of [oneId, otherId]) {
      const rows = await changesOf(subjectId);
      expect(rows.map(({ what }) => what)).toEqual(["unmerged", "merged", "created"]);
      const withWhom = subjectId === oneId ? { residentId: otherId } : { residentId: oneId };
      expect(rows[1]?.with).toMatchObject(withWhom);
    }
  });

  test("is refused once the survivor has been changed, and not for another village", async () => {
    const { oneId } = await twins();
    await expect(undo(oneId, gridWorkerOfB)).rejects.toMatchObject({
      code: "registry.recordNotFound",
    });
    const { revision } = await show(oneId);
    await registry.editResident({ ...write(), residentId: oneId, revision, note: "已核" });
    const change = { kind: "resident" as const, subjectId: oneId, revision: 2 };
    await expect(registry.undoChange({ ...write(), ...change })).rejects.toMatchObject({
      code: "registry.builtOn",
      data: { details: { subjects: [{ name: "马钰", why: "changed" }] } },
    });
  });

  test("can itself be taken back", async () => {
    const { oneId, otherId } = await twins();
    await undo(oneId);
    const rows = await changesOf(oneId);
    await registry.undoChange({
      ...write(),
      kind: "resident",
      subjectId: oneId,
      revision: rows[0]?.revision ?? 0,
    });
    expect(await show(otherId)).toMatchObject({ residentId: oneId, phoneMasked: "179****0705" });
  });
});
