import { describe, expect, test } from "vitest";
import { indexAreaNames } from "../organization/area-names.ts";
import { indexDivisions } from "../policy/divisions.ts";
import { checkCharacter } from "./identity-number.ts";
import { checkRow } from "./import-row.ts";
import type { ImportCells } from "./import-row-reader.ts";

const areas = indexAreaNames(
  [
    { areaId: "town", kind: "town", name: "青石镇", nameEn: "Qingshi" },
    { areaId: "a", parentId: "town", kind: "village", name: "柳林村", nameEn: "Liulin Village" },
  ],
  ["青石镇"],
);
const divisions = indexDivisions([
  { code: "510000", name: "四川省" },
  { code: "511300", name: "南充市" },
  { code: "511302", name: "顺庆区" },
]);
const facts = { areas, divisions, today: "2020-02-05" };

const first17 = "77010119800501011";
const number = first17 + checkCharacter(first17);

function check(texts: Record<string, string>, flags: ImportCells = {}) {
  const cells = Object.fromEntries(
    Object.entries(texts).map(([column, text]) => [column, { text }]),
  );
  return checkRow({ ...cells, ...flags }, facts);
}

const codes = (texts: Record<string, string>, flags?: ImportCells) =>
  check(texts, flags).reasons.map(({ column, code }) => [column, code]);

describe("a row that can be taken", () => {
  test("is read as people write it", () => {
    const { draft, reasons } = check({
      householdNumber: " ０1 - 2",
      area: "柳林村3组",
      address: "柳林村3组\n7号",
      name: "张大山",
      identityNumber: number,
      phone: "179 0000 0017",
      relation: "户主",
      residence: "户籍人口",
      occupation: "无",
      vulnerability: "残疾人",
      note: "—",
    });
    expect(reasons).toEqual([]);
    expect(draft).toEqual({
      householdNumber: "01-2",
      areaId: "a",
      areaName: "柳林村",
      group: "3组",
      address: "柳林村3组 7号",
      name: "张大山",
      identityNumber: number,
      sex: "male",
      birthday: "1980-05-01",
      phone: "17900000017",
      relation: "head",
      residence: "registered-here",
      occupation: undefined,
      vulnerabilities: ["disabled"],
      note: undefined,
    });
  });

  test("says nothing where it is empty", () => {
    const { draft } = check({ name: "张三", sex: "女", phone: "", birthday: "—" });
    const said = Object.entries(draft ?? {}).filter(([, value]) => value !== undefined);
    expect(Object.fromEntries(said)).toEqual({ name: "张三", sex: "female" });
  });

  test("says how somebody lives, places from the province down", () => {
    const { draft, reasons } = check({
      name: "张三",
      sex: "女",
      registeredPlace: "四川省 南充市顺庆区舞凤街道",
      livingPlace: "表哥家",
      tenancy: "未返回",
      listedTrade: "外卖骑手",
      commute: "每天",
      commutePlace: "四川南充",
      proxyName: "张婶",
      proxyPhone: "179 0000 0018",
      proxyRelation: "邻居",
    });
    expect(reasons).toEqual([]);
    expect(draft?.circumstances).toEqual({
      registeredDivision: "511302",
      registeredAddress: "舞凤街道",
      livingDivision: null,
      livingAddress: "表哥家",
      tenancy: "away",
      listedTrade: "courier",
      commuteFrequency: "daily",
      commuteDivision: "511300",
      commutePlace: null,
      proxyName: "张婶",
      proxyPhone: "17900000018",
      proxyRelation: "neighbour",
    });
  });

  test("carries notes on what was left out", () => {
    expect(codes({ name: "张三", tenancy: "难说", listedTrade: "农业" })).toEqual([
      ["tenancy", "registry.import.wordUnknown"],
      ["listedTrade", "registry.import.wordUnknown"],
    ]);
    expect(codes({ name: "张三", residence: "火星", vulnerability: "军属" })).toEqual([
      ["residence", "registry.import.residenceUnknown"],
      ["vulnerability", "registry.import.vulnerabilityUnknown"],
    ]);
  });
});

describe("a row is refused, with every reason at once,", () => {
  test("without a name", () => {
    expect(codes({ name: "无", sex: "男" })).toEqual([["name", "registry.import.nameMissing"]]);
  });

  test("for each field that is wrong", () => {
    const { draft, reasons } = check({
      name: "张三",
      area: "柳村",
      identityNumber: `${number.slice(0, 17)}0`,
      sex: "未填过",
      birthday: "昨天",
      phone: "123",
      note: "长".repeat(201),
    });
    expect(draft).toBeUndefined();
    expect(reasons.map(({ column, code }) => [column, code])).toEqual([
      ["area", "registry.import.areaUnknownNear"],
      ["identityNumber", "registry.identity.checksum"],
      ["sex", "registry.import.sexUnreadable"],
      ["birthday", "registry.import.birthdayUnreadable"],
      ["phone", "registry.phone.length"],
      ["note", "registry.import.tooLong"],
    ]);
  });

  test("when number, sex and birthday contradict each other", () => {
    expect(
      codes({ name: "张三", identityNumber: number, sex: "女", birthday: "1980/5/2" }),
    ).toEqual([
      ["birthday", "registry.identity.birthdayDisagrees"],
      ["sex", "registry.identity.sexDisagrees"],
    ]);
  });

  test("when a program has lost digits, or a formula its result", () => {
    expect(
      codes(
        { name: "张三" },
        {
          identityNumber: { text: "770101198005010000", damaged: true },
          householdNumber: { text: "1234567890123450", damaged: true },
          phone: { text: "1.79E+10" },
          address: { text: "", uncalculated: true },
        },
      ),
    ).toEqual([
      ["address", "registry.import.uncalculated"],
      ["identityNumber", "registry.identity.damagedBySpreadsheet"],
      ["householdNumber", "registry.import.householdNumberDamaged"],
      ["phone", "registry.phone.damagedBySpreadsheet"],
    ]);
  });
});

describe("a birthday", () => {
  const birthdayOf = (birthday: string, identityNumber = "") => {
    const { draft, reasons } = check({ name: "张三", sex: "男", birthday, identityNumber });
    return [draft?.birthday, ...reasons.map(({ code }) => code)];
  };

  test("is settled by the number where its form leaves it open", () => {
    expect(birthdayOf("80.5.1", number)).toEqual(["1980-05-01"]);
    expect(birthdayOf("5/1/1980", number)).toEqual(["1980-05-01"]);
    expect(birthdayOf("1980年5月", number)).toEqual(["1980-05-01"]);
    expect(birthdayOf("29342", number)).toEqual(["1980-05-01"]);
    expect(birthdayOf("81.5.1", number)).toEqual([
      undefined,
      "registry.identity.birthdayDisagrees",
    ]);
    expect(birthdayOf("1980年6月", number)).toEqual([
      undefined,
      "registry.identity.birthdayDisagrees",
    ]);
  });

  test("without a number is taken with a note where only one day is possible", () => {
    expect(birthdayOf("80.5.1")).toEqual(["1980-05-01", "import.birthdayGuessed"]);
    expect(birthdayOf("29342")).toEqual(["1980-05-01", "import.birthdayGuessed"]);
    expect(birthdayOf("15.5.1")).toEqual([undefined, "import.birthdayAmbiguous"]);
    expect(birthdayOf("1980年5月")).toEqual([undefined, "import.birthdayPart"]);
  });

  test("counts from 1904 where the file does", () => {
    const cells = { name: { text: "张三" }, sex: { text: "男" }, birthday: { text: "27880" } };
    expect(checkRow(cells, { ...facts, from1904: true }).draft?.birthday).toBe("1980-05-01");
  });
});

test("a formula's error is never taken for what it stands for", () => {
  expect(codes({ name: "#N/A", sex: "男", note: "#REF!" })).toEqual([
    ["name", "import.formulaError"],
    ["note", "import.formulaError"],
  ]);
});
