import { checkCharacter } from "@lianfang/core/registry/identity-number.ts";
import { readSheet } from "@lianfang/server/kernel/spreadsheet/read.ts";
import { testApplication } from "@lianfang/testkit/application.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { describe, expect, test } from "vitest";

// It is noon of 5 February 2020.
const application = await testApplication();
const { app, visitor } = application;
const town = await foundTestTown(application);
const { areas } = town;
const office = await town.office();
const { registry } = office.call;

/** A number in an area code that was never given out. */
function numberOf(birthday: string, sequence: number): string {
  const first17 = `770101${birthday.replaceAll("-", "")}${String(sequence).padStart(3, "0")}`;
  return first17 + checkCharacter(first17);
}

const identityNumber = numberOf("1950-03-04", 2);
async function family(areaId: string, number: string, names: readonly string[]) {
  const { householdId } = await registry.createHousehold({ ...write(), areaId, number });
  for (const name of names) {
    await registry.createResident({ ...write(), householdId, name, sex: "female" });
  }
  return householdId;
}
const home = await family(areas.villageA, "A1", ["=HYPERLINK(1)", "@周平"]);
await registry.createResident({
  ...write(),
  householdId: home,
  name: "孙桂兰",
  sex: "female",
  relation: "head",
  identityNumber,
  phone: "17900001111",
  vulnerabilities: ["disabled", "low-income"],
});
await family(areas.villageB, "B1", ["钱只在石桥"]);

const asked = {
  form: "xlsx",
  columns: ["name", "identityNumber", "phone", "age", "birthday", "area", "vulnerability"],
  purpose: "visits",
  receiverKind: "village",
  receiver: "柳林村委会",
} as const;

async function cellsOf(file: File | null | undefined): Promise<string[][]> {
  if (!file) throw new Error("no file");
  const { sheets } = await readSheet(new Uint8Array(await file.arrayBuffer()), file.name);
  return (sheets[0]?.rows ?? []).map((row) => row.map(({ text }) => text));
}

async function entryOf(id: string) {
  return app.kernel.db
    .selectFrom("journal")
    .select(["entry", "details", "answer"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
}

describe("taking a list out", () => {
  test("is not for strangers, nor for those whose work is in the field", async () => {
    const input = { ...write(), ...asked, columns: [...asked.columns] };
    await expect(visitor().call.registry.exportResidents(input)).rejects.toMatchObject({
      code: "kernel.unauthenticated",
    });
    for (const somebody of [
      await town.gridWorkerOfA(),
      await town.medicLi(),
      await town.inspector(),
      await town.auditor(),
      await town.guardAtPier(),
    ]) {
      const exporting = somebody.call.registry.exportResidents({ ...input, ...write() });
      await expect(exporting).rejects.toMatchObject({ code: "kernel.forbidden" });
    }
  });

  test("gives exactly what the filters show, the columns asked for, numbers masked", async () => {
    const { file } = await registry.exportResidents({
      ...write(),
      ...asked,
      columns: [...asked.columns],
      areaId: areas.villageA,
      sort: "name",
    });
    expect(file?.name).toBe("人员台账_青石镇_2020-02-05.xlsx");
    expect(await cellsOf(file)).toEqual([
      ["青石镇人员台账（3 条）"],
      ["筛选条件：村（社区）：柳林村"],
      [
        expect.stringMatching(
          /^用途：入户走访、核查\s接收：村（社区）（柳林村委会）\s导出：office1 2020-02-05 12:00\s共 3 条/,
        ),
      ],
      ["姓名", "身份证号", "联系电话", "年龄", "出生日期", "村（社区）", "特殊困难"],
      ["=HYPERLINK(1)", "", "", "", "", "柳林村"],
      [
        "孙桂兰",
        `770***********${identityNumber.slice(-4)}`,
        "179****1111",
        "69",
        "1950-03-04",
        "柳林村",
        "残疾、低保",
      ],
      ["@周平", "", "", "", "", "柳林村"],
    ]);
  });

  test("neutralises what a spreadsheet would run", async () => {
    const { file } = await registry.exportResidents({
      ...write(),
      ...asked,
      columns: ["name"],
      search: "HYPERLINK",
    });
    const { strFromU8, unzipSync } = await import("fflate");
    const parts = unzipSync(new Uint8Array((await file?.arrayBuffer()) ?? new ArrayBuffer(0)));
    const sheet = strFromU8(parts["xl/worksheets/sheet1.xml"] ?? new Uint8Array());
    expect(sheet).toContain("<t>'=HYPERLINK(1)</t>");
    expect(sheet).not.toContain("<f>");
  });

  test("shows a unit's lead their own village alone, and whole numbers to nobody but the office", async () => {
    const lead = await town.unitLeadOfA();
    const input = { ...asked, columns: [...asked.columns] };
    const { file } = await lead.call.registry.exportResidents({ ...write(), ...input });
    expect((await cellsOf(file)).flat()).not.toContain("钱只在石桥");
    const whole = { ...input, isWhole: true };
    await expect(
      lead.call.registry.exportResidents({ ...write(), ...whole }),
    ).rejects.toMatchObject({ code: "lists.wholeNumbersForbidden" });
    const { file: complete } = await registry.exportResidents({ ...write(), ...whole });
    const cells = (await cellsOf(complete)).flat();
    expect(cells).toContain(identityNumber);
    expect(cells).toContain("17900001111");
    await expect(
      registry.exportResidents({ ...write(), ...whole, form: "pdf" }),
    ).rejects.toMatchObject({ code: "lists.wholeNumbersForbidden" });
  });

  test("is in the journal by purpose, kind of receiver and number, without anybody's name", async () => {
    const id = write();
    const input = { ...id, ...asked, columns: ["name" as const], search: "孙桂兰" };
    const { file } = await registry.exportResidents(input);
    expect(file).toBeInstanceOf(File);
    const { entry, details, answer } = await entryOf(id.id);
    expect(entry).toBe("registry.residents.exported");
    expect(details).toEqual({
      form: "xlsx",
      purpose: "visits",
      receiverKind: "village",
      rows: 1,
      isWhole: false,
      fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    expect(answer).toEqual({ file: null });
    expect(JSON.stringify([details, answer])).not.toMatch(/孙桂兰|柳林/);
    // The file is given once: a repeat says that it was.
    expect(await registry.exportResidents(input)).toEqual({ file: null });
  });

  test("asks what another purpose is", async () => {
    const other = { ...asked, columns: ["name" as const], purpose: "other" as const };
    await expect(registry.exportResidents({ ...write(), ...other })).rejects.toMatchObject({
      code: "kernel.invalid",
      data: { details: { fields: [{ path: "purposeText" }] } },
    });
    const said = { ...other, purposeText: "发放消毒液" };
    const { file } = await registry.exportResidents({ ...write(), ...said });
    expect((await cellsOf(file))[2]?.[0]).toContain("用途：发放消毒液");
  });

  test("gives paper as pdf; for the browser's own print only the entry", async () => {
    const paper = { ...asked, columns: ["name" as const, "age" as const], form: "pdf" as const };
    const { file } = await registry.exportResidents({ ...write(), ...paper });
    const bytes = Buffer.from((await file?.arrayBuffer()) ?? new ArrayBuffer(0));
    expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
    const id = write();
    expect(await registry.exportResidents({ ...id, ...paper, form: "print" })).toEqual({});
    expect((await entryOf(id.id)).details).toMatchObject({ form: "print", rows: 4 });
  });

  test("works for households alike", async () => {
    const { file } = await registry.exportHouseholds({
      ...write(),
      ...asked,
      columns: ["number", "head", "members", "entered"],
      sort: "-register",
    });
    expect((await cellsOf(file)).slice(3)).toEqual([
      ["户号", "户主", "家庭成员", "登记时间"],
      ["B1", "", "1", "2020-02-05"],
      ["A1", "孙桂兰", "3", "2020-02-05"],
    ]);
  });

  test("gives the rows ticked alone, and says so on the sheet", async () => {
    const { householdId } = await registry.createHousehold({
      ...write(),
      areaId: areas.villageA,
      number: "A2",
    });
    const columns: ["number"] = ["number"];
    const named = { ...write(), ...asked, columns, only: [home] };
    const numbers = async (file: File | null | undefined) => (await cellsOf(file)).slice(4).flat();
    const { file } = await registry.exportHouseholds(named);
    expect(await numbers(file)).toEqual(["A1"]);
    expect((await cellsOf(file))[1]).toEqual(["筛选条件：仅勾选的"]);
    const others = { ...write(), ...asked, columns, areaId: areas.villageA, except: [home] };
    expect(await numbers((await registry.exportHouseholds(others)).file)).toEqual(["A2"]);
    await registry.removeHousehold({ ...write(), householdId });
  });

  test("works for premises alike, filters and values in their own words", async () => {
    await registry.createPremises({
      ...write(),
      areaId: areas.villageA,
      kind: "rented-dwelling",
      name: "桥头出租屋",
      inChargeName: "房东老吴",
      inChargePhone: "17900008001",
      floorAreaM2: 120,
    });
    const { file } = await registry.exportPremises({
      ...write(),
      ...asked,
      columns: ["name", "kind", "inCharge", "phone", "floorArea", "state"],
      kind: "rented-dwelling",
    });
    const cells = await cellsOf(file);
    expect(cells[1]).toEqual(["筛选条件：类别：出租屋"]);
    expect(cells.slice(3)).toEqual([
      ["名称", "类别", "负责人", "负责人电话", "面积（平方米）", "状态"],
      ["桥头出租屋", "出租屋", "房东老吴", "179****8001", "120", "正常"],
    ]);
  });

  test("of nobody is a file with nobody in it", async () => {
    const { file } = await registry.exportResidents({
      ...write(),
      ...asked,
      columns: ["name"],
      search: "查无此人",
    });
    expect(await cellsOf(file)).toHaveLength(4);
  });

  test("tells how far it is while it lasts", async () => {
    const { lists } = office.call;
    expect(await lists.exportProgress({})).toEqual({});
  });
});
