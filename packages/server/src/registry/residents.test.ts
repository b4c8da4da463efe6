import { checkCharacter } from "@lianfang/core/registry/identity-number.ts";
import { testApplication } from "@lianfang/testkit/application.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { describe, expect, test } from "vitest";

const application = await testApplication();
const { app, visitor } = application;
const town = await foundTestTown(application);
const { areas } = town;
const office = await town.office();
const gridWorkerOfA = await town.gridWorkerOfA();
const gridWorkerOfB = await town.gridWorkerOfB();

/** A number in an area code that was never given out. */
function numberOf(birthday: string, sequence: number): string {
  const first17 = `770101${birthday.replaceAll("-", "")}${String(sequence).padStart(3, "0")}`;
  return first17 + checkCharacter(first17);
}

let numbers = 0;
async function householdIn(areaId: string): Promise<string> {
  numbers += 1;
  const household = { ...write(), areaId, number: `R${numbers}` };
  return (await office.call.registry.createHousehold(household)).householdId;
}

interface Given {
  name?: string;
  sex?: "male" | "female";
  identityNumber?: string;
  birthday?: string;
  phone?: string;
}

async function residentIn(householdId: string, given: Given = {}): Promise<string> {
  const { residentId } = await office.call.registry.createResident({
    ...write(),
    householdId,
    name: "某居民",
    sex: "male",
    ...given,
  });
  return residentId;
}

const homeOfA = await householdIn(areas.villageA);
const homeOfB = await householdIn(areas.villageB);

describe("entering a resident", () => {
  test("is not for strangers, nor for those without the role", async () => {
    const input = { ...write(), householdId: homeOfA, name: "张三", sex: "male" } as const;
    await expect(visitor().call.registry.createResident(input)).rejects.toMatchObject({
      code: "kernel.unauthenticated",
    });
    const auditor = await town.auditor();
    await expect(auditor.call.registry.createResident(input)).rejects.toMatchObject({
      code: "kernel.forbidden",
    });
  });

  test("takes the birthday from the number, and shows both numbers masked", async () => {
    const { residentId } = await gridWorkerOfA.call.registry.createResident({
      ...write(),
      householdId: homeOfA,
      name: "张大山",
      identityNumber: numberOf("1960-03-05", 11).toLowerCase(),
      sex: "male",
      phone: "+86 179 0000 1234",
      relation: "head",
      vulnerabilities: ["disabled", "disabled"],
    });
    const resident = await gridWorkerOfA.call.registry.resident({ residentId });
    expect(resident).toMatchObject({
      name: "张大山",
      birthday: "1960-03-05",
      age: 59,
      identityMasked: `770***********${numberOf("1960-03-05", 11).slice(-4)}`,
      phoneMasked: "179****1234",
      vulnerabilities: ["disabled"],
      revision: 1,
    });
    expect(JSON.stringify(resident)).not.toContain("19600305");
  });

  test("keeps no number in clear anywhere", async () => {
    const number = numberOf("1961-03-05", 13);
    const residentId = await residentIn(homeOfA, { identityNumber: number, phone: "17900001235" });
    const row = await app.kernel.db
      .selectFrom("resident")
      .selectAll()
      .where("resident_id", "=", residentId)
      .executeTakeFirstOrThrow();
    const journal = await app.kernel.db
      .selectFrom("journal")
      .selectAll()
      .where("id", "=", residentId)
      .executeTakeFirstOrThrow();
    for (const stored of [row, journal]) {
      const text = Object.values(stored)
        .map((value) => (Buffer.isBuffer(value) ? value.toString("latin1") : JSON.stringify(value)))
        .join();
      expect(text).not.toContain(number);
      expect(text).not.toContain("17900001235");
    }
  });

  test("is refused when number, sex and birthday contradict each other, field by field", async () => {
    const wrong = office.call.registry.createResident({
      ...write(),
      householdId: homeOfA,
      name: "李四",
      identityNumber: numberOf("1970-01-01", 11),
      sex: "female",
      birthday: "1970-01-02",
    });
    await expect(wrong).rejects.toMatchObject({
      code: "registry.identityNumberWrong",
      data: {
        details: {
          fields: [
            { path: "birthday", text: "出生日期与身份证号不符。" },
            { path: "sex", text: "性别与身份证号不符。" },
          ],
        },
      },
    });
    await expect(
      residentIn(homeOfA, { identityNumber: `${numberOf("1970-01-01", 11).slice(0, 17)}0` }),
    ).rejects.toMatchObject({
      data: { details: { fields: [{ path: "identityNumber" }] } },
    });
    await expect(residentIn(homeOfA, { birthday: "2031-01-01" })).rejects.toMatchObject({
      data: { details: { fields: [{ path: "birthday" }] } },
    });
  });

  test("is refused for a number somebody has, whom only those in reach are told", async () => {
    const identityNumber = numberOf("1971-01-01", 11);
    const residentId = await residentIn(homeOfA, { name: "王五", identityNumber });
    const again = (householdId: string, who = office) =>
      who.call.registry.createResident({
        ...write(),
        householdId,
        name: "王五五",
        sex: "male",
        identityNumber,
      });
    await expect(again(homeOfB)).rejects.toMatchObject({
      code: "registry.identityNumberTaken",
      data: { details: { residentId, name: "王五" } },
    });
    const fromElsewhere = again(homeOfB, gridWorkerOfB);
    await expect(fromElsewhere).rejects.toMatchObject({
      code: "registry.identityNumberTakenElsewhere",
    });
    await expect(fromElsewhere).rejects.not.toMatchObject({ data: { details: expect.anything() } });
  });

  test("is refused for a household out of reach as for none at all", async () => {
    const into = (householdId: string) =>
      gridWorkerOfB.call.registry.createResident({
        ...write(),
        householdId,
        name: "过路人",
        sex: "male",
      });
    for (const householdId of [homeOfA, "01900000-0000-7000-8000-000000000000"]) {
      await expect(into(householdId)).rejects.toMatchObject({ code: "registry.householdNotFound" });
    }
  });
});

describe("putting a resident right", () => {
  test("is not possible from outside the area", async () => {
    const residentId = await residentIn(homeOfA);
    const edit = gridWorkerOfB.call.registry.editResident({
      ...write(),
      residentId,
      revision: 1,
      name: "改名",
    });
    await expect(edit).rejects.toMatchObject({ code: "registry.residentNotFound" });
  });

  test("keeps what is absent and empties what is null", async () => {
    const residentId = await residentIn(homeOfA, { phone: "17900001111", birthday: "1980-01-01" });
    await office.call.registry.editResident({
      ...write(),
      residentId,
      revision: 1,
      phone: null,
      occupation: "木匠",
    });
    const after = await office.call.registry.resident({ residentId });
    expect(after).toMatchObject({ birthday: "1980-01-01", occupation: "木匠", revision: 2 });
    expect(after.phoneMasked).toBeUndefined();
  });

  test("takes a new number's birthday, and refuses a birthday the number contradicts", async () => {
    const residentId = await residentIn(homeOfA, { birthday: "1980-01-01" });
    const edit = (revision: number, given: object) =>
      office.call.registry.editResident({ ...write(), residentId, revision, ...given });
    await edit(1, { identityNumber: numberOf("1981-02-02", 15) });
    expect(await office.call.registry.resident({ residentId })).toMatchObject({
      birthday: "1981-02-02",
    });
    await expect(edit(2, { birthday: "1980-01-01" })).rejects.toMatchObject({
      code: "registry.identityNumberWrong",
    });
    await expect(edit(2, { sex: "female" })).rejects.toMatchObject({
      code: "registry.identityNumberWrong",
    });
    await edit(2, { identityNumber: null, birthday: null });
    const after = await office.call.registry.resident({ residentId });
    expect(after.birthday).toBeUndefined();
    expect(after.identityMasked).toBeUndefined();
  });

  test("is refused on a revision that somebody has changed meanwhile", async () => {
    const residentId = await residentIn(homeOfA);
    const edit = (name: string) =>
      office.call.registry.editResident({ ...write(), residentId, revision: 1, name });
    await edit("甲");
    await expect(edit("乙")).rejects.toMatchObject({ code: "kernel.changedMeanwhile" });
  });

  test("moves to another household, and so to another area", async () => {
    const residentId = await residentIn(homeOfA);
    await office.call.registry.editResident({
      ...write(),
      residentId,
      revision: 1,
      householdId: homeOfB,
    });
    expect(await gridWorkerOfB.call.registry.resident({ residentId })).toMatchObject({
      areaName: "石桥村",
    });
  });
});

describe("taking a resident off the register", () => {
  test("is not possible from outside the area", async () => {
    const residentId = await residentIn(homeOfA);
    await expect(
      gridWorkerOfB.call.registry.removeResident({ ...write(), residentId, reason: "died" }),
    ).rejects.toMatchObject({ code: "registry.residentNotFound" });
  });

  test("frees the identity number, and can be taken back unless it is taken", async () => {
    const identityNumber = numberOf("1990-05-05", 11);
    const residentId = await residentIn(homeOfA, { identityNumber });
    const { registry } = office.call;
    await registry.removeResident({ ...write(), residentId, reason: "moved-away" });
    expect(await registry.resident({ residentId })).toMatchObject({
      removed: { reason: "moved-away" },
    });
    await expect(
      registry.removeResident({ ...write(), residentId, reason: "died" }),
    ).rejects.toMatchObject({ code: "registry.residentNotFound" });
    const successor = await residentIn(homeOfB, { identityNumber });
    await expect(registry.restoreResident({ ...write(), residentId })).rejects.toMatchObject({
      code: "registry.identityNumberTaken",
    });
    await registry.removeResident({
      ...write(),
      residentId: successor,
      reason: "entered-by-mistake",
    });
    await registry.restoreResident({ ...write(), residentId });
    expect((await registry.resident({ residentId })).removed).toBeUndefined();
  });
});

describe("seeing the numbers whole", () => {
  test("is not for everybody who may read, nor from outside the area", async () => {
    const residentId = await residentIn(homeOfA, { phone: "17900002222" });
    const inspector = await town.inspector();
    const input = { ...write(), residentId, reason: "核对身份" };
    await expect(inspector.call.registry.reveal(input)).rejects.toMatchObject({
      code: "kernel.forbidden",
    });
    await expect(gridWorkerOfB.call.registry.reveal(input)).rejects.toMatchObject({
      code: "registry.residentNotFound",
    });
  });

  test("shows them once, and leaves the reason in the journal without the person in it", async () => {
    const identityNumber = numberOf("1955-05-05", 12);
    const residentId = await residentIn(homeOfA, {
      name: "赵小兰",
      sex: "female",
      identityNumber,
      phone: "17900003333",
    });
    const look = {
      ...write(),
      residentId,
      reason: `赵小兰(17900003333)办解除证明`,
    };
    const shown = await gridWorkerOfA.call.registry.reveal(look);
    expect(shown).toEqual({ identityNumber, phone: "17900003333", proxyPhone: null });
    const again = await gridWorkerOfA.call.registry.reveal(look);
    expect(again).toEqual({ identityNumber: null, phone: null, proxyPhone: null });
    const entry = await app.kernel.db
      .selectFrom("journal")
      .select(["entry", "subject_ids", "details", "answer"])
      .where("id", "=", look.id)
      .executeTakeFirstOrThrow();
    expect(entry).toEqual({
      entry: "registry.resident.revealed",
      subject_ids: [residentId],
      details: { reason: "赵*兰(***)办解除证明" },
      answer: { identityNumber: null, phone: null, proxyPhone: null },
    });
  });
});

describe("the list of residents", () => {
  const { registry } = office.call;
  const found = async (input: object, who = office) => {
    const { rows } = await who.call.registry.residents({ limit: 200, ...input });
    return rows.map((row) => row.residentId);
  };

  test("shows no one outside the reach, whatever is searched", async () => {
    const residentId = await residentIn(homeOfA, {
      name: "只在柳林",
      phone: "17900006543",
      identityNumber: numberOf("1966-06-06", 17),
    });
    for (const search of ["只在柳林", "6543", "17900006543", numberOf("1966-06-06", 17)]) {
      expect(await found({ search }), search).toContain(residentId);
      expect(await found({ search }, gridWorkerOfA), search).toContain(residentId);
      expect(await found({ search }, gridWorkerOfB), search).not.toContain(residentId);
    }
  });

  test("finds by one character, two, a whole name and an address", async () => {
    const { householdId } = await registry.createHousehold({
      ...write(),
      areaId: areas.villageA,
      number: "L-1",
      address: "柳林村水井巷8号",
    });
    const residentId = await residentIn(householdId, { name: "司徒晓" });
    for (const search of ["徒", "司徒", "司徒晓", "徒 晓", "水井巷", "井巷8", "L-1"]) {
      expect(await found({ search }), search).toEqual([residentId]);
    }
    expect(await found({ search: "徒司" })).toEqual([]);
  });

  test("finds by pinyin, by initials, and as it is typed", async () => {
    const shan = await residentIn(homeOfA, { name: "单大绿" });
    const lv = await residentIn(homeOfB, { name: "吕玉仇" });
    for (const search of [
      "shan",
      "s",
      "shanda",
      "shandalv",
      "sdl",
      "sd",
      "shandl",
      "dalu",
      "dal",
    ]) {
      expect(await found({ search }), search).toContain(shan);
      expect(await found({ search }), search).not.toContain(lv);
    }
    for (const search of ["Shan Dal", "sd lü", "dandalyu", "绿 shan", "单dl"]) {
      expect(await found({ search }), search).toEqual([shan]);
    }
    for (const search of ["lvyu", "luyu", "lyuyu", "lüyuchou", "lyc", "吕 yuchou"]) {
      expect(await found({ search }), search).toEqual([lv]);
    }
    expect(await found({ search: "shan" }, gridWorkerOfB)).not.toContain(shan);
  });

  test("narrows with every word, over name, area, address and number", async () => {
    const { householdId } = await registry.createHousehold({
      ...write(),
      areaId: areas.villageB,
      number: "N-7700",
      address: "磨坊路3号",
    });
    const phone = "17900008642";
    const one = await residentIn(householdId, { name: "褚千里", phone });
    const other = await residentIn(householdId, { name: "褚万里" });
    expect(await found({ search: "褚 磨坊" })).toEqual([one, other]);
    for (const search of ["褚 8642", "石桥 qianli", "qianli N-7700", "磨坊路 cql 褚"]) {
      expect(await found({ search }), search).toEqual([one]);
    }
    expect(await found({ search: "褚 柳林" })).toEqual([]);
  });

  test("knows by name whoever was entered before pinyin was kept, and soon by that too", async () => {
    const residentId = await residentIn(homeOfA, { name: "区早来" });
    await app.kernel.db
      .updateTable("resident")
      .set({ name_pinyin: "" })
      .where("resident_id", "=", residentId)
      .execute();
    expect(await found({ search: "早来" })).toEqual([residentId]);
    expect(await found({ search: "ouzaolai" })).toEqual([]);
    await app.runJob("registry.readNames");
    expect(await found({ search: "ouzaolai" })).toEqual([residentId]);
    expect(await found({ search: "quzl" })).toEqual([residentId]);
  });

  test("takes what is typed for text, whatever signs are in it", async () => {
    for (const search of [
      "'",
      "\\",
      "a' | 'b",
      "!:*",
      "%",
      "张&李",
      "()",
      "a\u0000b".slice(0, 1),
    ]) {
      expect(await found({ search }), search).toBeInstanceOf(Array);
    }
  });

  test("finds by the last four digits or more, X included", async () => {
    const sequence = [...Array(40).keys()]
      .map((n) => n * 2 + 101)
      .find((n) => numberOf("1977-07-07", n).endsWith("X"));
    const identityNumber = numberOf("1977-07-07", sequence ?? 0);
    const residentId = await residentIn(homeOfA, { name: "末位", identityNumber });
    const ends = [4, 6, 12, 18].map((length) => identityNumber.slice(-length));
    for (const search of [...ends, ...ends.map((end) => end.toLowerCase())]) {
      expect(await found({ search }), search).toEqual([residentId]);
    }
    expect(await found({ search: `9${identityNumber.slice(-5)}` })).toEqual([]);
  });

  test("filters by sex, age, residence and vulnerability", async () => {
    const home = await householdIn(areas.communityC);
    const add = async (birthday: string, fields: object) => {
      const { residentId } = await registry.createResident({
        ...write(),
        householdId: home,
        name: "筛选",
        sex: "female",
        birthday,
        ...fields,
      });
      return residentId;
    };
    // It is 5 February 2020.
    const turns80Today = await add("1940-02-05", { vulnerabilities: ["lives-alone-elderly"] });
    const turns80Tomorrow = await add("1940-02-06", { residence: "lives-here" });
    const child = await add("2015-01-01", { sex: "male" });
    const inC = (input: object) => found({ areaId: areas.communityC, ...input });
    expect(await inC({ age: "80-" })).toEqual([turns80Today]);
    expect(await inC({ age: "79" })).toEqual([turns80Tomorrow]);
    expect(await inC({ age: "-14", sex: "male" })).toEqual([child]);
    expect(await inC({ age: "0-14", sex: "female" })).toEqual([]);
    expect(await inC({ residence: "lives-here" })).toEqual([turns80Tomorrow]);
    expect(await inC({ vulnerability: "lives-alone-elderly" })).toEqual([turns80Today]);
  });

  test("comes in pages, families together and the head first", async () => {
    const grid = areas.gridB1;
    for (const [number, relations] of [
      ["P2", ["child", "head"]],
      ["P10", ["spouse", "head", "child"]],
    ] as const) {
      const { householdId } = await registry.createHousehold({ ...write(), areaId: grid, number });
      for (const relation of relations) {
        await registry.createResident({
          ...write(),
          householdId,
          name: `${number}${relation}`,
          sex: "male",
          relation,
        });
      }
    }
    const names: string[] = [];
    let after: string | undefined;
    do {
      const page = await registry.residents({ areaId: grid, limit: 2, ...(after && { after }) });
      expect(page.total).toBe(5);
      names.push(...page.rows.map((row) => row.name));
      after = page.next;
    } while (after);
    expect(names).toEqual(["P2head", "P2child", "P10head", "P10spouse", "P10child"]);
  });
});
