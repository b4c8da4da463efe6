import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testApplication } from "@lianfang/testkit/application.ts";
import { foundTestTown } from "@lianfang/testkit/town.ts";
import { expect, test } from "vitest";
import { command } from "./bulletin.ts";
import { CommandProblem, isGroup, UsageProblem } from "./skeleton/command.ts";

const application = await testApplication({ at: "2020-02-05T10:00:00.000Z" });
const { app } = application;
const town = await foundTestTown(application, { activatedOn: "2020-02-03" });
const folder = mkdtempSync(join(tmpdir(), "lianfang-bulletin-"));

/** Runs the command as the operator would; gives what it printed. */
async function run(values: Record<string, string | boolean>): Promise<string> {
  if (isGroup(command)) throw new Error("not a group");
  const lines: string[] = [];
  const session = { token: undefined, set: () => {}, clear: () => {} };
  await command.run({
    values,
    args: [],
    locale: "zh-CN",
    say: (line) => void lines.push(line),
    operate: async () => ({
      application: app,
      asSystem: (townId, why) =>
        app.caller({ locale: "zh-CN", address: "", session, asSystem: { townId, why } }),
      asVisitor: () => app.caller({ locale: "zh-CN", address: "", session }),
      close: async () => {},
    }),
  });
  return lines.join("\n");
}

test("without a bulletin nothing is written, and nothing composed unasked", async () => {
  await expect(run({})).rejects.toThrow(CommandProblem);
  expect((await town.director.call.command.bulletins({})).rows).toEqual([]);
});

test("what can't be understood is refused before anything is opened", async () => {
  await expect(run({ day: "5 February" })).rejects.toThrow(UsageProblem);
  await expect(run({ format: "txt" })).rejects.toThrow("--format");
  await expect(run({ language: "fr" })).rejects.toThrow("--language");
});

test("a bulletin is composed, then issued, and written each time", async () => {
  const output = join(folder, "bulletin.docx");
  expect(await run({ compose: true, output })).toBe(`第1期（2020-02-05，草稿）已写入 ${output}`);
  expect(readFileSync(output).subarray(0, 2).toString()).toBe("PK");
  const pdf = join(folder, "bulletin.pdf");
  const said = await run({ issue: true, format: "pdf", language: "en", output: pdf });
  expect(said).toMatch(/^第1期（2020-02-05）已写入 .+ [0-9a-f]{64}$/);
  expect(readFileSync(pdf).subarray(0, 5).toString()).toBe("%PDF-");
  // Issued stays issued.
  expect(await run({ issue: true, format: "pdf", language: "en", output: pdf })).toBe(said);
});

test("the journal says that it was the command line", async () => {
  const { rows } = await town.director.call.journal.list({ entry: "command.bulletin.issued" });
  expect(rows).toHaveLength(1);
  expect(rows[0]?.actorId).toBeUndefined();
});
