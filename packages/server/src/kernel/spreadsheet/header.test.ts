import { describe, expect, it } from "vitest";
import { findHeader } from "./header.ts";
import type { Sheet } from "./sheet.ts";

const table = (...lines: string[][]): Pick<Sheet, "rows" | "spans"> => ({
  rows: lines.map((line) => line.map((text) => ({ text }))),
  spans: [],
});

const synonyms = {
  household: ["户号", "户编号", "Household no."],
  name: ["姓名", "Name"],
  identityNumber: ["身份证号", "身份证号码", "公民身份号码"],
  head: ["户主姓名", "户主"],
  phone: ["联系电话", "手机号"],
};

describe("findHeader", () => {
  it("finds the header below a title, a note and an empty line", () => {
    const header = findHeader(
      table(
        ["东观镇三村户籍底册"],
        ["填表人：姓名", "", "2020年2月3日"],
        [],
        ["序号", "户号", "姓名", "身份证号码"],
        ["1", "0001", "张三", "412829198001010000"],
      ),
      { synonyms },
    );
    expect(header).toMatchObject({
      line: 4,
      dataFrom: 4,
      columns: { household: 1, name: 2, identityNumber: 3 },
      unknown: [{ column: 0, text: "序号" }],
    });
  });

  it("overlooks marks of obligation, remarks in brackets, spaces and width", () => {
    const header = findHeader(
      table(["*姓 名", "身份证号（18位）", "联系\n电话【必填】", "household NO"]),
      { synonyms },
    );
    expect(header?.columns).toEqual({ name: 0, identityNumber: 1, phone: 2, household: 3 });
  });

  it("doesn't take a word for another that contains it", () => {
    const header = findHeader(table(["户主姓名", "姓名", "户号"]), { synonyms });
    expect(header?.columns).toEqual({ head: 0, name: 1, household: 2 });
  });

  it("reads two lines one under the other as one header", () => {
    const header = findHeader(
      table(
        ["户号", "家庭成员", "", "联系电话"],
        ["", "姓名", "身份证号", ""],
        ["1", "张三", "412829198001010000", "13900000000"],
      ),
      { synonyms },
    );
    expect(header).toMatchObject({
      line: 2,
      dataFrom: 2,
      columns: { household: 0, name: 1, identityNumber: 2, phone: 3 },
      texts: ["户号", "姓名", "身份证号", "联系电话"],
    });
  });

  it("reads a lower line under joined headings: by both words, by a mere group, else by its own", () => {
    const { rows } = table(
      ["户籍人口登记表", "", "", "", "", ""],
      ["户号", "户主", "", "家庭成员", "", "联系电话"],
      ["户号", "姓名", "身份证号", "姓名", "身份证号", "联系电话"],
    );
    const spans = [
      { line: 1, fromColumn: 0, toColumn: 5 },
      { line: 2, fromColumn: 1, toColumn: 2 },
      { line: 2, fromColumn: 3, toColumn: 4 },
    ];
    const groups = ["家庭成员"];
    expect(findHeader({ rows, spans }, { synonyms, groups })).toMatchObject({
      line: 3,
      columns: { household: 0, head: 1, name: 3, identityNumber: 4, phone: 5 },
      texts: [
        "户号",
        "户主 姓名",
        "户主 身份证号",
        "家庭成员 姓名",
        "家庭成员 身份证号",
        "联系电话",
      ],
      repeated: [{ column: 2, field: "identityNumber" }],
    });
    const again = table([
      "户号",
      "户主 姓名",
      "户主 身份证号",
      "家庭成员 姓名",
      "家庭成员 身份证号",
    ]);
    expect(findHeader(again, { synonyms, groups })?.columns).toEqual({
      household: 0,
      head: 1,
      name: 3,
      identityNumber: 4,
    });
  });

  it("doesn't take the first row of data into the header", () => {
    const header = findHeader(table(["姓名", "户号", "备注"], ["张三", "", "x"]), { synonyms });
    expect(header).toMatchObject({ line: 1, texts: ["姓名", "户号", "备注"] });
  });

  it("names a second column of the same field", () => {
    const header = findHeader(table(["姓名", "户号", "Name"]), { synonyms });
    expect(header?.repeated).toEqual([{ column: 2, field: "name" }]);
  });

  it("finds none where there is none, or only one of several fields, or below line 20", () => {
    expect(findHeader(table(["张三", "李四"]), { synonyms })).toBeUndefined();
    expect(findHeader(table(["姓名", "李四"]), { synonyms })).toBeUndefined();
    expect(findHeader(table(), { synonyms })).toBeUndefined();
    const low = [...Array.from({ length: 20 }, () => ["x"]), ["姓名", "户号"]];
    expect(findHeader(table(...low), { synonyms })).toBeUndefined();
  });

  it("is content with one column when only one field is asked for", () => {
    expect(findHeader(table(["姓名"]), { synonyms: { name: ["姓名"] } })?.columns).toEqual({
      name: 0,
    });
  });
});
