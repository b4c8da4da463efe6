/** The tree of areas brought from a spreadsheet, and taken into one. */
import { addMinutes } from "@lianfang/core/kernel/time.ts";
import { testApplication } from "@lianfang/testkit/application.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { describe, expect, test } from "vitest";
import { readSheet } from "../kernel/spreadsheet/read.ts";
import { writeSheet } from "../kernel/spreadsheet/write.ts";

const application = await testApplication();
const town = await foundTestTown(application);
const { areas, director } = town;
const { organization } = director.call;
const refused = (code: string) => expect.objectContaining({ code });

const csv = (...lines: string[]) => new File([lines.join("\n")], "名单.csv", { type: "text/csv" });
const list = csv(
  "青石镇村组名单,,,,",
  "村（社区）,网格,类型,英文名称,新名称",
  "柳林村,第1网格,,,",
  "第4村,,,Taoyuan,桃源村",
  "第4村,第1网格,网格,,",
  "东街社区,,社区,,",
  "杏花社区,一网格,,,",
  ",第9网格,,,",
);

const tree = async () => (await organization.areas({})).areas;
const named = async (name: string) => (await tree()).find((area) => area.name === name);

describe("a list of areas", () => {
  test("is brought in by the town's office alone", async () => {
    const lead = await town.unitLeadOfA();
    await expect(lead.call.organization.previewAreaImport({ file: list })).rejects.toEqual(
      refused("kernel.forbidden"),
    );
    await expect(
      lead.call.organization.importAreas({ ...write(), file: list, plan: "" }),
    ).rejects.toEqual(refused("kernel.forbidden"));
  });

  test("that is no spreadsheet, or names no areas, is refused and said why", async () => {
    const pdf = new File(["%PDF-1.7"], "名单.xlsx");
    await expect(organization.previewAreaImport({ file: pdf })).rejects.toMatchObject({
      code: "sheet.unreadable",
      data: { details: { code: "spreadsheet.notASpreadsheet" } },
    });
    const people = csv("姓名,电话", "王强,110");
    await expect(organization.previewAreaImport({ file: people })).rejects.toEqual(
      refused("sheet.headerMissing"),
    );
  });

  test("is shown line by line before anything changes", async () => {
    const before = await tree();
    const preview = await organization.previewAreaImport({ file: list });
    expect(preview.counts).toEqual({ read: 6, new: 2, changed: 2, same: 1, rejected: 1 });
    expect(
      preview.rows.map(({ where, fate, name, reasons }) => [where, fate, name, reasons[0]?.text]),
    ).toEqual([
      ["3", "same", "柳林村第1网格", undefined],
      ["4", "changed", "第4村", undefined],
      ["5", "new", "第1网格", undefined],
      ["6", "changed", "东街社区", undefined],
      ["7", "new", "一网格", "同时添加“杏花社区”"],
      ["8", "rejected", "第9网格", "没有写网格在哪个村（社区）"],
    ]);
    expect(preview.rows[3]?.changes).toEqual([
      { field: "kind", label: "类别", from: "村", to: "社区" },
    ]);
    expect(preview).toMatchObject({ headerLine: 2, unreadSheets: [] });
    expect(preview.notes).toEqual([expect.stringMatching(/杏花社区$/)]);
    expect(await tree()).toEqual(before);
  });

  test("does what was shown, once, and only while that is still so", async () => {
    const { plan } = await organization.previewAreaImport({ file: list });
    await expect(
      organization.importAreas({ ...write(), file: list, plan: "another" }),
    ).rejects.toEqual(refused("sheet.outdated"));
    const office = await town.office();
    const counts = await office.call.organization.importAreas({ ...write(), file: list, plan });
    expect(counts).toMatchObject({ read: 6, new: 2, changed: 2, same: 1, rejected: 1 });
    const renamed = await named("桃源村");
    expect(renamed).toMatchObject({ nameEn: "Taoyuan", isNumbered: false });
    const added = (await tree()).filter(({ parentId }) => parentId === renamed?.areaId);
    expect(added.map(({ name }) => name)).toEqual(["第1网格"]);
    const brought = await named("杏花社区");
    expect(brought?.kind).toBe("community");
    expect((await named("一网格"))?.parentId).toBe(brought?.areaId);
    expect((await named("东街社区"))?.kind).toBe("community");
    const { units } = await organization.units({});
    expect(units.map(({ name }) => name)).toContain("桃源村作战单元");
    await expect(organization.importAreas({ ...write(), file: list, plan })).rejects.toEqual(
      refused("sheet.outdated"),
    );
  });

  test("goes out in the form it comes back in, in either language", async () => {
    for (const visitor of [director, application.visitor("en")]) {
      visitor.cookie.token = director.cookie.token;
      const file = await visitor.call.organization.areaFile({});
      const [sheet] = (await readSheet(new Uint8Array(await file.arrayBuffer()), file.name)).sheets;
      expect(sheet?.rows).toHaveLength((await tree()).length);
      const { counts } = await visitor.call.organization.previewAreaImport({ file });
      const read = (await tree()).length - 1;
      expect(counts).toEqual({ read, new: 0, changed: 0, same: read, rejected: 0 });
    }
  });

  const another = csv(
    "村,网格,类型,英文名称,新名称",
    "第5村,,,Lianhua,莲花村",
    "第5村,第1网格,网格,,",
    "第6村,,社区,,",
    "新塘村,一网格,,,",
  );
  const bringIn = async (file: File) => {
    const { plan } = await organization.previewAreaImport({ file });
    return organization.importAreas({ ...write(), file, plan });
  };
  const laterOn = () => application.clock.set(addMinutes(application.clock.now(), 1));
  const unitNames = async () => (await organization.units({})).units.map(({ name }) => name).sort();

  test("is taken back as a whole, once: names, kinds, places, and units named along", async () => {
    const before = await tree();
    const units = await unitNames();
    const { importId } = await bringIn(another);
    expect(await named("莲花村")).toMatchObject({ isNumbered: false });
    expect(await unitNames()).not.toEqual(units);
    expect(await named("一网格")).toBeDefined();
    laterOn();
    const lead = await town.unitLeadOfA();
    await expect(lead.call.organization.undoAreaImport({ ...write(), importId })).rejects.toEqual(
      refused("kernel.forbidden"),
    );
    const undo = () => organization.undoAreaImport({ ...write(), importId });
    expect(await undo()).toEqual({ restored: 5 });
    expect(await tree()).toEqual(before);
    expect(await unitNames()).toEqual(units);
    await expect(undo()).rejects.toEqual(refused("sheet.importNotFound"));
    const { imports } = await organization.areaImports({});
    expect(imports[0]).toMatchObject({ importId, undoneAt: expect.any(String) });
  });

  test("takes names that are exchanged in a ring", async () => {
    const exchange = csv("村,新名称", "第5村,换一村", "第6村,第5村");
    const { plan, counts } = await organization.previewAreaImport({ file: exchange });
    expect(counts.changed).toBe(2);
    await organization.importAreas({ ...write(), file: exchange, plan });
    expect(await named("第5村")).toMatchObject({ isNumbered: false });
    expect(await named("第6村")).toBeUndefined();
  });

  test("of several sheets is read from all that have a header, and the others are named", async () => {
    const bytes = await writeSheet({
      sheetName: "网格",
      columns: [{ header: "村" }, { header: "网格" }],
      rows: [["石桥村", "第8网格"]],
    });
    const { rows, sheetName } = await organization.previewAreaImport({
      file: new File([new Uint8Array(bytes)], "网格.xlsx"),
    });
    expect([sheetName, rows.map(({ fate }) => fate)]).toEqual(["网格", ["new"]]);
  });

  test("leaves the order of what is there, and puts what is new after it", async () => {
    const ids = (await tree()).map(({ areaId }) => areaId);
    expect(ids.indexOf(areas.villageA)).toBeLessThan(ids.indexOf(areas.villageB));
    const brought = await named("杏花社区");
    const villages = (await tree()).filter(
      ({ kind }) => kind === "village" || kind === "community",
    );
    expect(villages.at(-1)?.areaId).toBe(brought?.areaId);
  });

  test("is not taken back once somebody lives in what is new, or what it changed was changed", async () => {
    laterOn();
    const { importId } = await bringIn(another);
    laterOn();
    const undo = () => organization.undoAreaImport({ ...write(), importId });
    const pond = (await named("新塘村"))?.areaId ?? "";
    const lotus = (await named("莲花村"))?.areaId ?? "";
    await director.call.registry.createHousehold({ ...write(), areaId: pond, number: "T-1" });
    await organization.editArea({ ...write(), areaId: lotus, name: "荷花村" });
    const after = await tree();
    await expect(undo()).rejects.toMatchObject({
      code: "sheet.builtOn",
      data: { details: { total: 2, names: "荷花村、新塘村" } },
    });
    expect(await tree()).toEqual(after);
  });

  test("is not taken back where another has the name by now", async () => {
    const renaming = csv("村,新名称", "换一村,梅林村");
    const { importId } = await bringIn(renaming);
    const [root] = await tree();
    const parentId = root?.areaId ?? "";
    await organization.addArea({
      ...write(),
      parentId,
      kind: "village",
      name: "换一村",
      nameEn: "",
    });
    laterOn();
    await expect(organization.undoAreaImport({ ...write(), importId })).rejects.toMatchObject({
      code: "sheet.builtOn",
      data: { details: { names: "梅林村" } },
    });
  });
});
