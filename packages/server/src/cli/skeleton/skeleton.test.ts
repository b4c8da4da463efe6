import { expect, test } from "vitest";
import { readGiven } from "./arguments.ts";
import { action, type Group, UsageProblem } from "./command.ts";
import { commandHelp, overallHelp } from "./help.ts";

const importRegister = action({
  name: "import",
  summary: (locale) => (locale === "en" ? "Import a register" : "导入户籍"),
  arguments: [
    { name: "FILE", meaning: () => "The spreadsheet" },
    { name: "SHEET", meaning: () => "The sheet", isOptional: true },
  ],
  options: {
    town: { type: "string", value: "ID", required: true, meaning: () => "The town" },
    dry: { type: "boolean", short: "n", meaning: () => "Only look" },
  },
  async run({ values, say }) {
    // Types: a required option is there, a boolean one is no text.
    const town: string = values.town;
    const isDry: boolean | undefined = values.dry;
    say(`${town} ${isDry}`);
  },
});

test("what is given is taken apart", () => {
  expect(readGiven(importRegister, ["--town", "dongguan", "-n", "register.xlsx"])).toEqual({
    values: expect.objectContaining({ town: "dongguan", dry: true }),
    args: ["register.xlsx"],
  });
});

test.each([
  [["register.xlsx"], "--town"],
  [["--town", "x"], "FILE"],
  [["--town", "x", "a", "b", "c"], "c"],
  [["--town", "x", "a", "--wet"], "--wet"],
])("%j is refused and says why", (words, named) => {
  expect(() => readGiven(importRegister, words)).toThrow(UsageProblem);
  expect(() => readGiven(importRegister, words)).toThrow(named);
});

test("the help of a command shows its form, its arguments and its options", () => {
  const help = commandHelp(importRegister, ["import"], "en");
  expect(help).toContain("npm run lianfang -- import FILE [SHEET] --town ID [options]");
  expect(help).toMatch(/-n, --dry +Only look/);
  expect(help).toMatch(/-h, --help +Show this/);
  expect(commandHelp(importRegister, ["import"], "zh-CN")).toContain("导入户籍");
});

test("the help of a group lists its commands", () => {
  const group: Group = { name: "register", summary: () => "Registers", commands: [importRegister] };
  expect(commandHelp(group, ["register"], "en")).toMatch(/import +Import a register/);
  expect(overallHelp([group], "zh-CN")).toMatch(/register +Registers/);
});
