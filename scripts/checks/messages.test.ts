import { expect, test } from "vitest";
import { messageFindings } from "./messages.mjs";

type Messages = Record<string, unknown>;

function catalogue(locale: string, messages: Messages, source = JSON.stringify(messages)) {
  return { locale, module: "registry", file: `messages/${locale}/registry.json`, source, messages };
}

const findings = (chinese: Messages, english: Messages) =>
  messageFindings([catalogue("zh-CN", chinese), catalogue("en", english)], ["registry"]);

test("two catalogues that agree have no findings", () => {
  const plural = [
    {
      declarations: ["input count", "local form = count: plural"],
      selectors: ["form"],
      match: { "form=one": "{count} household", "form=other": "{count} households" },
    },
  ];
  expect(
    findings(
      { "registry.count": "{count} 户", "problem.registry.taken": "已被占用" },
      { "registry.count": plural, "problem.registry.taken": "Taken" },
    ),
  ).toEqual([]);
});

test.each<[string, Messages, Messages, RegExp]>([
  ["a missing key", { "registry.a": "甲" }, {}, /en.*registry\.a is missing/],
  ["another parameter", { "registry.a": "{n}" }, { "registry.a": "{m}" }, /takes \(m\)/],
  ["an empty text", { "registry.a": "甲" }, { "registry.a": " " }, /is empty/],
  ["another module's key", { "kernel.a": "甲" }, { "kernel.a": "A" }, /does not begin with/],
  ["no text at all", { "registry.a": "甲" }, { "registry.a": { b: "B" } }, /neither a text/],
])("%s is found", (_, chinese, english, expected) => {
  expect(findings(chinese, english).join("\n")).toMatch(expected);
});

test("a key written twice is found", () => {
  const twice = '{\n  "registry.a": "甲",\n  "registry.a": "乙"\n}';
  const given = [catalogue("zh-CN", { "registry.a": "乙" }, twice)];
  expect(messageFindings(given, ["registry"])).toEqual([
    "messages/zh-CN/registry.json: registry.a is there twice",
  ]);
});

test("a catalogue the compiler isn't told of is found", () => {
  const given = [catalogue("zh-CN", { "registry.a": "甲" })];
  expect(messageFindings(given, []).join()).toMatch(/does not list/);
});
