/** The list of premises brought from a spreadsheet, and taken back. */

import { PremisesKind, PremisesState } from "@lianfang/core/registry/premises.ts";
import {
  premisesColumnSynonyms,
  premisesColumns,
  premisesKindOf,
  premisesStateOf,
} from "@lianfang/core/registry/premises-sheet-columns.ts";
import { testApplication } from "@lianfang/testkit/application.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { writeXlsx } from "hucre/xlsx";
import { describe, expect, test } from "vitest";
import { word } from "../kernel/spreadsheet/header.ts";
import { readSheet } from "../kernel/spreadsheet/read.ts";
import { premisesColumnText } from "./premises-import-texts.ts";
import { premisesOptionText } from "./premises-texts.ts";

const application = await testApplication();
application.clock.set("2020-02-05T01:00:00.000Z");
const town = await foundTestTown(application);
const { areas } = town;
const office = await town.office();
const { registry } = office.call;
const refused = (code: string) => expect.objectContaining({ code });

const csv = (...lines: string[]) =>
  new File([lines.join("\n")], "场所台账.csv", { type: "text/csv" });
const list = csv(
  "青石镇重点场所底册,,,,,,,,",
  "店名,类型,村（社区）,地址,法人,联系电话,从业人数,面积,经营年限",
  "柳林超市,超市,柳林村,柳林路8号,吴店主,179 0000 8001,4,120㎡,3",
  "桥头饭店,餐饮,石桥村,,郑老板,17900008002,,,",
  "桥头饭店,餐饮,石桥村,,郑老板,17900008002,,,",
  "无处商店,商店,石乔村,,,,,,",
  "东街工厂,造船,东街社区,,,,,,",
  ",商店,柳林村,,,,,,",
  "老铺子,商店,柳林村,柳林路1号,,12345,,,",
);

const all = async () => (await registry.premisesList({ limit: 200 })).rows;
const named = async (name: string) => (await all()).find((row) => row.name === name);
const taken = {
  form: "xlsx",
  purpose: "report",
  receiverKind: "county",
  receiver: "县指挥部",
} as const;

describe("a list of premises", () => {
  test("is brought in by the town's office alone", async () => {
    const lead = await town.unitLeadOfA();
    const { registry: theirs } = lead.call;
    await expect(theirs.previewPremisesImport({ file: list })).rejects.toEqual(
      refused("kernel.forbidden"),
    );
    await expect(theirs.importPremises({ ...write(), file: list, plan: "" })).rejects.toEqual(
      refused("kernel.forbidden"),
    );
    await expect(theirs.undoPremisesImport({ ...write(), importId: write().id })).rejects.toEqual(
      refused("kernel.forbidden"),
    );
  });

  test("without a header that names them is refused, and says which columns there may be", async () => {
    await expect(
      registry.previewPremisesImport({ file: csv("村,人口", "柳林村,8") }),
    ).rejects.toMatchObject({
      code: "sheet.headerMissing",
      data: { details: { needed: "名称", more: expect.stringContaining("统一社会信用代码") } },
    });
  });

  test("is shown line by line with what is wrong, and changes nothing", async () => {
    const { areaId } = { areaId: areas.villageA };
    const kept = { ...write(), areaId, kind: "shop", name: "柳林超市", capacity: 2 } as const;
    await registry.createPremises(kept);
    const preview = await registry.previewPremisesImport({ file: list });
    expect(preview.counts).toEqual({ read: 7, new: 1, changed: 1, same: 0, rejected: 5 });
    expect(preview.rows.map(({ where, fate, reasons }) => [where, fate, reasons[0]?.text])).toEqual(
      [
        ["3", "changed", undefined],
        ["4", "new", undefined],
        ["5", "rejected", "与第 4 行说的是同一条"],
        ["6", "rejected", "没有“石乔村”这个村（社区）或网格。是不是：石桥村？"],
        ["7", "rejected", expect.stringContaining("造船")],
        ["8", "rejected", "没有写名称"],
        ["9", "rejected", expect.stringContaining("12345")],
      ],
    );
    expect(preview.rows[0]?.changes.map(({ label, from, to }) => [label, from, to])).toEqual([
      ["地址", "", "柳林路8号"],
      ["负责人", "", "吴店主"],
      ["负责人电话", "", "179****8001"],
      ["面积（平方米）", "", "120"],
      ["容纳人数", "2", "4"],
    ]);
    expect(preview.columns.filter(({ column }) => !column)).toEqual([{ header: "经营年限" }]);
    expect(await all()).toHaveLength(1);
  });

  test("says all that is wrong with a line at once", async () => {
    const file = csv("名称,类别,村,电话,容纳人数", "河边屋,造船,石乔村,12,许多");
    const { rows } = await registry.previewPremisesImport({ file });
    expect(rows.flatMap(({ reasons }) => reasons.map(({ code }) => code))).toEqual([
      "premises.sheet.kindUnknown",
      "sheet.phoneWrong",
      "premises.sheet.numberWrong",
      "sheet.areaUnknownNear",
    ]);
  });

  test("gives its rejected lines back as a sheet that can be put right and sent again", async () => {
    const file = await registry.rejectedPremisesRows({ file: list });
    expect(file.name).toBe("场所台账-退回的行.xlsx");
    const [sheet] = (await readSheet(new Uint8Array(await file.arrayBuffer()), file.name)).sheets;
    const rows = (sheet?.rows ?? []).map((row) => row.map(({ text }) => text));
    const header = rows.findIndex((row) => row.includes("退回原因"));
    expect(rows[header]).toContain("经营年限");
    expect(rows.slice(header + 1).map((row) => row.at(-1))).toEqual(["5", "6", "7", "8", "9"]);
    const again = await registry.previewPremisesImport({ file });
    expect(again.counts).toMatchObject({ read: 5, rejected: 4 });
    expect(again.columns.map((column) => column.header)).not.toContain("退回原因");
  });

  test("of several sheets gives rejected lines back on one, each with what its own sheet's name said", async () => {
    const header = ["名称", "类别", "面积"];
    const bytes = await writeXlsx({
      sheets: [
        { name: "柳林村", rows: [header, ["河东商店", "商店", "很大"]] },
        { name: "石桥村", rows: [header, ["河西商店", "商店", "很大"]] },
        {
          name: "石桥村出租屋",
          rows: [
            ["名称", "面积"],
            ["河西1号", "很大"],
          ],
        },
      ],
    });
    const sheets = new File([new Uint8Array(bytes)], "台账.xlsx");
    const file = await registry.rejectedPremisesRows({ file: sheets });
    const [sheet] = (await readSheet(new Uint8Array(await file.arrayBuffer()), file.name)).sheets;
    const rows = (sheet?.rows ?? []).map((row) => row.map(({ text }) => text));
    const at = (name: string) => rows[0]?.indexOf(name) ?? -1;
    const said = rows
      .slice(1)
      .map((row) => [row[at("名称")], row[at("村（社区）")], row[at("类别")]]);
    expect(said).toEqual([
      ["河东商店", "柳林村", "商店"],
      ["河西商店", "石桥村", "商店"],
      ["河西1号", "石桥村", "出租屋"],
    ]);
    const again = await registry.previewPremisesImport({ file });
    expect(again.counts).toMatchObject({ read: 3, rejected: 3 });
  });

  test("does what was shown, once, and is taken back as a whole", async () => {
    const { plan } = await registry.previewPremisesImport({ file: list });
    const bring = (given: string) =>
      registry.importPremises({ ...write(), file: list, plan: given });
    await expect(bring("another")).rejects.toEqual(refused("sheet.outdated"));
    const { importId, ...counts } = await bring(plan);
    expect(counts).toEqual({ read: 7, new: 1, changed: 1, same: 0, rejected: 5 });
    expect(await named("柳林超市")).toMatchObject({ capacity: 4, phoneMasked: "179****8001" });
    expect(await named("桥头饭店")).toMatchObject({ kind: "restaurant", areaId: areas.villageB });
    await expect(bring(plan)).rejects.toEqual(refused("sheet.outdated"));
    const again = await registry.previewPremisesImport({ file: list });
    expect(again.counts).toEqual({ read: 7, new: 0, changed: 0, same: 2, rejected: 5 });
    const { imports } = await registry.premisesImports({});
    expect(imports).toMatchObject([{ importId, fileName: "场所台账.csv", counts }]);
    const undo = () => registry.undoPremisesImport({ ...write(), importId });
    expect(await undo()).toEqual({ restored: 2 });
    expect(await named("柳林超市")).toMatchObject({ capacity: 2 });
    expect(await named("桥头饭店")).toBeUndefined();
    await expect(undo()).rejects.toEqual(refused("sheet.importNotFound"));
    expect((await registry.premisesImports({})).imports[0]?.undoneAt).toBeDefined();
  });

  test("is not taken back once somebody has built on it, and says on what", async () => {
    const { plan } = await registry.previewPremisesImport({ file: list });
    const { importId } = await registry.importPremises({ ...write(), file: list, plan });
    const restaurant = await named("桥头饭店");
    await registry.editPremises({
      ...write(),
      premisesId: restaurant?.premisesId ?? "",
      revision: 1,
      note: "已检查",
    });
    await expect(registry.undoPremisesImport({ ...write(), importId })).rejects.toMatchObject({
      code: "registry.builtOn",
      data: { details: { total: 1, names: expect.stringContaining("桥头饭店") } },
    });
  });

  test("that was taken out comes back as all the same, in either language, masked or whole", async () => {
    const fields = { areaId: areas.gridA1, kind: "enterprise", name: "柳林电子厂" } as const;
    await registry.createPremises({
      ...write(),
      ...fields,
      address: "柳林路1号",
      inChargeName: "吴厂长",
      inChargePhone: "0817-2345678",
      floorAreaM2: 1200,
      state: "closed",
      stateSince: "2020-02-01",
      note: "两班倒",
    });
    for (const locale of ["zh-CN", "en"] as const) {
      const visitor = application.visitor(locale);
      visitor.cookie.token = office.cookie.token;
      for (const isWhole of [false, true]) {
        const out = await visitor.call.registry.exportPremises({
          ...write(),
          ...taken,
          columns: [...premisesColumns],
          isWhole,
        });
        if (!out.file) throw new Error("no file");
        const { counts, rows } = await visitor.call.registry.previewPremisesImport({
          file: out.file,
        });
        const read = (await all()).length;
        expect(rows.flatMap(({ reasons }) => reasons)).toEqual([]);
        expect(counts).toEqual({ read, new: 0, changed: 0, same: read, rejected: 0 });
      }
    }
  });

  test("takes village and kind from what stands above a table that has no columns for them", async () => {
    const titled = csv(
      "柳林村出租屋台账,,",
      "出租屋名称,房东,房东电话",
      "柳林路5号,钱房东,17900008005",
    );
    const { rows } = await registry.previewPremisesImport({ file: titled });
    expect(rows).toMatchObject([{ fate: "new", kind: "出租屋", place: "柳林村" }]);
    const visitor = application.visitor("en");
    visitor.cookie.token = office.cookie.token;
    const inEnglish = await visitor.call.registry.previewPremisesImport({ file: titled });
    const { nameEn } =
      (await office.call.organization.areas({})).areas.find(
        ({ areaId }) => areaId === areas.villageA,
      ) ?? {};
    expect(inEnglish.rows).toMatchObject([{ kind: "rented dwelling", place: nameEn }]);
  });

  test("leaves what its cells leave empty, and premises in their grid", async () => {
    const short = csv("名称,村", "柳林电子厂,柳林村");
    expect((await registry.previewPremisesImport({ file: short })).counts).toMatchObject({
      same: 1,
    });
  });
});

describe("the words of the form", () => {
  test.each(["zh-CN", "en"] as const)("are read as what they are called in %s", (locale) => {
    for (const kind of PremisesKind.options)
      expect(premisesKindOf(premisesOptionText(kind, locale))).toBe(kind);
    for (const state of PremisesState.options)
      expect(premisesStateOf(premisesOptionText(state, locale))).toBe(state);
    for (const column of premisesColumns)
      expect(premisesColumnSynonyms[column].map(word)).toContain(
        word(premisesColumnText(column, locale)),
      );
  });
});
