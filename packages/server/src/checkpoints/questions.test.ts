import { addMinutes } from "@lianfang/core/kernel/time.ts";
import { testApplication } from "@lianfang/testkit/application.ts";
import { setUpCheckpoint } from "@lianfang/testkit/at-checkpoints.ts";
import { issueNumbers } from "@lianfang/testkit/people/numbers.ts";
import { type Fault, startResultsPlatform } from "@lianfang/testkit/results-platform.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { Client } from "pg";
import { afterAll, beforeEach, describe, expect, test } from "vitest";

const start = "2022-08-19T04:00:00.000Z";
const platform = await startResultsPlatform();
const { url, token } = platform;
const application = await testApplication({
  at: start,
  withJobs: true,
  connectors: { results: { url, token } },
});
afterAll(() => platform.close());
const { app, clock } = application;
const town = await foundTestTown(application, { era: "2022", activatedOn: "2022-08-10" });
const { areas, director } = town;
const guard = await town.guardAtPier();
const checkpointId = await setUpCheckpoint(director, areas.villageA, "渡口");
const numbers = issueNumbers();
const number = () => numbers.identityNumber("1988-02-02", "male");
const until = { timeout: 15_000, interval: 50 };

const ask = (identityNumber: string, by = guard) =>
  by.call.checkpoints.askResult({ ...write(), checkpointId, identityNumber });
const known = (identityNumber: string) =>
  guard.call.checkpoints.traveller({ checkpointId, identityNumber });
const source = () => guard.call.checkpoints.resultSource({});
const pass = (minutes: number) => clock.set(addMinutes(clock.now(), minutes));

beforeEach(() => {
  platform.fail(undefined);
  // Past the pause after the last test's failures.
  pass(15);
});

describe("a question", () => {
  test("is answered in the background, and the answer counts to the minute", async () => {
    const identityNumber = number();
    const sampledAt = addMinutes(clock.now(), -90);
    const test = { sampledAt: sampledAt.replace("Z", "+00:00"), result: "negative" as const };
    platform.know({ identityNumber, healthCode: "green", test });
    await ask(identityNumber);
    await expect
      .poll(() => known(identityNumber), until)
      .toMatchObject({
        healthCode: "green",
        test: { sampledAt, result: "negative" },
        asked: { state: "known" },
      });
    const { rows } = await director.call.checkpoints.results({ limit: 5, identityNumber });
    expect(rows).toMatchObject([{ source: "county", result: "negative" }]);
    expect([90, 91]).toContain(rows[0]?.ageMinutes);
    expect(await source()).toMatchObject({ isConnected: true });
    expect((await source()).lastAnsweredAt?.slice(0, 16)).toBe(clock.now().slice(0, 16));
  });

  test("sends the identity number and nothing else", () => {
    expect([...platform.fields]).toEqual(["identityNumbers"]);
    expect(platform.questions.flat().every((text) => /^\d{17}[\dX]$/.test(text))).toBe(true);
  });

  test("about somebody unknown there says so", async () => {
    const identityNumber = number();
    await ask(identityNumber);
    await expect
      .poll(async () => (await known(identityNumber)).asked?.state, until)
      .toBe("unknown");
    expect((await known(identityNumber)).healthCode).toBeUndefined();
  });

  test("keeps no number once it is answered, and is gone after two days", async () => {
    await ask(number());
    const client = new Client(application.superuser);
    await client.connect();
    const count = async (condition: string) =>
      Number((await client.query(`select from checkpoint_question where ${condition}`)).rowCount);
    await expect.poll(() => count("answered_at is null"), until).toBe(0);
    expect(await count("identity is not null")).toBe(0);
    expect(await count("true")).toBeGreaterThan(0);
    pass(48 * 60 + 1);
    await app.runJob("checkpoints.askAgain");
    expect(await count("true")).toBe(0);
    await client.end();
  });

  test("is for those who stand at the post, and for a number that can be right", async () => {
    const outsider = await town.medicLi();
    await expect(ask(number(), outsider)).rejects.toMatchObject({ code: "kernel.forbidden" });
    await expect(ask("330106199001011234")).rejects.toMatchObject({
      code: "checkpoints.identityNumberWrong",
    });
  });
});

describe("when the platform", () => {
  const faults: [string, Fault, string][] = [
    ["says nothing", { is: "silent" }, "timeout"],
    ["refuses the token", { is: "status", status: 403 }, "refused"],
    ["breaks", { is: "status", status: 500 }, "failed"],
    ["sends elsewhere", { is: "status", status: 302, headers: { location: "/x" } }, "failed"],
    ["answers with a page", { is: "body", body: "<html>" }, "unreadable"],
    ["answers in another form", { is: "body", body: '{"results":[{"id":1}]}' }, "unreadable"],
    ["answers without end", { is: "body", body: " ".repeat(2_000_000) }, "unreadable"],
  ];
  test.each(faults)(
    "%s, nobody is held up and it is asked again later",
    async (_, fault, failure) => {
      const identityNumber = number();
      platform.know({ identityNumber, healthCode: "amber" });
      platform.fail(fault);
      await ask(identityNumber);
      await expect.poll(async () => (await source()).failure, until).toBe(failure);
      expect((await known(identityNumber)).asked?.state).toBe("waiting");
      platform.fail(undefined);
      pass(1);
      await app.runJob("checkpoints.askAgain");
      expect(await known(identityNumber)).toMatchObject({
        healthCode: "amber",
        asked: { state: "known" },
      });
      expect((await source()).failure).toBeUndefined();
    },
  );

  test("asks for time, it is given", async () => {
    platform.fail({ is: "status", status: 429, headers: { "retry-after": "300" } });
    await ask(number());
    await expect.poll(async () => (await source()).failure, until).toBe("busy");
    const before = platform.questions.length;
    pass(4);
    await app.runJob("checkpoints.askAgain");
    expect(platform.questions).toHaveLength(before);
    pass(2);
    await app.runJob("checkpoints.askAgain");
    expect(platform.questions).toHaveLength(before + 1);
  });

  test("answers about somebody nobody asked for, or from the future, that is left out", async () => {
    const [asked, other] = [number(), number()];
    const test = { sampledAt: addMinutes(clock.now(), 120), result: "negative" };
    const results = [
      { identityNumber: other, healthCode: "red" },
      { identityNumber: asked, test },
    ];
    platform.fail({ is: "body", body: JSON.stringify({ results }) });
    await ask(asked);
    await expect.poll(async () => (await known(asked)).asked?.state, until).toBe("unknown");
    const { rows } = await director.call.checkpoints.results({ limit: 5, identityNumber: other });
    expect(rows).toEqual([]);
  });
});

test("many that wait go in one question", async () => {
  platform.fail({ is: "status", status: 503 });
  const many = Array.from({ length: 12 }, number);
  for (const identityNumber of many) await ask(identityNumber);
  await expect.poll(async () => (await source()).failure, until).toBe("failed");
  platform.fail(undefined);
  pass(2);
  const before = platform.questions.length;
  await app.runJob("checkpoints.askAgain");
  // A reaction that was left may ask at the same moment, and the same.
  for (const asked of platform.questions.slice(before))
    expect(new Set(asked)).toEqual(new Set(many));
  expect(platform.questions.length).toBeGreaterThan(before);
});
