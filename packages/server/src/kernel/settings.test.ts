import path from "node:path";
import { expect, test } from "vitest";
import { settings as settingsInHelp } from "../../../../scripts/bootstrap/help.mjs";
import { readSettings, settingNames } from "./settings.ts";
import { StartProblem } from "./start-problem.ts";

function problemsOf(environment: Record<string, string>, args: string[] = []): string {
  try {
    readSettings(environment, args);
  } catch (error) {
    if (error instanceof StartProblem) return error.text("en");
    throw error;
  }
  return "";
}

test("nothing needs to be set", () => {
  expect(readSettings({ LANG: "zh_CN.UTF-8" }, [])).toEqual({
    port: 8080,
    host: "127.0.0.1",
    databaseUrl: undefined,
    isDatabaseThrowAway: false,
    dataFolder: path.resolve("data"),
    publicUrl: undefined,
    results: undefined,
    logLevel: undefined,
    demo: undefined,
    locale: "zh-CN",
  });
});

test("everything can be set, and an empty variable is none", () => {
  const settings = readSettings(
    {
      PORT: "0",
      HOST: "::1",
      DATABASE_URL: "postgresql://u:p@db.example/lianfang",
      LIANFANG_DATA: "/srv/lianfang",
      LIANFANG_PUBLIC_URL: "https://lianfang.example.cn",
      LIANFANG_LOG: "",
      LANG: "zh_CN.UTF-8",
    },
    ["--port", "9000", "--lang", "en"],
  );
  expect(settings).toMatchObject({
    port: 9000,
    host: "::1",
    databaseUrl: "postgresql://u:p@db.example/lianfang",
    dataFolder: "/srv/lianfang",
    logLevel: undefined,
    locale: "en",
  });
  expect(settings.publicUrl?.origin).toBe("https://lianfang.example.cn");
});

test.each([
  ["PORT", "eighty"],
  ["PORT", "65536"],
  ["PORT", "-1"],
  ["HOST", "not a host"],
  ["DATABASE_URL", "mysql://u:p@h/d"],
  ["DATABASE_URL", "postgresql://u:p@h"],
  ["LIANFANG_PUBLIC_URL", "lianfang.example.cn"],
  ["LIANFANG_PUBLIC_URL", "https://example.cn/path"],
  ["LIANFANG_RESULTS_URL", "county.example.cn"],
  ["LIANFANG_RESULTS_URL", "http://county.example.cn/results"],
  ["LIANFANG_RESULTS_URL", "https://u:p@county.example.cn/results"],
  ["LIANFANG_RESULTS_TOKEN", "short"],
  ["LIANFANG_LOG", "loud"],
])("%s=%s is refused by its name", (name, value) => {
  expect(problemsOf({ [name]: value })).toContain(name);
});

test("everything wrong is said at once, and no password with it", () => {
  const said = problemsOf({ PORT: "x", DATABASE_URL: "postgresql://u:secret@h" }, ["--demo", "y"]);
  expect(said.split("\n")).toHaveLength(3);
  expect(said).not.toContain("secret");
});

test("the county's platform has an address and a token, or neither", () => {
  const url = "https://county.example.cn/results";
  const token = "0123456789abcdef";
  expect(problemsOf({ LIANFANG_RESULTS_URL: url })).toContain("LIANFANG_RESULTS_TOKEN");
  expect(problemsOf({ LIANFANG_RESULTS_TOKEN: token })).not.toContain(token);
  const both = { LIANFANG_RESULTS_URL: url, LIANFANG_RESULTS_TOKEN: token };
  expect(readSettings(both, []).results).toEqual({ url: new URL(url), token });
});

test("an unknown option is refused", () => {
  expect(problemsOf({}, ["--prot", "1"])).toContain("--prot");
});

test("a demo has a data folder of its own, and never an operator's database", () => {
  const environment = { LIANFANG_DATA: "/srv/data", DATABASE_URL: "postgresql://u:p@h/d" };
  expect(readSettings(environment, ["--demo", "pushi"])).toMatchObject({
    demo: "pushi",
    dataFolder: "/srv/data-demo-pushi",
    databaseUrl: undefined,
  });
});

test("the help lists every setting", () => {
  expect(settingsInHelp.map(([name]) => name)).toEqual([...settingNames]);
});
