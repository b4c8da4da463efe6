import { expect, test } from "vitest";
import type { PulledDirective } from "./pulled.ts";
import { type RecordedWords, saidOf } from "./said.ts";

const at = (time: string): string => new Date(`2020-02-05T${time}:00+08:00`).toISOString();
const told = { actId: "t", text: "20户", by: "小王", at: at("10:00"), isCorrected: false };
const directive: PulledDirective = {
  directiveId: "d",
  number: "〔2020〕第 1 号",
  title: "全面入户排查",
  text: "两日内入户排查一遍。",
  issuedAt: at("09:00"),
  issuedBy: "何镇长",
  confirmBy: at("11:00"),
  unitId: "u",
  unitName: "柳林村作战单元",
  unitNameEn: "Liulin unit",
  feedback: [told],
  takenBack: [],
};
const words = (change: Partial<RecordedWords> = {}): RecordedWords => ({
  kind: "feedback",
  actId: "w",
  directiveId: "d",
  unitId: "u",
  text: "缺口罩",
  at: at("10:30"),
  sending: "waiting",
  ...change,
});
const texts = (recorded: readonly RecordedWords[], from = directive) =>
  saidOf(from, recorded, []).feedback.map(({ text, sending }) => [text, sending]);

test("what waits here stands with what was told, the latest first, and once", () => {
  expect(texts([words(), words({ unitId: "v" })])).toEqual([
    ["缺口罩", "waiting"],
    ["20户", undefined],
  ]);
  expect(texts([words({ actId: "t", sending: "sent" })])).toEqual([["20户", undefined]]);
});

test("what is put right here reads so at once, and by the server's word once it is sent", () => {
  const correction = words({ kind: "correction", actId: "t", text: "200户" });
  expect(texts([correction])).toEqual([["200户", "waiting"]]);
  expect(texts([{ ...correction, sending: "sent" }])).toEqual([["20户", undefined]]);
  expect(texts([{ ...correction, sending: "refused" }])).toEqual([["20户", undefined]]);
});

test("what was taken back, here or elsewhere, is shown no more", () => {
  const taken = { ...directive, takenBack: ["t", "w"] };
  expect(texts([words({ sending: "sent" })], taken)).toEqual([]);
  const here = { step: "takeBack", actId: "t", sending: "waiting" } as const;
  const step = { ...here, directiveId: "d", unitId: "u", at: at("10:40") };
  expect(saidOf(directive, [], [step]).feedback).toEqual([]);
});

test("the words of a completion are put right as well", () => {
  const finished = { actId: "f", by: "小王", at: at("10:50"), receivedAt: at("10:50") };
  const done = { ...directive, finished: { ...finished, isLate: false, note: "走访完" } };
  expect(saidOf(done, [], []).note).toBe("走访完");
  const correction = words({ kind: "correction", actId: "f", text: "走访完，2 户无人" });
  expect(saidOf(done, [correction], []).note).toBe("走访完，2 户无人");
});
