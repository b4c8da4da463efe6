/** The list of staff brought from a spreadsheet, taken back, and taken out. */
import { StaffKind } from "@lianfang/core/organization/contract.ts";
import { staffKindIn, staffKindOf } from "@lianfang/core/organization/staff-sheet-columns.ts";
import { testApplication } from "@lianfang/testkit/application.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { describe, expect, test } from "vitest";
import { staffKindText } from "./staff-texts.ts";

const application = await testApplication();
const town = await foundTestTown(application);
const { areas, director } = town;
const { organization } = director.call;
const refused = (code: string) => expect.objectContaining({ code });
const unitName = (await organization.units({})).units.find(
  ({ unitId }) => unitId === town.units.villageA,
)?.name;

const csv = (...lines: string[]) =>
  new File([lines.join("\n")], "花名册.csv", { type: "text/csv" });
const add = async (name: string, fields: object = {}) =>
  (await organization.addStaff({ ...write(), name, kind: "village-cadre", ...fields })).staffId;
const all = async () => (await organization.staff({ limit: 200 })).rows;
const named = async (name: string) => (await all()).filter((row) => row.name === name);

const list = csv(
  "青石镇防控队伍花名册,,,,",
  "姓名,职务,联系电话,单位,村,备注",
  `王支书,村支书,0817-2000001,${unitName},柳林村,`,
  "李网格,网格员,179 0000 7002,,柳林村第1网格,",
  "赵新人,炊事员,17900007003,,,",
  "钱干部,镇干部,17900007004,没有的队,,",
  "孙医生,村医,打到村里,,石桥村,",
  "周同名,民兵,17900007006,,石桥村,",
  "镇上人,镇干部,,,青石镇,",
);

describe("a list of staff", () => {
  test("is brought in, taken back and taken out by the town's office alone", async () => {
    const { organization: theirs } = (await town.unitLeadOfA()).call;
    const forbidden = refused("kernel.forbidden");
    await expect(theirs.previewStaffImport({ file: list })).rejects.toEqual(forbidden);
    await expect(theirs.importStaff({ ...write(), file: list, plan: "" })).rejects.toEqual(
      forbidden,
    );
    await expect(theirs.exportStaff({ ...write(), ...taken })).rejects.toEqual(forbidden);
  });

  test("is shown line by line; namesakes who differ in more than one thing are two", async () => {
    await add("王支书", { phone: "0817 2000001", areaId: areas.villageA });
    await add("周同名", { phone: "17900007099", areaId: areas.villageA });
    const { rows, counts, columns } = await organization.previewStaffImport({ file: list });
    expect(counts).toEqual({ read: 7, new: 4, changed: 1, same: 0, rejected: 2 });
    expect(rows.map(({ name, fate, reasons }) => [name, fate, reasons[0]?.code])).toEqual([
      ["王支书", "changed", undefined],
      ["李网格", "new", undefined],
      ["赵新人", "new", "organization.staffImport.kindOther"],
      ["钱干部", "rejected", "organization.staffImport.unitUnknown"],
      ["孙医生", "rejected", "sheet.phoneWrong"],
      ["周同名", "new", "organization.staffImport.namesake"],
      ["镇上人", "new", undefined],
    ]);
    expect(rows[0]?.changes).toEqual([
      { field: "unitId", label: "所在队伍", from: "", to: unitName },
    ]);
    expect(columns.at(-1)).toEqual({ header: "备注" });
  });

  test("says all that is wrong with a line at once", async () => {
    const file = csv("姓名,电话,所在队伍,村（社区）", "钱干部,打到村里,没有的队,没有的村");
    const { rows } = await organization.previewStaffImport({ file });
    expect(rows.flatMap(({ reasons }) => reasons.map(({ code }) => code))).toEqual([
      "sheet.phoneWrong",
      "organization.staffImport.unitUnknown",
      "sheet.areaUnknown",
    ]);
  });

  test("does what was shown, and is taken back as a whole: past days count it as they did", async () => {
    const { plan } = await organization.previewStaffImport({ file: list });
    const before = await all();
    const { importId } = await organization.importStaff({ ...write(), file: list, plan });
    expect(await named("王支书")).toMatchObject([{ unitId: town.units.villageA }]);
    expect(await named("李网格")).toMatchObject([
      { kind: "grid-worker", areaId: areas.gridA1, phone: "179 0000 7002" },
    ]);
    expect(await named("镇上人")).toMatchObject([{ areaId: areas.town }]);
    expect(await named("周同名")).toHaveLength(2);
    const again = await organization.previewStaffImport({ file: list });
    expect(again.counts).toMatchObject({ new: 0, changed: 0, same: 5 });
    const served = async () => {
      const { rows } = await application.app.kernel.db
        .selectFrom("staff_service")
        .select("staff_id")
        .where("until_at", "is not", null)
        .execute()
        .then((found) => ({ rows: found }));
      return rows.length;
    };
    const endedBefore = await served();
    const undo = () => organization.undoStaffImport({ ...write(), importId });
    expect(await undo()).toEqual({ restored: 5 });
    expect(await all()).toEqual(before);
    expect(await served()).toBe(endedBefore + 4);
    await expect(undo()).rejects.toEqual(refused("sheet.importNotFound"));
    const { counts } = await organization.previewStaffImport({ file: list });
    expect(counts).toMatchObject({ new: 4, changed: 1 });
  });

  test("is not taken back once somebody of it answers for something, or was changed", async () => {
    const { plan } = await organization.previewStaffImport({ file: list });
    const { importId } = await organization.importStaff({ ...write(), file: list, plan });
    const [grid] = await named("李网格");
    await organization.assign({
      ...write(),
      targetKind: "area",
      targetIds: [areas.gridA1],
      level: 1,
      staffId: grid?.staffId ?? "",
    });
    const [secretary] = await named("王支书");
    await organization.editStaff({
      ...write(),
      staffId: secretary?.staffId ?? "",
      phone: "0817-2000009",
    });
    await expect(organization.undoStaffImport({ ...write(), importId })).rejects.toMatchObject({
      code: "sheet.builtOn",
      data: { details: { total: 2, names: "李网格、王支书" } },
    });
  });

  test("changes nobody who has left the service, and says where that is done", async () => {
    const [medic] = await named("赵新人");
    await organization.editStaff({ ...write(), staffId: medic?.staffId ?? "", isActive: false });
    const { rows } = await organization.previewStaffImport({
      file: csv("姓名,职务,电话", "赵新人,志愿者,17900007003", "赵新人,,17900007003"),
    });
    expect(rows.map(({ fate, reasons }) => [fate, reasons[0]?.code])).toEqual([
      ["rejected", "organization.staffImport.ended"],
      ["same", undefined],
    ]);
  });

  test("that was taken out comes back as all the same, in either language, hidden or whole", async () => {
    for (const visitor of [director, application.visitor("en")]) {
      visitor.cookie.token = director.cookie.token;
      for (const isWhole of [false, true]) {
        const own = visitor.call.organization;
        const { file } = await own.exportStaff({ ...write(), ...taken, isWhole });
        if (!file) throw new Error("no file");
        const { counts, rows } = await own.previewStaffImport({ file });
        const read = (await all()).length;
        expect(rows.filter(({ fate }) => fate !== "same")).toEqual([]);
        expect(counts).toEqual({ read, new: 0, changed: 0, same: read, rejected: 0 });
      }
    }
  });

  test("is taken out as it is narrowed, ticked rows alone, and the journal knows what for", async () => {
    const [one] = await named("王支书");
    const write1 = write();
    await organization.exportStaff({ ...write1, ...taken, only: [one?.staffId ?? ""] });
    const row = await application.app.kernel.db
      .selectFrom("journal")
      .select("details")
      .where("id", "=", write1.id)
      .executeTakeFirstOrThrow();
    expect(row.details).toMatchObject({ purpose: "report", receiverKind: "county", rows: 1 });
  });
});

const taken = {
  form: "xlsx",
  purpose: "report",
  receiverKind: "county",
  receiver: "县指挥部",
} as const;

test.each(["zh-CN", "en"] as const)(
  "the kinds are read as what they are called in %s",
  (locale) => {
    for (const kind of StaffKind.options)
      expect(staffKindOf(staffKindText(kind, locale))).toBe(kind);
  },
);

test("a title tells the kind", () => {
  expect(staffKindIn(["柳林村网格员花名册"])).toBe("grid-worker");
  expect(staffKindIn(["驻村干部名单"])).toBe("town-cadre");
  expect(staffKindIn(["花名册"])).toBeUndefined();
});
