/** For tests: a bulletin, the same in English, and a certificate. Town, people and figures are made up. */
import type { OfficialDocument } from "./model.ts";

export const BULLETIN: OfficialDocument = {
  language: "zh-CN",
  title: "清河镇疫情防控工作日通报",
  issuer: "清河镇疫情联防联控指挥部",
  issuedOn: "2020-02-05",
  redHeader: "清河镇疫情联防联控指挥部文件",
  number: "清防指〔2020〕12号",
  issueLine: { body: "指挥部办公室", date: "2020年2月5日" },
  addressee: "各村（社区），各作战单元：",
  blocks: [
    {
      kind: "paragraph",
      text: ["截至2月5日17:00，全镇", { strong: "累计登记返乡人员1,284人" }, "，正在观察36人。"],
    },
    { kind: "heading", level: 1, text: "一、人员排查" },
    { kind: "heading", level: 2, text: "（一）入户情况" },
    {
      kind: "table",
      caption: "表1　各单元入户情况",
      columns: [
        { header: "单元" },
        { header: "应入户", align: "right" },
        { header: "完成率", align: "right" },
        { header: "备注" },
      ],
      rows: Array.from({ length: 40 }, (_, index) => [
        `第${index + 1}单元`,
        `${60 + index}`,
        "98.5%",
        index % 7 ? "" : "2户外出未归，已电话核实，次日再次上门",
      ]),
    },
    {
      kind: "facts",
      facts: [
        { name: "应测温人次", value: "72" },
        { name: "发热", value: "1人，已复测" },
      ],
    },
    { kind: "paragraph", text: "特此通报。" },
  ],
  signature: { body: "清河镇疫情联防联控指挥部", date: "2020年2月5日" },
  footerNote: "数据截至2020年2月5日17:00　日志校验 3f8a 91c2",
};

export const ENGLISH_BULLETIN: OfficialDocument = {
  language: "en",
  title: "Daily bulletin of Qinghe Town",
  issuer: "Headquarters of Qinghe Town",
  issuedOn: "2020-02-05",
  number: "No. 12",
  blocks: [
    { kind: "heading", level: 1, text: "1. Screening" },
    {
      kind: "paragraph",
      text: "As of 17:00, 1,284 arrivals were on the register, 张三 among them.",
    },
    { kind: "facts", facts: [{ name: "Readings due", value: "72" }] },
  ],
  signature: { body: "Headquarters of Qinghe Town", date: "5 February 2020" },
};

export const CERTIFICATE: OfficialDocument = {
  language: "zh-CN",
  title: "解除居家隔离医学观察通知书",
  issuer: "清河镇疫情联防联控指挥部",
  issuedOn: "2020-02-19",
  number: "清防指解〔2020〕0036号",
  addressee: "张三：",
  blocks: [
    {
      kind: "paragraph",
      text: "您自2020年2月5日起实行居家隔离医学观察14天，期间体温正常，现观察期满，自2020年2月19日起解除。",
    },
  ],
  signature: { body: "清河镇疫情联防联控指挥部", date: "2020年2月19日" },
  onePage: true,
};
