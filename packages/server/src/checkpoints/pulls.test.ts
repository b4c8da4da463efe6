import { fromBase45 } from "@lianfang/core/checkpoints/base45.ts";
import { checkCard, isBearer } from "@lianfang/core/checkpoints/pass-card.ts";
import {
  PulledKit,
  PulledPost,
  PulledRules,
  PulledShift,
  PulledTraveller,
} from "@lianfang/core/checkpoints/pulled.ts";
import { addMinutes, instantAt } from "@lianfang/core/kernel/time.ts";
import { testApplication, type Visitor } from "@lianfang/testkit/application.ts";
import { aVillager, cross, setUpCheckpoint } from "@lianfang/testkit/at-checkpoints.ts";
import { issueNumbers } from "@lianfang/testkit/people/numbers.ts";
import { phoneOf } from "@lianfang/testkit/phone.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { v7 as uuidv7 } from "uuid";
import { describe, expect, test } from "vitest";
import { cardCrypto } from "./pass-crypto.ts";

const now = instantAt("2020-02-10", "10:00", "Asia/Shanghai");
const application = await testApplication({ at: now });
const town = await foundTestTown(application, { activatedOn: "2020-01-26" });
const { areas, director } = town;
const numbers = issueNumbers();

const bridge = await setUpCheckpoint(director, areas.villageA, "柳林桥头");
const pier = await setUpCheckpoint(director, areas.villageA, "渡口码头", { kind: "ferry-pier" });
const gate = await setUpCheckpoint(director, areas.villageB, "石桥村口");
const guardAtBridge = await town.as("checkpoint-guard", { checkpointId: bridge });
const guard = await town.guardAtPier();

async function held(owner: Visitor, name: string): Promise<unknown[]> {
  const phone = phoneOf(application, owner, now);
  const { sets } = await phone.pull([{ name, version: 1, ranges: [] }]);
  return sets.flatMap(({ changes }) =>
    changes.flatMap(({ records }) => records.map(({ content }) => content)),
  );
}
const postsOf = async (owner: Visitor) =>
  (await held(owner, "checkpoints.posts")).map((each) => PulledPost.parse(each));
const travellersOf = async (owner: Visitor) =>
  (await held(owner, "checkpoints.travellers")).map((each) => PulledTraveller.parse(each));

const issued = (holderName: string, identityNumber: string) =>
  issuedTo({ kind: "person", holderName, identityNumber });

async function issuedTo(
  holder: { kind: "person" | "vehicle"; holderName: string } & Partial<
    Record<"identityNumber" | "plate", string>
  >,
) {
  const { passId } = await director.call.checkpoints.applyForPass({
    ...write(),
    areaId: areas.villageA,
    ...holder,
    validFrom: "2020-02-10",
    validUntil: "2020-02-24",
  });
  await director.call.checkpoints.issuePasses({ ...write(), passIds: [passId] });
  return { passId, ...(await director.call.checkpoints.passCode({ passId })) };
}

describe("a guard's phone holds", () => {
  test("nothing for whoever stands at no checkpoint", async () => {
    const auditor = await town.auditor();
    for (const name of ["posts", "rules", "kit", "travellers", "shifts"])
      expect(await held(auditor, `checkpoints.${name}`)).toEqual([]);
  });

  test("the owner's own turns, until they end", async () => {
    const [staffId, other] = [
      await town.addStaff("赵值守", areas.villageA),
      await town.addStaff("钱同班", areas.villageA),
    ];
    const owner = await town.as("checkpoint-guard", { checkpointId: bridge }, staffId);
    const set = (hours: number, staffIds: string[], leaderId: string) =>
      director.call.checkpoints.setShift({
        ...write(),
        checkpointId: bridge,
        startsAt: addMinutes(now, hours * 60),
        endsAt: addMinutes(now, hours * 60 + 120),
        staffIds,
        leaderId,
      });
    await set(-3, [staffId], staffId);
    await set(-1, [staffId, other], other);
    await set(2, [other], other);
    await set(24, [staffId], staffId);
    await set(24 * 9, [staffId], staffId);
    const shifts = (await held(owner, "checkpoints.shifts")).map((each) => PulledShift.parse(each));
    expect(shifts.map(({ startsAt }) => startsAt).sort()).toEqual(
      [-1, 24].map((hours) => addMinutes(now, hours * 60)),
    );
    const [running] = shifts.filter(({ startsAt }) => startsAt <= now);
    expect(running).toMatchObject({ name: "柳林桥头", isLeader: false, others: ["钱同班"] });
    expect(await held(guardAtBridge, "checkpoints.shifts")).toEqual([]);
  });

  test("the checkpoints that stand and are the guard's own, with the day's counts", async () => {
    await director.call.checkpoints.close({
      ...write(),
      checkpointId: pier,
      closedOn: "2020-02-10",
      reason: "并入桥头",
    });
    await cross(guardAtBridge, bridge, now);
    const ids = async (owner: Visitor) =>
      (await postsOf(owner)).map(({ checkpointId }) => checkpointId);
    expect(await ids(guardAtBridge)).toEqual([bridge]);
    expect(await ids(guard)).toEqual([bridge]);
    expect((await ids(director)).sort()).toEqual([bridge, gate].sort());
    expect(await postsOf(guardAtBridge)).toMatchObject([
      { name: "柳林桥头", counts: { day: "2020-02-10", hours: [{ hour: 10, people: 1 }] } },
    ]);
  });

  test("whom to call: doctors, and who answers for the village", async () => {
    const hire = async (name: string, kind: "village-doctor" | "village-cadre", phone: string) =>
      (await director.call.organization.addStaff({ ...write(), name, kind, phone })).staffId;
    await hire("李医生", "village-doctor", "0817-1234567");
    const staffId = await hire("王支书", "village-cadre", "13800000000");
    await director.call.organization.assign({
      ...write(),
      targetKind: "area",
      targetIds: [areas.villageA],
      level: 1,
      staffId,
    });
    const [post] = await postsOf(guardAtBridge);
    expect(post?.callees).toEqual([
      { is: "medic", name: "李医生", phone: "0817-1234567" },
      { is: "responsible", name: "王支书", phone: "13800000000" },
    ]);
  });

  test("the rules of the next days, enough to decide by", async () => {
    const rules = (await held(guard, "checkpoints.rules")).map((each) => PulledRules.parse(each));
    expect(rules.map(({ day }) => day)).toEqual([
      "2020-02-10",
      "2020-02-11",
      "2020-02-12",
      "2020-02-13",
    ]);
    const { versions } = await director.call.policy.versions({});
    expect(rules[0]?.checkpoint).toEqual(versions[0]?.rules.checkpoint);
  });

  test("what passes are checked with: a revoked one is known", async () => {
    const identityNumber = numbers.identityNumber("1975-08-09", "female");
    const { passId, text } = await issued("王芳", identityNumber);
    const verdict = async () => {
      const [kit] = (await held(guard, "checkpoints.kit")).map((each) => PulledKit.parse(each));
      if (!kit) throw new Error("no kit");
      const { townId, passKeys, revocations } = kit;
      const publicKeys = passKeys.flatMap((key) => fromBase45(key) ?? []);
      return checkCard(text, { townId, publicKeys, revocations, now }, cardCrypto);
    };
    expect(await verdict()).toMatchObject({ is: "valid" });
    await director.call.checkpoints.revokePass({ ...write(), passId, reason: "搬走" });
    expect(await verdict()).toMatchObject({ is: "refused", why: "revoked" });
  });

  test("who passes there often, by a card in force, with the latest result", async () => {
    const identityNumber = numbers.identityNumber("1975-08-09", "male");
    const { passId, text } = await issued("陈勇", identityNumber);
    await cross(guard, bridge, addMinutes(now, -60), { passText: text }, { direction: "out" });
    await cross(guard, bridge, addMinutes(now, -30), { passText: text });
    await cross(guard, bridge, addMinutes(now, -20), { passText: text, outcome: "refuse" });
    const sampledAt = addMinutes(now, -300);
    const medic = await town.medicLi();
    await medic.call.checkpoints.recordResult({
      ...write(),
      identityNumber,
      test: { sampledAt, result: "negative" },
    });
    expect(await travellersOf(guardAtBridge)).toEqual([
      {
        serial: expect.any(Number),
        kind: "person",
        name: "陈勇",
        crossingsInWeek: 2,
        lastOutAt: addMinutes(now, -60),
        test: { sampledAt, result: "negative" },
      },
    ]);
    const plate = "川R·54321";
    const car = await issuedTo({ kind: "vehicle", holderName: "陈勇", plate });
    const inCar = { vehicle: { kind: "vehicle", plate } } as const;
    await cross(guard, bridge, addMinutes(now, -10), { passText: car.text }, inCar);
    const known = (await travellersOf(guardAtBridge)).find(({ kind }) => kind === "vehicle");
    if (!known) throw new Error("no vehicle");
    const bears = (shown: string) =>
      isBearer(known, { townId: town.townId, plate: shown }, cardCrypto);
    expect([bears("川R 54321"), bears("川R11111")]).toEqual([true, false]);
    await director.call.checkpoints.revokePass({ ...write(), passId: car.passId, reason: "卖车" });
    const atGate = await town.as("checkpoint-guard", { checkpointId: gate });
    expect(await travellersOf(atGate)).toEqual([]);
    await director.call.checkpoints.reportPassLost({ ...write(), passId });
    expect(await travellersOf(guardAtBridge)).toEqual([]);
  });
});

describe("what a guard's phone sends", () => {
  const crossing = (id: string, people: object[], given: object = {}) => ({
    procedure: "checkpoints.recordCrossing",
    id,
    happenedAt: now,
    input: { checkpointId: bridge, direction: "in", crossedAt: now, people, ...given },
  });

  test("a fever, what was done about it, and a mistake taken back, in one contact", async () => {
    const phone = phoneOf(application, guardAtBridge, now);
    const [fever, mistake] = [uuidv7(), uuidv7()];
    const about = (procedure: string, input: object) => ({
      procedure: `checkpoints.${procedure}`,
      id: uuidv7(),
      happenedAt: now,
      input,
    });
    const { outcomes } = await phone.push([
      crossing(fever, [aVillager({ name: "发热者", celsius: 38.2, outcome: "refer" })]),
      crossing(mistake, [aVillager({ name: "误记" })]),
      about("followUp", { crossingId: fever, line: 0, action: "已报告李医生" }),
      about("voidCrossing", { crossingId: mistake, reason: "按错了" }),
    ]);
    expect(outcomes.map((outcome) => outcome.is)).toEqual(Array(4).fill("accepted"));
    const { rows } = await director.call.checkpoints.crossings({ checkpointId: bridge });
    expect(rows.find(({ crossingId }) => crossingId === fever)?.followUp?.action).toBe(
      "已报告李医生",
    );
    expect(rows.find(({ crossingId }) => crossingId === mistake)?.replaced?.why).toBe("void");
  });

  test("a card is held against the last six of the identity card, or the plate it is in", async () => {
    const identityNumber = numbers.identityNumber("1966-01-02", "female");
    const { text } = await issued("何英", identityNumber);
    const ruledOf = async (person: object, given: object = {}) => {
      const id = uuidv7();
      const phone = phoneOf(application, guardAtBridge, now);
      await phone.push([crossing(id, [aVillager(person)], given)]);
      const { lines } = await director.call.checkpoints.crossing({ crossingId: id });
      return lines.at(-1)?.evidence.pass;
    };
    const shown = { passText: text, isIdentityCardShown: true };
    const own = identityNumber.slice(-6);
    expect(await ruledOf({ ...shown, identityEnding: own })).toMatchObject({ is: "valid" });
    expect(await ruledOf({ ...shown, identityEnding: "000000" })).toMatchObject({
      why: "someone-else",
    });
    const { passId } = await director.call.checkpoints.applyForPass({
      ...write(),
      kind: "vehicle",
      areaId: areas.villageA,
      holderName: "送菜车",
      plate: "川R12345",
      validFrom: "2020-02-10",
      validUntil: "2020-02-24",
    });
    await director.call.checkpoints.issuePasses({ ...write(), passIds: [passId] });
    const { text: ofCar } = await director.call.checkpoints.passCode({ passId });
    const inCar = (plate: string) =>
      ruledOf(
        { passText: ofCar, isIdentityCardShown: true, identityEnding: own },
        { vehicle: { kind: "vehicle", plate } },
      );
    expect(await inCar("川r·12345")).toMatchObject({ is: "valid" });
    expect(await inCar("川R99999")).toMatchObject({ why: "someone-else" });
  });
});
