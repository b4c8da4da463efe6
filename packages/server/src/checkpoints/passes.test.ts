import { fromBase45 } from "@lianfang/core/checkpoints/base45.ts";
import { checkCard } from "@lianfang/core/checkpoints/pass-card.ts";
import { addMinutes, instantAt } from "@lianfang/core/kernel/time.ts";
import { testApplication } from "@lianfang/testkit/application.ts";
import { cross, setUpCheckpoint } from "@lianfang/testkit/at-checkpoints.ts";
import { issueNumbers } from "@lianfang/testkit/people/numbers.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { v7 as uuidv7 } from "uuid";
import { describe, expect, test } from "vitest";
import { cardCrypto } from "./pass-crypto.ts";

const now = instantAt("2020-02-10", "10:00", "Asia/Shanghai");
const application = await testApplication({ at: now });
const { clock } = application;
const town = await foundTestTown(application, { activatedOn: "2020-01-26" });
const elsewhere = await foundTestTown(application, { townsBefore: 1, name: "临江镇" });
const { areas, director } = town;
const { checkpoints } = director.call;
const gridWorkerA = await town.gridWorkerOfA();
const guard = await town.guardAtPier();
const numbers = issueNumbers();

const bridge = await setUpCheckpoint(director, areas.villageA, "柳林桥头");
const pier = await setUpCheckpoint(director, areas.villageA, "渡口码头");

type Fields = Parameters<typeof checkpoints.applyForPass>[0];
const aPass = (given: Partial<Fields> = {}): Fields => ({
  ...write(),
  kind: "person",
  areaId: areas.villageA,
  holderName: "王芳",
  identityNumber: numbers.identityNumber("1975-08-09", "female"),
  validFrom: "2020-02-10",
  validUntil: "2020-02-24",
  ...given,
});
async function issued(given: Partial<Fields> = {}) {
  const fields = aPass(given);
  const { passId } = await checkpoints.applyForPass(fields);
  await checkpoints.issuePasses({ ...write(), passIds: [passId] });
  const { text } = await checkpoints.passCode({ passId });
  return { passId, text, identityNumber: fields.identityNumber };
}
const check = async (text: string, shown?: string) => {
  const { verdict } = await guard.call.checkpoints.checkPass({ text, shown });
  return verdict.is === "valid" ? "valid" : verdict.why;
};

describe("a pass is applied for and issued", () => {
  test("in one's own area, once a holder, by one who may", async () => {
    const medic = await town.medicLi();
    await expect(medic.call.checkpoints.applyForPass(aPass())).rejects.toMatchObject({
      code: "kernel.forbidden",
    });
    await expect(
      gridWorkerA.call.checkpoints.applyForPass(aPass({ areaId: areas.villageB })),
    ).rejects.toMatchObject({ code: "checkpoints.areaNotFound" });
    const fields = aPass();
    const { passId } = await gridWorkerA.call.checkpoints.applyForPass(fields);
    await expect(checkpoints.applyForPass({ ...fields, id: uuidv7() })).rejects.toMatchObject({
      code: "checkpoints.holderHasPass",
      data: { details: { passId } },
    });
    await expect(
      gridWorkerA.call.checkpoints.issuePasses({ ...write(), passIds: [passId] }),
    ).rejects.toMatchObject({ code: "kernel.forbidden" });
    await checkpoints.issuePasses({ ...write(), passIds: [passId] });
    await expect(checkpoints.issuePasses({ ...write(), passIds: [passId] })).rejects.toMatchObject({
      code: "checkpoints.passNotWaiting",
    });
    expect(await checkpoints.pass({ passId })).toMatchObject({
      state: "issued",
      holderName: "王芳",
    });
  });

  test.each<[string, Partial<Fields>, string]>([
    ["a person without a number", { identityNumber: undefined }, "checkpoints.holderMissing"],
    ["a car without a plate", { kind: "vehicle" }, "checkpoints.holderMissing"],
    ["a household without one", { kind: "household" }, "checkpoints.holderMissing"],
    [
      "days the wrong way round",
      { validUntil: "2020-02-01" },
      "checkpoints.passEndsBeforeItBegins",
    ],
    [
      "a number with a slip",
      { identityNumber: "770101197508090020" },
      "checkpoints.identityNumberWrong",
    ],
  ])("%s is refused", async (_, given, code) => {
    await expect(checkpoints.applyForPass(aPass(given))).rejects.toMatchObject({ code });
  });

  test("an application refused is told why and may be made again", async () => {
    const fields = aPass();
    const { passId } = await checkpoints.applyForPass(fields);
    await checkpoints.refusePass({ ...write(), passId, reason: "居家观察期内" });
    expect(await checkpoints.pass({ passId })).toMatchObject({
      state: "refused",
      reason: "居家观察期内",
    });
    await checkpoints.applyForPass({ ...fields, id: uuidv7() });
  });
});

describe("the card", () => {
  test("is checked by the guard's device without a network", async () => {
    const { text, identityNumber } = await issued();
    const kit = await guard.call.checkpoints.kit({ checkpointId: bridge });
    const offline = (shown: string | undefined) =>
      checkCard(
        text,
        {
          townId: kit.townId,
          publicKeys: kit.passKeys.map((key) => fromBase45(key) ?? new Uint8Array()),
          revocations: kit.revocations,
          now,
          shown,
        },
        cardCrypto,
      );
    expect(offline(identityNumber)).toMatchObject({ is: "valid", kind: "person" });
    expect(offline(numbers.identityNumber("1980-01-01", "male"))).toMatchObject({
      why: "someone-else",
    });
    expect(text).not.toContain(identityNumber?.slice(-6));
  });

  test("of another town, forged, lost, revoked, renewed and expired is refused with its reason", async () => {
    const guardThere = await elsewhere.guardAtPier();
    const mine = await issued();
    const there = await guardThere.call.checkpoints.checkPass({ text: mine.text });
    expect(there).toMatchObject({ verdict: { why: "other-town" } });
    expect(there.holderName).toBeUndefined();
    const last = mine.text.at(-1) === "0" ? "1" : "0";
    expect(["forged", "unreadable"]).toContain(await check(mine.text.slice(0, -1) + last));
    const lost = await issued();
    await gridWorkerA.call.checkpoints.reportPassLost({ ...write(), passId: lost.passId });
    expect(await check(lost.text)).toBe("lost");
    const lent = await issued();
    await checkpoints.revokePass({ ...write(), passId: lent.passId, reason: "转借他人" });
    expect(await check(lent.text)).toBe("revoked");
    const old = await issued();
    const renewal = { ...write(), passId: old.passId, validUntil: "2020-03-10" };
    const { passId } = await checkpoints.renewPass(renewal);
    expect(await check(old.text)).toBe("revoked");
    expect(await check((await checkpoints.passCode({ passId })).text)).toBe("valid");
    await expect(checkpoints.passCode({ passId: old.passId })).rejects.toMatchObject({
      code: "checkpoints.passNotIssued",
    });
    const { revocations } = await guard.call.checkpoints.kit({ checkpointId: bridge });
    expect(revocations.upTo).toBeGreaterThanOrEqual(6);
    clock.set(instantAt("2020-02-24", "23:59", "Asia/Shanghai"));
    expect(await check(mine.text)).toBe("valid");
    clock.set(instantAt("2020-02-25", "00:00", "Asia/Shanghai"));
    expect(await check(mine.text)).toBe("expired");
    const { rows } = await checkpoints.passes({ state: "expired", limit: 200 });
    expect(rows.map((row) => row.passId)).toContain(mine.passId);
    clock.set(now);
  });

  test("whose code can't be read counts by its number, as the register has it", async () => {
    const {
      passId,
      text,
      identityNumber = "",
    } = await issued({
      holderName: "何秀",
      identityNumber: numbers.identityNumber("1969-07-20", "female"),
    });
    const { verdict } = await guard.call.checkpoints.checkPass({ text });
    const number = String(verdict.serial).padStart(6, "0");
    const said = await guard.call.checkpoints.checkPass({ text: number });
    expect(said).toEqual({ verdict: { ...verdict, is: "valid" } });
    expect(await check("999999")).toBe("unreadable");
    const ruledOf = async (shown: string) => {
      const { crossingId } = await cross(guard, bridge, now, {
        passText: number,
        isIdentityCardShown: true,
        ...(shown.length === 6 ? { identityEnding: shown } : { identityNumber: shown }),
      });
      const { lines } = await director.call.checkpoints.crossing({ crossingId });
      return lines[0]?.evidence.pass;
    };
    expect(await ruledOf(identityNumber)).toMatchObject({ is: "valid" });
    const other = numbers.identityNumber("1969-07-20", "female");
    expect(await ruledOf(other)).toMatchObject({ why: "someone-else" });
    expect(await ruledOf(identityNumber.slice(-6))).toMatchObject({ is: "valid" });
    expect(await ruledOf("000000")).toMatchObject({ why: "someone-else" });
    await checkpoints.reportPassLost({ ...write(), passId });
    expect(await check(number)).toBe("lost");
  });

  test("is printed eight on a sheet", async () => {
    const cards = await Promise.all(Array.from({ length: 9 }, () => issued({ everyDays: 2 })));
    const passIds = cards.map(({ passId }) => passId);
    await expect(gridWorkerA.call.checkpoints.passSheet({ passIds })).rejects.toMatchObject({
      code: "kernel.forbidden",
    });
    const sheet = await checkpoints.passSheet({ passIds });
    const pdf = Buffer.from(await sheet.arrayBuffer()).toString("latin1");
    expect(pdf.startsWith("%PDF-")).toBe(true);
    expect(pdf.match(/\/Count 2\b/)).not.toBeNull();
    await expect(checkpoints.passSheet({ passIds: [uuidv7()] })).rejects.toMatchObject({
      code: "checkpoints.nothingToPrint",
    });
  });
});

describe("at the checkpoint", () => {
  const used = (
    text: string,
    at: string,
    post = bridge,
    device = "one",
    direction: "in" | "out" = "in",
  ) => cross(guard, post, at, { passText: text }, { device, direction });
  const misuses = async (isOpen?: boolean) =>
    (await director.call.checkpoints.passMisuses({ isOpen })).misuses;

  test("a household card lets one person out every two days", async () => {
    const { householdId } = await director.call.registry.createHousehold({
      ...write(),
      number: "A-001",
      areaId: areas.villageA,
    });
    const { text } = await issued({
      kind: "household",
      identityNumber: undefined,
      householdId,
      everyDays: 2,
    });
    await used(text, addMinutes(now, -600), bridge, "one", "out");
    const known = await guard.call.checkpoints.traveller({ checkpointId: bridge, passText: text });
    expect(known).toMatchObject({ pass: { is: "valid", everyDays: 2 } });
    const again = await used(text, addMinutes(now, -60), bridge, "one", "out");
    expect(again.lines[0]).toMatchObject({
      ruled: "refuse",
      reasons: [{ code: "household-out", params: { days: 2, hoursLeft: 39 } }],
    });
  });

  test("used twice at once, or elsewhere, it is reported until somebody answers", async () => {
    const { text, passId } = await issued({ holderName: "李借证" });
    const first = await used(text, addMinutes(now, -30));
    const second = await used(text, addMinutes(now, -26), pier, "two");
    await used(text, addMinutes(now, -5), bridge, "one", "out");
    const mine = (await misuses(true)).filter(({ holderName }) => holderName === "李借证");
    expect(mine).toMatchObject([
      {
        kind: "elsewhere",
        earlier: { crossingId: first.crossingId },
        later: { crossingId: second.crossingId },
      },
    ]);
    const answer = {
      earlierId: first.crossingId,
      laterId: second.crossingId,
      action: "已约谈，收回",
    };
    await expect(
      guard.call.checkpoints.answerMisuse({ ...write(), ...answer }),
    ).rejects.toMatchObject({ code: "kernel.forbidden" });
    await checkpoints.answerMisuse({ ...write(), ...answer });
    expect(await misuses(false)).toMatchObject([{ answered: { action: "已约谈，收回" } }]);
    expect((await checkpoints.pass({ passId })).uses).toHaveLength(3);
  });

  test("somebody else's card is refused where passes are asked for, and seen where not", async () => {
    const { text } = await issued({ holderName: "赵某" });
    const other = numbers.identityNumber("1990-10-10", "male");
    const person = { passText: text, identityNumber: other, isIdentityCardShown: true };
    await cross(guard, bridge, now, person);
    const found = (await misuses(true)).find(({ holderName }) => holderName === "赵某");
    expect(found).toMatchObject({ kind: "refused", why: "someone-else" });
  });

  test("a vehicle card's number, typed, is held against the plate", async () => {
    const { passId } = await issued({
      kind: "vehicle",
      identityNumber: undefined,
      plate: "川R10001",
    });
    const { serial } = await checkpoints.pass({ passId });
    const number = String(serial);
    const drive = (plate: string) =>
      cross(guard, bridge, now, { passText: number }, { vehicle: { kind: "vehicle", plate } });
    const verdictIn = async (crossingId: string) =>
      (await checkpoints.crossing({ crossingId })).lines.find(({ line }) => line === 1)?.evidence
        .pass;
    const own = await drive("川R·10001");
    expect(await verdictIn(own.crossingId)).toMatchObject({ is: "valid", serial });
    const other = await drive("川R10002");
    expect(await verdictIn(other.crossingId)).toMatchObject({ is: "refused", why: "someone-else" });
    expect([await check(number, "川R 10001"), await check(number, "川R10002")]).toEqual([
      "valid",
      "someone-else",
    ]);
  });
});
