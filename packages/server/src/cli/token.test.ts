/** `token` as an operator runs it. */
import { testApplication } from "@lianfang/testkit/application.ts";
import { foundTestTown } from "@lianfang/testkit/town.ts";
import { describe, expect, test } from "vitest";
import { readGiven } from "./skeleton/arguments.ts";
import { type Action, CommandProblem, isGroup, UsageProblem } from "./skeleton/command.ts";
import type { Operation } from "./skeleton/operation.ts";
import { command as token } from "./token.ts";

const application = await testApplication();
const town = await foundTestTown(application);
const { app } = application;

const session = () => ({ token: undefined, set: () => {}, clear: () => {} });
const operation: Operation = {
  application: app,
  asSystem: (townId, why) =>
    app.caller({ locale: "en", address: "", session: session(), asSystem: { townId, why } }),
  asVisitor: () => app.caller({ locale: "en", address: "", session: session() }),
  close: async () => {},
};

async function run(name: string, words: string[]): Promise<string> {
  const command = sub(name);
  const lines: string[] = [];
  const { values, args } = readGiven(command, words);
  const say = (line: string) => void lines.push(line);
  await command.run({ values, args, locale: "en", say, operate: async () => operation });
  return lines.join("\n");
}

function sub(name: string): Action {
  const command = isGroup(token) && token.commands.find((one) => one.name === name);
  if (!command || isGroup(command)) throw new Error(`token ${name} is a command`);
  return command;
}

const given = (change: Record<string, string> = {}) =>
  Object.entries({
    account: "director",
    purpose: "nightly copy",
    holder: "county",
    until: "2020-03-01",
    group: "registers.read",
    ...change,
  }).flatMap(([name, value]) => [`--${name}`, value]);

describe("token", () => {
  test("is refused without an account, for a group, an area or an end that isn't there", async () => {
    await expect(run("make", ["nightly"])).rejects.toThrow(UsageProblem);
    await expect(run("make", ["nightly", ...given({ group: "everything" })])).rejects.toThrow(
      /registers\.read/,
    );
    await expect(run("make", ["nightly", ...given({ area: "nowhere" })])).rejects.toThrow(
      UsageProblem,
    );
    await expect(run("make", ["nightly", ...given({ until: "soon" })])).rejects.toThrow(/endsOn/);
    await expect(run("make", ["nightly", ...given({ account: "nobody" })])).rejects.toThrow(
      CommandProblem,
    );
    await expect(run("make", ["nightly", ...given({ until: "2030-01-01" })])).rejects.toMatchObject(
      {
        code: "accounts.tokenTermTooLong",
      },
    );
  });

  test("is made, works, is listed without the token itself, and is revoked", async () => {
    const bearer = await run("make", ["nightly", ...given({ area: "柳林村" })]);
    const call = app.caller({ locale: "en", address: "::1", session: session(), bearer });
    await call.registry.households({});
    const listed = await run("list", []);
    expect(listed).toMatch(/^nightly\tActive\tcounty\t何镇长\tregisters\.read\t2020-03-01\t.*::1$/);
    expect(listed).not.toContain(bearer);
    expect(await run("revoke", ["nightly"])).toContain("nightly");
    await expect(call.registry.households({})).rejects.toMatchObject({ code: "kernel.tokenEnded" });
    await expect(run("revoke", ["nightly"])).rejects.toThrow(CommandProblem);
    const { rows } = await town.director.call.journal.list({ entry: "accounts.token.made" });
    expect(rows).toMatchObject([{ subjectKind: "token" }]);
    expect(rows[0]?.actorName).toBeUndefined();
  });
});
