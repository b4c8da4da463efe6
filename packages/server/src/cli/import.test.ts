import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { testApplication } from "@lianfang/testkit/application.ts";
import { foundTestTown } from "@lianfang/testkit/town.ts";
import { afterAll, describe, expect, test } from "vitest";
import { readSheet } from "../kernel/spreadsheet/read.ts";
import { command as importCommand } from "./import.ts";
import { command as sampleCommand } from "./sample.ts";
import { type Action, type AnyValues, type Command, isGroup } from "./skeleton/command.ts";

const application = await testApplication();
const { app } = application;
const town = await foundTestTown(application);
const folder = mkdtempSync(path.join(tmpdir(), "lianfang-cli-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

function demandAction(command: Command): Action {
  if (isGroup(command)) throw new Error("a group does nothing");
  return command;
}

/** Runs a command on the application, as `main` would; there is no terminal to ask at. */
async function run(command: Command, args: string[], values: AnyValues = {}): Promise<string[]> {
  const said: string[] = [];
  const session = { token: undefined, set: () => {}, clear: () => {} };
  const outside = { locale: "en", address: "", session } as const;
  await demandAction(command).run({
    values,
    args,
    locale: "en",
    say: (line) => said.push(line),
    operate: async () => ({
      application: app,
      asSystem: (townId, why) => app.caller({ ...outside, asSystem: { townId, why } }),
      asVisitor: () => app.caller(outside),
      close: async () => {},
    }),
  });
  return said;
}

const at = (name: string) => path.join(folder, name);

async function residents(): Promise<number | undefined> {
  return (await town.director.call.registry.residents({ limit: 1 })).total;
}

describe("import", () => {
  writeFileSync(at("a.csv"), "户号,村,姓名,性别\n1,柳林村,张三,男\n2,哪里,李四,男\n");

  test("refuses a file that is not there, and a town that is not", async () => {
    await expect(run(importCommand, [at("none.csv")])).rejects.toThrow(/can't be read/);
    await expect(run(importCommand, [at("a.csv")], { town: "外星镇" })).rejects.toThrow(
      "There is no town called “外星镇”. There are: 青石镇",
    );
  });

  test("writes nothing where nobody agrees, and keeps the rejected rows all the same", async () => {
    expect(await run(importCommand, [at("a.csv")])).toEqual([
      "Read 2 rows: 1 new, 0 changed, 0 the same, 1 rejected.",
      "  1: No such village or community",
      `Rejected rows (1), with reasons: ${at("a-rejected.xlsx")}`,
      "Nothing was written.",
    ]);
    expect(await residents()).toBe(0);
    expect(readdirSync(folder)).toContain("a-rejected.xlsx");
  });

  test("writes when told to, in the system's name, and tells what became of every row", async () => {
    const said = await run(importCommand, [at("a.csv")], { yes: true, town: "青石镇" });
    expect(said.at(-1)).toBe("read 2 = new 1 + changed 0 + same 0 + rejected 1");
    expect(await residents()).toBe(1);
    const { rows } = await town.director.call.journal.list({ entry: "registry.import.confirmed" });
    expect(rows).toHaveLength(1);
    expect(rows[0]?.actorId).toBeUndefined();
  });
});

describe("a list of premises or staff", () => {
  writeFileSync(at("p.csv"), "名称,类别,村\n河边超市,超市,柳林村\n无处店,商店,哪里\n");
  writeFileSync(at("s.csv"), "姓名,职务,电话\n周网格,网格员,17900000001\n");

  test("is looked at, kept where nobody agrees, and written when told to", async () => {
    expect(await run(importCommand, [at("p.csv")], { what: "premises" })).toEqual([
      "Read 2 rows: 1 new, 0 changed, 0 the same, 1 rejected.",
      "  1: there is no village, community or grid “哪里”",
      `Rejected rows (1), with reasons: ${at("p-rejected.xlsx")}`,
      "Nothing was written.",
    ]);
    const said = await run(importCommand, [at("p.csv")], { what: "premises", yes: true });
    expect(said.at(-1)).toBe("read 2 = new 1 + changed 0 + same 0 + rejected 1");
    const { rows } = await town.director.call.registry.premisesList({});
    expect(rows.map(({ name }) => name)).toEqual(["河边超市"]);
    const again = await run(importCommand, [at("s.csv")], { what: "staff", yes: true });
    expect(again.at(-1)).toBe("read 1 = new 1 + changed 0 + same 0 + rejected 0");
  });

  test("of another kind is not known, and it says which are", async () => {
    await expect(run(importCommand, [at("s.csv")], { what: "boats" })).rejects.toThrow(
      "residents, premises, staff, areas",
    );
  });
});

describe("sample", () => {
  test("makes the same people from the same seed, in the town's own villages", async () => {
    const values = { households: "20", seed: "1", "as-of": "2020-02-01" };
    await run(sampleCommand, [], { ...values, output: at("one.xlsx") });
    await run(sampleCommand, [], { ...values, output: at("two.csv") });
    const textsOf = async (name: string) => {
      const { sheets } = await readSheet(at(name), name);
      return sheets[0]?.rows.map((row) => row.map(({ text }) => text));
    };
    const [header, ...rows] = (await textsOf("one.xlsx")) ?? [];
    expect(header?.slice(0, 3)).toEqual(["Household number", "Village", "Group"]);
    expect(await textsOf("two.csv")).toEqual([header, ...rows]);
    expect(new Set(rows.map(([number]) => number)).size).toBe(20);
    expect(new Set(rows.map(([, village]) => village))).toContain("柳林村");
  });

  test("comes in without a single row refused", async () => {
    await run(sampleCommand, [], { households: "300", output: at("all.xlsx") });
    const said = await run(importCommand, [at("all.xlsx")], { yes: true });
    expect(said.at(-1)).toMatch(/^read (\d+) = new \1 \+ changed 0 \+ same 0 \+ rejected 0$/);
  });

  test("makes a mess on request, and tells what becomes of it", async () => {
    await run(sampleCommand, [], { households: "30", messy: true, output: at("mess.xlsx") });
    const { counts } = JSON.parse(readFileSync(at("mess.xlsx.manifest.json"), "utf8"));
    const said = await run(importCommand, [at("mess.xlsx")], { yes: true });
    expect(said[0]).toMatch(
      new RegExp(`^Read ${counts.read} rows: .* ${counts.rejected} rejected`),
    );
    expect(said.at(-1)).toMatch(
      new RegExp(`^read ${counts.read} = .* rejected ${counts.rejected}$`),
    );
    expect(counts.rejected).toBeGreaterThan(5);
  });

  test("refuses what it can't make", async () => {
    const wrong = (values: AnyValues) =>
      run(sampleCommand, [], { output: at("x.xlsx"), ...values });
    await expect(wrong({ households: "0" })).rejects.toThrow(/--households is a whole number/);
    await expect(wrong({ villages: "x" })).rejects.toThrow(/--villages is a whole number/);
    await expect(wrong({ "as-of": "gestern" })).rejects.toThrow(/--as-of is a day/);
  });
});
