import { testApplication, type Visitor } from "@lianfang/testkit/application.ts";
import { confirmImport, startImport } from "@lianfang/testkit/imports.ts";
import { generateRegister } from "@lianfang/testkit/people/register.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { writeXlsx } from "hucre/xlsx";
import iconv from "iconv-lite";
import { afterEach, describe, expect, test } from "vitest";
import { registerTable } from "../cli/sample.ts";
import { readSheet } from "../kernel/spreadsheet/read.ts";
import { writeSheet } from "../kernel/spreadsheet/write.ts";

const application = await testApplication();
const { app, visitor } = application;
const town = await foundTestTown(application);
const office = await town.office();
const { registry } = office.call;
const villages = ["柳林村", "石桥村", "东街社区"];

function csvFile(lines: readonly string[], name = "花名册.csv"): File {
  return new File([`\ufeff${lines.join("\r\n")}`], name);
}

const start = (file: File, who: Visitor = office) => startImport(app, who.call.registry, file);

const confirm = async (importId: string) => (await confirmImport(app, registry, importId)).counts;

const countsOf = async (importId: string) => (await registry.import({ importId })).counts;

async function rowsOf(importId: string, fate?: "new" | "changed" | "same" | "rejected") {
  return (await registry.importRows({ importId, limit: 200, ...(fate && { fate }) })).rows;
}

async function registered() {
  const households = await registry.households({ limit: 1 });
  const residents = await registry.residents({ limit: 1 });
  return { households: households.total, residents: residents.total };
}

async function clearRegister() {
  const { db } = app.kernel;
  await db.deleteFrom("resident").execute();
  await db.deleteFrom("household").execute();
}
afterEach(clearRegister);

const header = "户号,所属村,村民小组,姓名,身份证号码,性别,出生年月日,联系电话,与户主的关系";

describe("starting an import", () => {
  test("is not for strangers, nor for those who answer for a part of the town", async () => {
    const file = csvFile([header, "1,柳林村,1组,张三,,男,,,户主"]);
    await expect(start(file, visitor())).rejects.toMatchObject({ code: "kernel.unauthenticated" });
    await expect(start(file, await town.gridWorkerOfA())).rejects.toMatchObject({
      code: "kernel.forbidden",
    });
  });

  test("refuses what is no spreadsheet, saying what it is and what to do", async () => {
    const picture = new File([Buffer.from("89504e470d0a1a0a0000000d49484452", "hex")], "表.xlsx");
    await expect(start(picture)).rejects.toMatchObject({
      code: "registry.importFileUnreadable",
      message: expect.stringMatching(/^这个文件读不了：.*图片/),
      data: { details: { code: "spreadsheet.notASpreadsheet" } },
    });
    const empty = await start(csvFile([""]));
    expect(empty).toMatchObject({
      state: "failed",
      problem: { code: "spreadsheet.empty", message: "这个文件里没有内容。" },
    });
    expect(empty.counts).toBeUndefined();
  });

  test("sent twice is one import", async () => {
    const input = { ...write(), file: csvFile([header, "1,柳林村,,张三,,男,,,"]) };
    const { importId } = await registry.startImport(input);
    expect(await registry.startImport(input)).toEqual({ importId });
    const { rows } = await registry.imports({});
    expect(rows.filter((row) => row.importId === importId)).toHaveLength(1);
  });
});

describe("a register from its file to the town", () => {
  const register = generateRegister({ households: 60, seed: 7, villages, asOf: "2020-02-01" });
  const people = register.households.flatMap(({ members }) => members);
  const asFile = async (locale: "zh-CN" | "en", changed = register) =>
    new File([new Uint8Array(await writeSheet(registerTable(changed, locale)))], "register.xlsx");

  test.each(["zh-CN", "en"] as const)("comes in whole, in %s", async (locale) => {
    const previewed = await start(await asFile(locale));
    expect(previewed).toMatchObject({
      state: "ready",
      missingColumns: [],
      counts: { read: people.length, new: people.length, changed: 0, same: 0, rejected: 0 },
    });
    expect(previewed.columns.every(({ column }) => column !== undefined)).toBe(true);
    expect((await rowsOf(previewed.importId)).flatMap(({ reasons }) => reasons)).toEqual([]);
    expect(await registered()).toEqual({ households: 0, residents: 0 });

    const { importId } = previewed;
    const counts = await confirm(importId);
    expect(counts).toEqual(previewed.counts);
    expect(await registered()).toEqual({ households: 60, residents: people.length });
    expect(await registry.import({ importId })).toMatchObject({
      state: "confirmed",
      confirmedAt: expect.any(String),
    });

    const one = register.households[17];
    const [head] = one?.members ?? [];
    const { rows } = await registry.residents({ search: head?.identityNumber });
    expect(rows).toMatchObject([
      {
        name: head?.name,
        sex: head?.sex,
        birthday: head?.birthday,
        householdNumber: one?.number,
        areaName: one?.village,
        group: one?.group,
        address: one?.address,
        relation: head?.relation,
        residence: head?.residence,
        occupation: head?.occupation,
        vulnerabilities: head?.vulnerabilities.toSorted(),
      },
    ]);
  });

  test("is the same the second time, and shows what changed the third", async () => {
    const first = await start(await asFile("zh-CN"));
    await confirm(first.importId);
    const second = await start(await asFile("en"));
    expect(second.counts).toMatchObject({ new: 0, changed: 0, same: people.length });

    const [moved, ...others] = register.households;
    const [head, ...rest] = moved?.members ?? [];
    if (!moved || !head) throw new Error("no household to change");
    const edited = { ...head, phone: "17999999999", occupation: "种植大户" };
    const stray = { ...moved, village: "石桥村", members: [edited, ...rest] };
    const third = await start(
      await asFile("zh-CN", { ...register, households: [stray, ...others] }),
    );
    expect(third.counts).toMatchObject({ new: 0, changed: 1, same: people.length - 1 });
    const [row] = await rowsOf(third.importId, "changed");
    const isFromStone = moved.village === "石桥村";
    expect(row?.changes).toEqual([
      { column: "phone", from: expect.stringMatching(/^(179\*{4}\d{4})?$/), to: "179****9999" },
      { column: "occupation", from: head.occupation, to: "种植大户" },
      ...(isFromStone ? [] : [{ column: "area", from: moved.village, to: "石桥村" }]),
    ]);
    await confirm(third.importId);
    const { rows } = await registry.residents({ search: "9999" });
    expect(rows).toMatchObject([{ name: head.name, areaName: "石桥村", occupation: "种植大户" }]);
    const { rows: family } = await registry.households({ search: moved.number });
    expect(family).toMatchObject([{ members: moved.members.length, areaName: "石桥村" }]);
  });
});

describe("a file as villages keep it", () => {
  test("in the old encoding, under a title, with a total below", async () => {
    const text = [
      "柳林村2020年户籍人口登记表,,,,,,,,",
      "填表日期：2020年2月1日,,,,,,,,",
      "户编号,村（社区）,组别,姓 名,身份证号,性别,出生日期,手机,与户主关系",
      "101,柳林,3,张大山,,男,1960.3.5,179 0000 0017,户主",
      "101,,,王桂花,,女,1962/8/1,,妻",
      "户编号,村（社区）,组别,姓 名,身份证号,性别,出生日期,手机,与户主关系",
      "102,石桥村委会,,李四,,男,19700101,,户主",
      "合计,3人,,,,,,,",
    ].join("\r\n");
    const previewed = await start(new File([iconv.encode(text, "gb18030")], "底册.csv"));
    expect(previewed).toMatchObject({
      headerLine: 3,
      counts: { read: 5, new: 3, rejected: 2, changed: 0, same: 0 },
    });
    expect(
      (await rowsOf(previewed.importId, "rejected")).map(({ line, reasons }) => [
        line,
        reasons.map((reason) => reason.text),
      ]),
    ).toEqual([
      [6, ["这一行是重复的表头。"]],
      [8, ["这一行是合计，不是人员。"]],
    ]);
    await confirm(previewed.importId);
    const { rows } = await registry.households({ search: "101" });
    expect(rows).toMatchObject([
      { headName: "张大山", areaName: "柳林村", members: 2, group: "3" },
    ]);
  });

  test("with a sheet for each village under one header, and others that are not read", async () => {
    const lines = (number: string, village: string, name: string) => [
      ["户号", "村", "姓名", "性别"],
      [number, village, name, "男"],
    ];
    const bytes = await writeXlsx({
      sheets: [
        { name: "柳林村", rows: lines("1", "柳林村", "张三") },
        { name: "石桥村", rows: lines("2", "石桥村", "李四") },
        {
          name: "汇总",
          rows: [
            ["村", "户数"],
            ["柳林村", 1],
          ],
        },
      ],
    });
    const previewed = await start(new File([new Uint8Array(bytes)], "各村.xlsx"));
    expect(previewed).toMatchObject({
      sheetName: "柳林村、石桥村",
      counts: { read: 2, new: 2 },
      unreadSheets: [{ name: "汇总", rows: 2, isHidden: false }],
    });
    expect(await rowsOf(previewed.importId)).toMatchObject([
      { sheet: "柳林村", line: 2 },
      { sheet: "石桥村", line: 2 },
    ]);
  });

  test("with columns nobody foresaw, matched by hand", async () => {
    const file = csvFile(["编号,哪里,谁,男还是女", "1,柳林村,张三,男", "2,石桥村,李四,女"]);
    const { importId, missingColumns, counts, columns } = await start(file);
    expect(missingColumns).toEqual(["name", "householdNumber"]);
    expect(counts).toEqual({ read: 2, new: 0, changed: 0, same: 0, rejected: 2 });
    expect(columns[2]).toMatchObject({ index: 2, header: "谁", samples: ["张三", "李四"] });
    await expect(registry.confirmImport({ ...write(), importId })).rejects.toMatchObject({
      code: "registry.importColumnsMissing",
      message: "还没有对上必需的列：姓名 / 户号。",
    });
    await registry.setImportColumns({
      ...write(),
      importId,
      columns: [
        { index: 0, column: "householdNumber" },
        { index: 1, column: "area" },
        { index: 2, column: "name" },
        { index: 3, column: "sex" },
      ],
    });
    await app.runLongReactions();
    expect(await countsOf(importId)).toMatchObject({ read: 2, new: 2, rejected: 0 });
    await registry.setImportColumns({
      ...write(),
      importId,
      columns: [
        { index: 3, column: null },
        { index: 0, column: "note" },
      ],
    });
    await app.runLongReactions();
    const again = await registry.import({ importId });
    expect(again.columns.map(({ column }) => column)).toEqual(["note", "area", "name", undefined]);
    expect(again.missingColumns).toEqual(["householdNumber"]);
  });
});

describe("rows that are refused", () => {
  const lines = [
    header,
    "1,柳林村,1组,=HYPERLINK(),,男,,,户主",
    "1,柳林村,1组,张小三,77010119800501011Y,男,,,子",
    "2,柳村,1组,李四,,男,,17900000017,户主",
    "3,石桥村,1组,王五,,男,,17900000018,户主",
  ];

  test("are shown with what is wrong as it came, and the rest masked", async () => {
    const { importId, counts } = await start(csvFile(lines));
    expect(counts).toEqual({ read: 4, new: 2, changed: 0, same: 0, rejected: 2 });
    const rejected = await rowsOf(importId, "rejected");
    expect(rejected).toMatchObject([
      {
        line: 3,
        values: { identityNumber: "77010119800501011Y" },
        reasons: [{ column: "identityNumber", text: "身份证号里有不该有的字符。" }],
      },
      {
        line: 4,
        values: { phone: "179****0017" },
        reasons: [{ column: "area", text: "没有“柳村”这个村、社区或网格。是不是：柳林村？" }],
      },
    ]);
    expect((await rowsOf(importId, "new"))[1]?.values.phone).toBe("179****0018");
  });

  test("come back as a spreadsheet with their reasons, before and after confirming", async () => {
    const { importId } = await start(csvFile(lines));
    const english = { ...office, call: visitorIn("en") };
    for (const _ of ["before", "after"]) {
      const file = await english.call.registry.rejectedRows({ importId });
      expect(file.name).toBe("花名册-rejected.xlsx");
      const { sheets } = await readSheet(new Uint8Array(await file.arrayBuffer()), file.name);
      const texts = sheets[0]?.rows.map((row) => row.map(({ text }) => text));
      expect(texts?.[0]).toEqual([...header.split(","), "Reason", "Line in the file"]);
      expect(texts?.[1]?.[4]).toBe("77010119800501011Y");
      expect(texts?.[2]?.[7]).toBe("17900000017");
      expect(texts?.[2]?.slice(-2)).toEqual([
        "There is no village, community or grid called “柳村”. Is it one of: 柳林村?",
        "4",
      ]);
      const { state } = await registry.import({ importId });
      if (state === "ready") await confirm(importId);
    }
    expect(await rowsOf(importId)).toHaveLength(2);
  });

  test("mended and sent again come in, and nothing else changes", async () => {
    const { importId } = await start(csvFile(lines));
    await confirm(importId);
    const mended = await start(
      csvFile([
        `${header},退回原因`,
        "1,柳林村,1组,张小三,,男,1980-05-01,,子,号码不对",
        "2,柳林村,1组,李四,,男,,17900000017,户主,没有这个村",
      ]),
    );
    expect(mended.counts).toEqual({ read: 2, new: 2, changed: 0, same: 0, rejected: 0 });
    await confirm(mended.importId);
    const again = await start(csvFile([header, "1,柳林村,1组,=HYPERLINK(),,男,,,户主"]));
    expect(again.counts).toMatchObject({ same: 1 });
  });

  function visitorIn(locale: "en") {
    return app.caller({ locale, address: "192.0.2.1", session: office.cookie });
  }
});

describe("over HTTP", () => {
  test("a file goes up as a form, and the rejected rows come down as a file", async () => {
    const form = new FormData();
    form.set("id", write().id);
    form.set("file", csvFile([header, "1,柳林村,,张三,,男,,,户主", "2,柳林村,,,,,,,"]));
    const { headers: type, payload } = await multipart(form);
    const headers = { ...type, cookie: `lianfang=${office.cookie.token}` };
    const up = await app.http.inject({
      method: "POST",
      url: "/api/registry/imports",
      headers,
      payload,
    });
    expect(up.statusCode).toBe(200);
    const { importId } = up.json();
    await app.runLongReactions();
    expect(await countsOf(importId)).toMatchObject({ read: 2, new: 1, rejected: 1 });
    const down = await app.http.inject({
      url: `/api/registry/imports/${importId}/rejected`,
      headers: { cookie: headers.cookie },
    });
    expect(down.statusCode).toBe(200);
    expect(down.headers["content-type"]).toMatch(/spreadsheetml/);
    expect(down.headers["content-disposition"]).toContain(
      encodeURIComponent("花名册-退回的行.xlsx"),
    );
    const { sheets } = await readSheet(down.rawPayload, "x");
    expect(sheets[0]?.rows).toHaveLength(2);
  });

  async function multipart(form: FormData) {
    const request = new Request("http://localhost/", { method: "POST", body: form });
    const headers = { "content-type": request.headers.get("content-type") ?? "" };
    return { headers, payload: Buffer.from(await request.arrayBuffer()) };
  }
});

describe("the preview's rows", () => {
  test("come in pages, all of them, in the file's order", async () => {
    const lines = Array.from({ length: 25 }, (_, at) => `${at},柳林村,,人${at},,男,,,户主`);
    const { importId } = await start(csvFile([header, ...lines]));
    const seen: number[] = [];
    let after: string | undefined;
    do {
      const input = { importId, limit: 10, fate: "new" as const, ...(after && { after }) };
      const page = await registry.importRows(input);
      expect(page.total).toBe(25);
      seen.push(...page.rows.map(({ line }) => line));
      after = page.next;
    } while (after);
    expect(seen).toEqual(lines.map((_, at) => at + 2));
  });
});
