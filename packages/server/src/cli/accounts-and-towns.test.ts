/** `found` and `user` as an operator runs them: on the same procedures, leaving the same journal. */
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Locale } from "@lianfang/messages/runtime.js";
import { testApplication } from "@lianfang/testkit/application.ts";
import { testPassword, write } from "@lianfang/testkit/town.ts";
import { describe, expect, test } from "vitest";
import { command as found } from "./found.ts";
import { readGiven } from "./skeleton/arguments.ts";
import { type Action, CommandProblem, isGroup, UsageProblem } from "./skeleton/command.ts";
import { fieldLines } from "./skeleton/field-lines.ts";
import type { Operation } from "./skeleton/operation.ts";
import { command as user } from "./user.ts";

const { app: application, visitor } = await testApplication();

const session = () => ({ token: undefined, set: () => {}, clear: () => {} });
const operation: Operation = {
  application,
  asSystem: (townId, why) =>
    application.caller({
      locale: "en",
      address: "",
      session: session(),
      asSystem: { townId, why },
    }),
  asVisitor: () => application.caller({ locale: "en", address: "", session: session() }),
  close: async () => {},
};

async function run(command: Action, words: string[], locale: Locale = "en"): Promise<string> {
  const lines: string[] = [];
  const { values, args } = readGiven(command, words);
  const say = (line: string) => void lines.push(line);
  await command.run({ values, args, locale, say, operate: async () => operation });
  return lines.join("\n");
}

function sub(name: string): Action {
  if (!isGroup(user)) throw new Error("user is a group");
  const command = user.commands.find((one) => one.name === name);
  if (!command || isGroup(command)) throw new Error(`user ${name} is a command`);
  return command;
}

const codeIn = (text: string): string => /[2-9A-Z]{4}(-[2-9A-Z]{4}){2}/.exec(text)?.[0] ?? "";
const townFile = (id: string) =>
  fileURLToPath(new URL(`../../../../towns/${id}.json`, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "lianfang-cli-"));

describe("found", () => {
  test("is refused without a source, with two, and without a director", async () => {
    const director = ["--director", "何镇长"];
    await expect(run(found, director)).rejects.toThrow(UsageProblem);
    const two = ["--preset", "pushi", "--blank", "青石镇", ...director];
    await expect(run(found, two)).rejects.toThrow(UsageProblem);
    await expect(run(found, ["--preset", "pushi"])).rejects.toThrow(/--director/);
    await expect(run(found, ["--from", "/nowhere.json", ...director])).rejects.toThrow(
      CommandProblem,
    );
  });

  test("tells every mistake of a file by its field", async () => {
    const town = JSON.parse(readFileSync(townFile("pushi"), "utf8"));
    const wrong = { ...town, era: "2019", areas: { villages: "nine" } };
    const file = join(folder, "wrong.json");
    writeFileSync(file, JSON.stringify(wrong));
    const refused = await run(found, ["--from", file, "--director", "何镇长"]).catch(
      (error) => error,
    );
    expect(refused.code).toBe("organization.townFileInvalid");
    expect(fieldLines(refused.details, "en").map((line) => line.split(":")[0]?.trim())).toEqual([
      "era",
      "areas.villages",
    ]);
    expect(fieldLines(refused.details, "zh-CN")[0]).toContain("没有这个选项");
  });

  test("only shows what would be, when asked", async () => {
    const shown = await run(found, ["--preset", "dongguan", "--preview"]);
    expect(shown).toContain("Dongguan Town");
    expect(shown).toContain("58 villages");
    expect((await visitor().call.organization.welcome({})).isFounded).toBe(false);
  });

  test.each(["dongguan", "nandulehe", "pushi", "puzhai", "shanwang"])(
    "founds %s from its file, one after the other, and its director comes in with the code",
    async (id) => {
      const told = await run(found, ["--from", townFile(id), "--director", "何镇长"], "zh-CN");
      const director = visitor();
      const { towns } = await director.call.organization.welcome({});
      const name = JSON.parse(readFileSync(townFile(id), "utf8")).name;
      const townId = towns.find((town) => town.name === name)?.townId;
      await director.call.accounts.activate({
        ...write(),
        townId,
        userName: "director",
        code: codeIn(told),
        password: testPassword,
      });
      const { rows } = await director.call.journal.list({});
      expect(rows.map(({ entry }) => entry)).toEqual([
        "accounts.account.activated",
        "accounts.code.renewed",
        "organization.town.founded",
      ]);
      expect((await director.call.accounts.me({})).displayName).toBe("何镇长");
    },
  );

  test("founds a town from a file changed by hand, with the response as told", async () => {
    const town = JSON.parse(readFileSync(townFile("shanwang"), "utf8"));
    const changed = {
      ...town,
      id: "xinhe",
      name: "新河镇",
      nameEn: "Xinhe",
      areas: { villages: 1, named: ["东村"] },
    };
    const file = join(folder, "xinhe.json");
    writeFileSync(file, `\ufeff${JSON.stringify(changed)}`);
    const response = ["--response", "新河响应", "--activated-on", "2020-01-28"];
    await run(found, ["--from", file, "--director", "新镇长", "--user-name", "xin", ...response]);
    const { organization, accounts } = operation.asSystem(await townIdOf("新河镇"), "a test");
    expect((await organization.areas({})).areas.map((area) => area.name)).toEqual([
      "新河镇",
      "东村",
    ]);
    expect((await accounts.list({})).rows.map(({ userName }) => userName)).toEqual(["xin"]);
  });
});

describe("user", () => {
  const there = ["--town", "新河镇"];

  test("asks which town is meant, and knows it by name in either language", async () => {
    await expect(run(sub("list"), [])).rejects.toThrow(/--town/);
    await expect(run(sub("list"), ["--town", "无名镇"])).rejects.toThrow(CommandProblem);
    expect(await run(sub("list"), ["--town", "Xinhe"])).toBe("xin\t新镇长\tinvited\tDirector");
  });

  test("refuses roles and scopes that aren't there", async () => {
    const create = (role: string) =>
      run(sub("create"), ["grid9", "--name", "王网格", "--role", role, ...there]);
    await expect(create("king")).rejects.toThrow(UsageProblem);
    await expect(create("grid-worker@南村")).rejects.toThrow(UsageProblem);
    await expect(create("director@东村")).rejects.toMatchObject({
      code: "accounts.roleNotOnScope",
    });
  });

  test("creates an account on a place by its name, suspends and resumes it, renews its code", async () => {
    const roles = ["--role", "grid-worker@新河镇/东村", "--role", "patrol"];
    const told = await run(sub("create"), ["grid1", "--name", "王网格", ...roles, ...there]);
    const worker = visitor();
    await worker.call.accounts.activate({
      ...write(),
      townId: await townIdOf("新河镇"),
      userName: "grid1",
      code: codeIn(told),
      password: testPassword,
    });
    expect(await run(sub("list"), there, "zh-CN")).toContain(
      "grid1\t王网格\t正常\t网格员（东村）, 巡查员",
    );
    await run(sub("suspend"), ["grid1", ...there]);
    await expect(worker.call.accounts.me({})).rejects.toMatchObject({
      code: "kernel.unauthenticated",
    });
    await run(sub("resume"), ["GRID1", ...there]);
    expect(codeIn(await run(sub("code"), ["grid1", ...there]))).not.toBe(codeIn(told));
    await expect(run(sub("code"), ["grid8", ...there])).rejects.toThrow(CommandProblem);
  });
});

async function townIdOf(name: string): Promise<string> {
  const { towns } = await visitor().call.organization.welcome({});
  const townId = towns.find((town) => town.name === name)?.townId;
  if (!townId) throw new Error(`no town ${name}`);
  return townId;
}
