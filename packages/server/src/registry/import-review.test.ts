/** What somebody does with a preview before confirming, and undoes after. */
import { testApplication } from "@lianfang/testkit/application.ts";
import { amendImport, confirmImport, startImport, undoImport } from "@lianfang/testkit/imports.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { writeXlsx } from "hucre/xlsx";
import { afterEach, describe, expect, test } from "vitest";

const application = await testApplication();
const { app } = application;
const town = await foundTestTown(application);
const { areas } = town;
const office = await town.office();
const { registry } = office.call;
const { db } = app.kernel;

const csvFile = (lines: readonly string[], name = "花名册.csv") =>
  new File([lines.join("\n")], name);
const start = (file: File) => startImport(app, registry, file);
const show = (importId: string) => registry.import({ importId });

type Places = Parameters<typeof registry.setImportPlaces>[0]["places"];
const setPlaces = (importId: string, places: Places) =>
  amendImport(app, registry, importId, () =>
    registry.setImportPlaces({ ...write(), importId, places }),
  );
type Columns = Parameters<typeof registry.setImportColumns>[0]["columns"];
const setColumns = (importId: string, columns: Columns) =>
  amendImport(app, registry, importId, () =>
    registry.setImportColumns({ ...write(), importId, columns }),
  );

async function rowsOf(
  importId: string,
  filter: { reason?: string; fate?: "rejected" | "new" } = {},
) {
  return registry.importRows({ importId, limit: 100, ...filter });
}

afterEach(async () => {
  await db.deleteFrom("resident").execute();
  await db.deleteFrom("household").execute();
  await db.deleteFrom("register_form").execute();
});

const header = "户号,村,姓名,性别";
const lines = [
  header,
  "1,柳林村,张三,男",
  "2,流林村,李四,男",
  "3,流林村,王五,女",
  "4,外星,赵六,女",
  "合计,,4人,",
];

describe("names of areas", () => {
  test("are chosen once for all their rows, by who may, and only places there are", async () => {
    const { importId } = await start(csvFile(lines));
    const places = [{ text: "流林村", areaId: areas.villageA }];
    const gridWorker = (await town.gridWorkerOfA()).call.registry;
    await expect(
      gridWorker.setImportPlaces({ ...write(), importId, places }),
    ).rejects.toMatchObject({ code: "kernel.forbidden" });
    await expect(
      registry.setImportPlaces({
        ...write(),
        importId,
        places: [{ text: "流林村", areaId: areas.town }],
      }),
    ).rejects.toMatchObject({ code: "registry.areaNotFound" });
    expect((await show(importId)).places).toEqual([
      {
        text: "流林村",
        of: "column",
        rows: 2,
        near: [{ areaId: areas.villageA, name: "柳林村" }],
      },
      { text: "外星", of: "column", rows: 1, near: [] },
    ]);

    const { counts, places: after } = await setPlaces(importId, places);
    expect(counts).toEqual({ read: 5, new: 3, changed: 0, same: 0, rejected: 2 });
    expect(after).toMatchObject([{ text: "流林村", areaName: "柳林村", by: "choice" }, {}]);

    const takenBack = [{ text: "流林村", areaId: null }];
    expect((await setPlaces(importId, takenBack)).counts).toMatchObject({ new: 1, rejected: 4 });
  });

  test("sound alike where they are written otherwise", async () => {
    const { places } = await start(csvFile([header, "1,石侨村,张三,男", "2,师乔村,李四,男"]));
    expect(places.map(({ near }) => near.map(({ name }) => name))).toEqual([
      ["石桥村"],
      ["石桥村"],
    ]);
  });

  test("are those of the sheets where no column tells, or of the title", async () => {
    const sheet = (name: string, rows: string[][]) => ({
      name,
      rows: [["户号", "姓名", "性别"], ...rows],
    });
    const file = await writeXlsx({
      sheets: [
        sheet("柳林村", [["1", "张三", "男"]]),
        sheet("石桥", [["2", "李四", "男"]]),
        sheet("Sheet3", [["3", "王五", "女"]]),
        {
          name: "统计",
          rows: [
            ["村", "户数"],
            ["柳林村", "1"],
          ],
        },
      ],
    });
    const { importId, places, counts, unreadSheets } = await start(
      new File([new Uint8Array(file)], "全镇.xlsx"),
    );
    expect(places).toMatchObject([
      { text: "柳林村", of: "sheet", rows: 1, areaId: areas.villageA, by: "name" },
      { text: "石桥", of: "sheet", areaId: areas.villageB, by: "name" },
      { text: "Sheet3", of: "sheet" },
    ]);
    expect(unreadSheets).toEqual([{ name: "统计", rows: 2, isHidden: false }]);
    expect(counts).toMatchObject({ read: 3, new: 2, rejected: 1 });
    await setPlaces(importId, [{ text: "Sheet3", areaId: areas.communityC }]);
    await confirmImport(app, registry, importId);
    const { rows } = await registry.residents({ search: "王五" });
    expect(rows).toMatchObject([{ areaName: "东街社区" }]);

    const titled = await start(
      csvFile(["青石镇石桥村2020年户籍花名册", "户号,姓名,性别", "7,钱七,男"], "名单.csv"),
    );
    expect(titled.places).toMatchObject([{ areaId: areas.villageB, by: "title", rows: 1 }]);
    expect(titled.counts).toMatchObject({ new: 1 });
  });
});

describe("what was put right", () => {
  const odd = ["甲,乙,丙,丁", "1,老柳林,张三,男", "2,老柳林,李四,男", "3,老柳林,,男"];
  const matched = [
    { index: 0, column: "householdNumber" as const },
    { index: 1, column: "area" as const },
    { index: 2, column: "name" as const },
    { index: 3, column: "sex" as const },
  ];

  async function putRight(importId: string) {
    await setColumns(importId, matched);
    await setPlaces(importId, [{ text: "老柳林", areaId: areas.villageA }]);
  }

  test("is remembered for the next file of the form, and for the returned rows", async () => {
    const first = await start(csvFile(odd));
    expect(first).toMatchObject({
      isRemembered: false,
      missingColumns: ["name", "householdNumber"],
    });
    await putRight(first.importId);
    const again = await start(csvFile(odd, "又一份.csv"));
    expect(again).toMatchObject({
      isRemembered: true,
      missingColumns: [],
      counts: { read: 3, new: 2, changed: 0, same: 0, rejected: 1 },
    });

    const returned = await registry.rejectedRows({ importId: again.importId });
    const asItIs = await start(new File([returned], returned.name));
    expect(asItIs).toMatchObject({ isRemembered: true, missingColumns: [], counts: { read: 1 } });
    const other = await start(csvFile([`${odd[0]},戊`, "1,柳林村,张三,男,x"]));
    expect(other.isRemembered).toBe(false);
  });

  test("is not what another town put right", async () => {
    const { importId } = await start(csvFile(odd));
    await putRight(importId);
    const elsewhere = await foundTestTown(application, { townsBefore: 1, name: "赤石镇" });
    const neighbour = elsewhere.director.call.registry;
    const theirs = await startImport(app, neighbour, csvFile(odd));
    expect(theirs.isRemembered).toBe(false);
    await expect(neighbour.import({ importId })).rejects.toMatchObject({
      code: "registry.importNotFound",
    });
  });
});

describe("rows", () => {
  test("are counted and found by their reasons", async () => {
    const { importId, reasons } = await start(csvFile(lines));
    expect(reasons).toEqual([
      {
        code: "registry.import.areaUnknownNear",
        fate: "rejected",
        rows: 2,
        text: "没有这个村（社区），有相近的名称",
      },
      {
        code: "registry.import.areaUnknown",
        fate: "rejected",
        rows: 1,
        text: "没有这个村（社区）",
      },
      {
        code: "import.totalLine",
        fate: "rejected",
        rows: 1,
        text: "这一行是合计，不是人员",
      },
    ]);
    const near = await rowsOf(importId, { reason: "registry.import.areaUnknownNear" });
    expect(near).toMatchObject({ total: 2, rows: [{ line: 3 }, { line: 4 }] });
    expect((await rowsOf(importId, { reason: "import.totalLine", fate: "new" })).rows).toEqual([]);
  });

  test("are left out by hand and taken in again, singly or by their reason", async () => {
    const { importId } = await start(
      csvFile([header, "1,柳林村,张三,男", "1,柳林村,张小三,男", "2,石桥村,李四,男"]),
    );
    const leaveOut = async (given: {
      isLeftOut: boolean;
      positions?: number[];
      reason?: string;
    }) => {
      const left = await registry.leaveOutRows({ ...write(), importId, ...given });
      await app.runLongReactions();
      return left;
    };
    expect(await leaveOut({ isLeftOut: true, positions: [0, 2] })).toEqual({ rows: 2 });
    expect(await show(importId)).toMatchObject({
      leftOut: 2,
      counts: { read: 3, new: 1, rejected: 2 },
    });
    const { rows } = await rowsOf(importId);
    expect(rows.map(({ isLeftOut, fate }) => [isLeftOut, fate])).toEqual([
      [true, "rejected"],
      [false, "new"],
      [true, "rejected"],
    ]);
    // A new file name, new columns: what was left out stays so.
    expect((await setColumns(importId, [])).leftOut).toBe(2);
    expect(await leaveOut({ isLeftOut: false, positions: [2] })).toEqual({ rows: 1 });
    expect(await leaveOut({ isLeftOut: false, reason: "import.leftOut" })).toEqual({ rows: 1 });
    expect((await show(importId)).counts).toMatchObject({ new: 3, rejected: 0 });
    await leaveOut({ isLeftOut: true, positions: [1] });
    const { counts } = await confirmImport(app, registry, importId);
    expect(counts).toEqual({ read: 3, new: 2, changed: 0, same: 0, rejected: 1 });
    expect((await registry.residents({ limit: 10 })).total).toBe(2);
    const returned = await registry.rejectedRows({ importId });
    expect(returned.size).toBeGreaterThan(0);
  });

  test("that are hidden in the file are read, and say so; hidden columns too", async () => {
    const file = await writeXlsx({
      sheets: [
        {
          name: "户籍",
          rows: [
            ["户号", "村", "姓名", "性别"],
            ["1", "柳林村", "张三", "男"],
            ["2", "柳林村", "李四", "男"],
          ],
          columns: [{}, { hidden: true }, {}, {}],
          rowDefs: new Map([[2, { hidden: true }]]),
        },
      ],
    });
    const read = await start(new File([new Uint8Array(file)], "a.xlsx"));
    expect(read).toMatchObject({ hiddenRows: 1, counts: { new: 2 } });
    expect(read.columns.map(({ isHidden }) => isHidden)).toEqual([false, true, false, false]);
    expect(read.reasons).toMatchObject([{ code: "import.hiddenRow", fate: "new", rows: 1 }]);
  });
});

describe("the work in the background", () => {
  test("tells how far it is, until it is over", async () => {
    const { importId } = await registry.startImport({ ...write(), file: csvFile(lines) });
    await expect(
      registry.setImportColumns({ ...write(), importId, columns: [] }),
    ).rejects.toMatchObject({ code: "import.busy" });
    const told: string[] = [];
    const progress = await registry.importProgress({ importId });
    const doing = app.runLongReactions();
    for await (const { state } of progress) told.push(state);
    await doing;
    expect([told[0], told.at(-1)]).toEqual(["reading", "ready"]);
    for await (const after of await registry.importProgress({ importId })) {
      expect(after).toEqual({ state: "ready", done: 0, total: 0 });
    }
  });

  test("checks the rows as they were put right last, however often they are", async () => {
    const { importId } = await start(csvFile(lines));
    const choose = (areaId: string) =>
      registry.setImportPlaces({ ...write(), importId, places: [{ text: "流林村", areaId }] });
    await choose(areas.villageB);
    await expect(registry.confirmImport({ ...write(), importId })).rejects.toMatchObject({
      code: "import.busy",
    });
    expect(await show(importId)).toMatchObject({ state: "checking", counts: { new: 1 } });
    await choose(areas.villageA);
    await app.runLongReactions();
    const { state, counts, places } = await show(importId);
    expect({ state, counts }).toMatchObject({ state: "ready", counts: { new: 3 } });
    expect(places[0]).toMatchObject({ areaName: "柳林村", by: "choice" });
    const { rows } = await town.director.call.journal.list({ entry: "registry.import.checked" });
    expect(rows.filter(({ subjectIds }) => subjectIds.includes(importId))).toHaveLength(1);
  });

  test("on rows nobody wants any more comes to nothing", async () => {
    const { importId } = await start(csvFile(lines));
    await registry.setImportColumns({ ...write(), importId, columns: [] });
    await registry.discardImport({ ...write(), importId });
    await app.runLongReactions();
    expect((await show(importId)).state).toBe("discarded");
    expect((await rowsOf(importId)).rows).toEqual([]);
  });

  test("on a file nobody wants any more leaves nothing", async () => {
    const { importId } = await registry.startImport({ ...write(), file: csvFile(lines) });
    await registry.discardImport({ ...write(), importId });
    await app.runLongReactions();
    expect((await show(importId)).state).toBe("discarded");
    const kept = await db
      .selectFrom("register_import_file")
      .select("import_id")
      .where("import_id", "=", importId)
      .execute();
    expect(kept).toEqual([]);
  });

  test("is written down under the name of who confirmed", async () => {
    const { importId } = await start(csvFile(lines));
    await confirmImport(app, registry, importId);
    const { rows } = await town.director.call.journal.list({ entry: "registry.import.written" });
    expect(rows[0]).toMatchObject({ actorName: "office1", subjectIds: [importId] });
  });
});

describe("a whole import", () => {
  const first = [header, "1,柳林村,张三,男", "2,石桥村,李四,男"];

  test("is undone by who may, once, and can be done again", async () => {
    const { importId } = await start(csvFile(first));
    const ask = () => registry.undoImport({ ...write(), importId });
    await expect(ask()).rejects.toMatchObject({ code: "import.notWritten" });
    await confirmImport(app, registry, importId);
    await expect(
      (await town.gridWorkerOfA()).call.registry.undoImport({ ...write(), importId }),
    ).rejects.toMatchObject({ code: "kernel.forbidden" });
    await ask();
    await expect(ask()).rejects.toMatchObject({ code: "import.busy" });
    const told: string[] = [];
    const progress = await registry.importProgress({ importId });
    const doing = app.runLongReactions();
    for await (const { state } of progress) told.push(state);
    await doing;
    expect([told[0], told.at(-1)]).toEqual(["undoing", "undone"]);
    const { rows } = await town.director.call.journal.list({ entry: "registry.import.undone" });
    expect(rows[0]).toMatchObject({ actorName: "office1", subjectIds: [importId] });
    expect((await registry.residents({ limit: 1 })).total).toBe(0);
    await expect(ask()).rejects.toMatchObject({ code: "import.notWritten" });
    const again = await start(csvFile(first));
    expect(again.counts).toMatchObject({ new: 2 });
  });

  test("is not undone once somebody has built on it; who and what is told", async () => {
    const { importId } = await start(csvFile(first));
    await confirmImport(app, registry, importId);
    const { rows } = await registry.residents({ search: "张三" });
    const gridWorker = await town.gridWorkerOfA();
    await gridWorker.call.registry.editResident({
      ...write(),
      residentId: rows[0]?.residentId ?? "",
      revision: 1,
      note: "已核对",
    });
    expect(await undoImport(app, registry, importId)).toMatchObject({
      state: "confirmed",
      problem: {
        code: "registry.builtOn",
        message: expect.stringContaining("张三 (grid-worker2)"),
      },
    });
    const inTheClear = await db
      .selectFrom("register_import")
      .select("problem")
      .where("import_id", "=", importId)
      .execute();
    expect(JSON.stringify(inTheClear)).not.toContain("张三");
  });
});
