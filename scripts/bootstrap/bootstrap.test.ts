import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { rows } from "./columns.mjs";
import { fingerprint } from "./fingerprint.mjs";
import { startHelp } from "./help.mjs";
import { isInstalled } from "./install.mjs";
import { inRoot } from "./places.mjs";
import { isGoodEnough } from "./runtime.mjs";
import { terminalLocale } from "./texts.mjs";

test.each([
  ["24.21.0", true],
  ["24.21.3", true],
  ["24.30.0", true],
  ["24.20.9", false],
  ["20.19.0", false],
  ["25.0.0", false],
])("Node.js %s serves for 24.21.0: %s", (found, isEnough) => {
  expect(isGoodEnough(found, "24.21.0")).toBe(isEnough);
});

const here = { os: [process.platform], cpu: [process.arch] };
const elsewhere = { os: ["sunos"], cpu: [process.arch] };
const locked = {
  "": {},
  "packages/core": {},
  "node_modules/zod": { version: "4.0.0", integrity: "a" },
  "node_modules/tool-here": { version: "1.0.0", optional: true, ...here },
  "node_modules/tool-elsewhere": { version: "1.0.0", optional: true, ...elsewhere },
  "node_modules/tool-any-but-here": {
    version: "1.0.0",
    optional: true,
    os: [`!${process.platform}`],
  },
};
const installed = {
  "node_modules/zod": { version: "4.0.0", integrity: "a" },
  "node_modules/tool-here": { version: "1.0.0" },
};

test("what is locked for this platform and nothing else is installed", () => {
  expect(isInstalled(locked, installed)).toBe(true);
});

test.each([
  ["nothing", undefined],
  ["one is missing", { "node_modules/tool-here": { version: "1.0.0" } }],
  ["this platform's is missing", { "node_modules/zod": { version: "4.0.0", integrity: "a" } }],
  ["another version", { ...installed, "node_modules/zod": { version: "4.0.1", integrity: "a" } }],
  ["another content", { ...installed, "node_modules/zod": { version: "4.0.0", integrity: "b" } }],
  ["one too many", { ...installed, "packages/web/node_modules/zod": { version: "3.0.0" } }],
])("not installed: %s", (_, found) => {
  expect(isInstalled(locked, found)).toBe(false);
});

test("a fingerprint knows names and contents, and bears what isn't there", () => {
  const one = fingerprint(["package.json"]);
  expect(one).toMatch(/^[0-9a-f]{64}$/);
  expect(fingerprint(["package.json"])).toBe(one);
  expect(fingerprint(["package.json", "no-such-folder"])).toBe(one);
  expect(fingerprint(["package.json", ".node-version"])).not.toBe(one);
});

test.each([
  [{ LANG: "zh_CN.UTF-8" }, [], "zh-CN"],
  [{ LANG: "zh_CN.UTF-8", LC_ALL: "en_GB.UTF-8" }, [], "en"],
  [{ LANG: "en_US.UTF-8" }, ["--lang", "zh"], "zh-CN"],
  [{ LANG: "zh_CN.UTF-8" }, ["--lang=en"], "en"],
  [{ LANG: "C" }, [], "en"],
])("the terminal's language by %j and %j is %s", (environment, args, expected) => {
  expect(terminalLocale(environment, args)).toBe(expected);
});

test("two columns fit a terminal, Chinese included", () => {
  const width = (line: string) => [...line].reduce((sum, c) => sum + (c > "\u2e7f" ? 2 : 1), 0);
  const lines = rows([
    ["PORT", "监听端口，".repeat(30)],
    ["LIANFANG_DATA", "folder ".repeat(40)],
  ]);
  expect(Math.max(...lines.map(width))).toBeLessThanOrEqual(98);
  expect(lines.some((line) => /^\s*[，。]/.test(line))).toBe(false);
});

test("the help needs no library and names the pinned towns", () => {
  for (const town of ["dongguan", "nandulehe", "puzhai", "pushi", "shanwang"]) {
    expect(startHelp()).toContain(town);
  }
  const sources = ["help", "texts", "columns", "check-node", "bootstrap", "runtime", "install"];
  for (const name of sources) {
    const source = readFileSync(inRoot("scripts", "bootstrap", `${name}.mjs`), "utf8");
    expect(source.match(/from "(?!node:|\.)[^"]+"/g), name).toBeNull();
  }
});
