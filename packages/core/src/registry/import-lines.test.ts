import { describe, expect, test } from "vitest";
import { kindOfLine, type TableForm } from "./import-lines.ts";

const form: TableForm = {
  columns: [
    { index: 0, header: "序号" },
    { index: 1, header: "户号", column: "householdNumber" },
    { index: 2, header: "村", column: "area" },
    { index: 3, header: "姓名", column: "name" },
    { index: 4, header: "身份证号", column: "identityNumber" },
    { index: 5, header: "人口数" },
  ],
  above: [
    ["柳林村户籍人口登记表"],
    ["填表日期：2020年2月1日"],
    ["序号", "户号", "住址", "家庭成员", "", "人口数"],
    ["", "", "村", "姓名", "身份证号", ""],
  ],
};
const kind = (...texts: string[]) => kindOfLine(texts, form)?.split(".").at(-1);

describe("a line about nobody", () => {
  test("is the header or the title said again", () => {
    expect(kind("序号", "户号", "村", "姓名", "身份证号", "人口数")).toBe("headerAgain");
    expect(kind("", "户 号", "村", "姓 名")).toBe("headerAgain");
    expect(kind("序号", "户号", "住址", "家庭成员", "", "人口数")).toBe("headerAgain");
    expect(kind("", "", "村", "姓名", "身份证号")).toBe("headerAgain");
    expect(kind("柳林村户籍人口登记表")).toBe("titleAgain");
  });

  test.each([
    ["合计", "35户", "", "128人"],
    ["合 计：", "", "", "", "", "128"],
    ["", "小计", "", "", "", "5"],
    ["", "", "柳林村合计", "128"],
    ["", "", "", "总计"],
    ["共35户128人"],
    ["", "", "", "共128人"],
    ["Total", "", "", "128"],
  ])("is a total: %s %s %s %s", (...texts) => {
    expect(kind(...texts)).toBe("totalLine");
  });

  test.each([
    ["注：户主排在第一行"],
    ["填表人：王会计"],
    ["", "", "第3页"],
    ["以上人员名单由各组组长提供，截止2020年1月31日"],
  ])("is a remark: %s", (...texts) => {
    expect(kind(...texts)).toBe("remarkLine");
  });

  test("is an empty form with a running number", () => {
    expect(kind("37")).toBe("emptyLine");
    expect(kind("38", "", "", "", "", "0")).toBe("emptyLine");
  });
});

test.each([
  ["1", "101", "柳林村", "张三", "770101198005010112"],
  ["2", "101", "", "合田一郎"],
  ["3", "", "", "小计", "770101198005010112"],
  ["4", "", "柳林村", "总小红", "", "4"],
  ["", "", "", "张三"],
  ["", "101"],
])("a line that may be somebody's is left alone: %s %s %s %s", (...texts) => {
  expect(kind(...texts)).toBeUndefined();
});
