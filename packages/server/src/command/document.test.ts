import type { BulletinContent } from "@lianfang/core/command/bulletin-content.ts";
import { describe, expect, test } from "vitest";
import type { DocumentBlock } from "../kernel/documents/model.ts";
import { bulletinDocument, bulletinFileName } from "./document.ts";

const figure = (figureId: string, zh: string, unit: string, value: number, before?: number) => ({
  figureId,
  section: figureId.startsWith("registry") ? ("overall" as const) : ("people" as const),
  name: { zh, en: zh },
  unit: { zh: unit, en: "" },
  value,
  before,
});

const content: BulletinContent = {
  version: 1,
  townId: "018f0000-0000-7000-8000-000000000001",
  town: { zh: "东观镇", en: "Dongguan Town" },
  response: { zh: "新冠肺炎疫情防控响应", en: "Response to COVID-19" },
  timeZone: "Asia/Shanghai",
  day: "2020-02-05",
  issueNumber: 12,
  cutOffAt: "2020-02-05T09:00:00.000Z",
  figures: [
    figure("registry.residents", "常住人口", "人", 30_112, 30_112),
    figure("screening.returnees", "返乡人员", "人", 1_284, 1_272),
    figure("observation.current.people", "正在观察", "人", 96, 102),
    figure("org.unassigned", "责任空白", "个", 3),
  ],
  columns: ["screening.returnees", "observation.current.people"],
  areas: [
    {
      areaId: "a",
      name: { zh: "黄溪村", en: "Huangxi" },
      figures: { "screening.returnees": 1_280, "observation.current.people": 96 },
    },
    { areaId: "b", name: { zh: "白塔村", en: "Baita" }, figures: { "screening.returnees": 4 } },
    { areaId: "c", name: { zh: "石桥村", en: "Shiqiao" }, figures: {} },
    { areaId: "d", name: { zh: "龙门村", en: "Longmen" }, figures: {} },
  ],
  findings: { zh: ["责任空白3处。"], en: ["Three without a name."] },
  remarks: { zh: "今日无新增。\n\n  明日复核。 ", en: "" },
  journalHead: "c3b0".padEnd(64, "0"),
};
const digest = "33d4".padEnd(64, "0");

const paragraphs = (blocks: readonly DocumentBlock[]) =>
  blocks.flatMap((block) => (block.kind === "paragraph" ? [block.text] : []));

describe("a bulletin's paper", () => {
  const paper = bulletinDocument(content, digest, "zh-CN");

  test("is titled, numbered and dated as towns do", () => {
    expect(paper).toMatchObject({
      language: "zh-CN",
      title: "东观镇新冠肺炎疫情防控日通报",
      number: "第12期",
      issuer: "东观镇疫情防控指挥部",
      issuedOn: "2020-02-05",
      issueLine: { body: "东观镇疫情防控指挥部", date: "2020年2月5日" },
    });
    expect(paper.redHeader).toBeUndefined();
    expect(bulletinFileName(content, "zh-CN")).toBe("疫防日通报-2020-02-05-第12期");
  });

  test("has five parts", () => {
    const headings = paper.blocks.flatMap((block) => (block.kind === "heading" ? block.text : []));
    expect(headings).toEqual([
      "一、总体情况",
      "二、人员管控",
      "三、各村（社区）情况",
      "四、存在问题",
      "五、小结和下步工作",
    ]);
  });

  test("tells figures as of the cut-off, with what changed since the day before", () => {
    expect(paragraphs(paper.blocks)).toEqual([
      "截至2月5日17:00，常住人口30,112人。",
      [{ strong: "来返人员。" }, "返乡人员1,284人（较昨日+12）。"],
      [{ strong: "隔离观察。" }, "正在观察96人（较昨日−6）。"],
      [{ strong: "责任落实。" }, "责任空白3个。"],
      "责任空白3处。",
      "今日无新增。",
      "明日复核。",
    ]);
  });

  test("lists villages with something to tell, the others together, and the sum", () => {
    const table = paper.blocks.find((block) => block.kind === "table");
    expect(table).toMatchObject({
      columns: [{ header: "村（社区）" }, { header: "返乡人员" }, { header: "正在观察" }],
      rows: [
        ["黄溪村", "1,280", "96"],
        ["白塔村", "4", "0"],
        ["其余2个村（社区）", "0", "0"],
        ["合计", "1,284", "96"],
      ],
    });
  });

  test("carries its digest and the journal's head on every page", () => {
    expect(paper.footerNote).toBe(`内容校验（SHA-256） ${digest}\n日志链首 ${content.journalHead}`);
  });
});

describe("a draft's paper", () => {
  test("says that it is one, and as of when", () => {
    const paper = bulletinDocument(content, undefined, "zh-CN");
    expect(paper.number).toBe("第12期（草稿）");
    expect(paper.footerNote).toBe("草稿，未经发布，数字截至2月5日17:00");
  });

  test("cut off at midnight is of the day that ended", () => {
    const midnight = { ...content, cutOffAt: "2020-02-05T16:00:00.000Z" };
    const paper = bulletinDocument(midnight, undefined, "zh-CN");
    expect(paper.footerNote).toBe("草稿，未经发布，数字截至2月5日24:00");
  });
});

test("the paper in English says the same", () => {
  const paper = bulletinDocument(content, digest, "en");
  expect(paper).toMatchObject({
    title: "Dongguan Town: Response to COVID-19\nDaily Bulletin",
    number: "No. 12",
    issueLine: { date: "5 February 2020" },
  });
  expect(paragraphs(paper.blocks)[0]).toBe("As of 17:00 on 5 February: 常住人口 30,112.");
  expect(paragraphs(paper.blocks).at(-1)).toBe("None.");
});
