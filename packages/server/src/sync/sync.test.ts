import type { Outcome, PullAnswer } from "@lianfang/core/sync/protocol.ts";
import { testApplication, type Visitor } from "@lianfang/testkit/application.ts";
import { answerFor, enterArrival, issueDrafted, observe } from "@lianfang/testkit/observed.ts";
import { phoneOf as aPhone } from "@lianfang/testkit/phone.ts";
import { foundTestTown, testPassword, write } from "@lianfang/testkit/town.ts";
import { v7 as uuidv7 } from "uuid";
import { describe, expect, test, vi } from "vitest";

const now = "2020-02-05T04:00:00.000Z";
const application = await testApplication({ at: now });
const { app } = application;
const town = await foundTestTown(application);
const { areas, director } = town;
await answerFor(town, areas.villageA);
await answerFor(town, areas.villageB);
const office = await town.office();

const phoneOf = (owner: Visitor, change: object = {}) => aPhone(application, owner, now, change);

const reading = (orderId: string, change: object = {}, input: object = {}) => ({
  procedure: "observation.recordReading",
  id: uuidv7(),
  happenedAt: "2020-02-05T03:55:00.000Z",
  input: { orderId, celsius: 36.5, takenAt: "2020-02-05T03:55:00.000Z", ...input },
  ...change,
});
const is = (outcomes: readonly Outcome[]) => outcomes.map((outcome) => outcome.is);
const readingsOf = async (orderId: string) => {
  const { windows, otherReadings } = await director.call.observation.order({ orderId });
  return [...windows.flatMap((window) => window.reading ?? []), ...otherReadings];
};
const settles = { timeout: 20_000, interval: 100 };
const orders = [{ name: "observation.orders", version: 2, ranges: [] }];
const holds = ({ sets }: PullAnswer) =>
  sets.flatMap(({ changes }) => changes.flatMap(({ records }) => records.map(({ key }) => key)));

describe("whoever is not signed in", () => {
  test("can neither push nor pull, and is told to sign in", async () => {
    const stranger = phoneOf(application.visitor());
    const { orderId } = await observe(director, areas.villageA);
    expect(await stranger.push([reading(orderId)])).toMatchObject({
      code: "kernel.unauthenticated",
    });
    expect(await stranger.pull(orders)).toMatchObject({ code: "kernel.unauthenticated" });
    expect(await stranger.post("wiped", {})).toMatchObject({ code: "kernel.unauthenticated" });
  });

  test("nor can somebody with another's phone", async () => {
    const mine = phoneOf(await town.as("grid-worker"));
    await mine.push([]);
    const other = phoneOf(await town.as("grid-worker"), { id: mine.device.id });
    expect(await other.push([])).toMatchObject({ code: "sync.deviceOfAnother" });
  });

  test("nor is anything taken that is no push", async () => {
    const phone = phoneOf(director);
    expect(await phone.post("push", { commands: "all" })).toMatchObject({
      code: "kernel.invalid",
      data: { details: { fields: [{ path: "commands" }] } },
    });
  });
});

describe("a command that waited on a phone", () => {
  test("is refused as it would be at the desk, in words, and changes nothing", async () => {
    const { orderId } = await observe(director, areas.villageB);
    const phone = phoneOf(await town.gridWorkerOfA());
    const late = "2020-02-06T09:00:00.000Z";
    const { orderId: own } = await observe(director, areas.villageA);
    const { outcomes } = await phone.push([
      reading(orderId),
      reading(own, {}, { takenAt: late }),
      reading(own, {}, { celsius: 50 }),
      { ...reading(own), id: "1" },
      reading(own),
    ]);
    expect(is(outcomes)).toEqual(["refused", "refused", "refused", "refused", "accepted"]);
    expect(outcomes[0]).toMatchObject({ problem: { code: "observation.orderNotFound" } });
    expect(outcomes[1]).toMatchObject({
      problem: { code: "observation.readingInFuture", message: expect.stringMatching(/。$/) },
    });
    expect(outcomes[2]).toMatchObject({
      problem: { code: "kernel.invalid", details: { fields: [{ path: "celsius" }] } },
    });
    expect(await readingsOf(own)).toHaveLength(1);
  });

  test("answers an alert the phone holds, which is gone from it then", async () => {
    const { orderId } = await observe(director, areas.villageA);
    const feverish = reading(orderId, {}, { celsius: 38.6 });
    const phone = phoneOf(await town.gridWorkerOfA());
    const elsewhere = phoneOf(await town.gridWorkerOfB());
    await phone.push([feverish]);
    const asked = [{ name: "observation.alerts", version: 1, ranges: [] }];
    const alertsOn = async (one: typeof phone) => holds(await one.pull(asked));
    await app.startJobs();
    const alertIds = async () => {
      const { rows } = await director.call.observation.alerts({ kind: "fever", isOpen: true });
      return rows.filter((row) => row.orderId === orderId).map((row) => row.alertId);
    };
    await expect.poll(alertIds, settles).toHaveLength(1);
    const [alertId = ""] = await alertIds();
    expect(await alertsOn(phone)).toContain(alertId);
    expect(await alertsOn(elsewhere)).not.toContain(alertId);
    const input = { alertId, action: "已送卫生院" };
    const answer = { ...reading(orderId), procedure: "observation.acknowledge", input };
    const { outcomes } = await phone.push([answer, { ...answer, id: reading(orderId).id }]);
    expect(is(outcomes)).toEqual(["accepted", "refused"]);
    expect(outcomes[1]).toMatchObject({ problem: { code: "observation.alertDone" } });
    expect(await alertsOn(phone)).not.toContain(alertId);
  });

  test("is carried out once, however often and through whichever door it comes", async () => {
    const { orderId } = await observe(director, areas.villageA);
    const worker = await town.gridWorkerOfA();
    const phone = phoneOf(worker);
    const one = reading(orderId);
    const sent = await Promise.all([phone.push([one]), phone.push([one]), phone.push([one, one])]);
    expect(sent.flatMap(({ outcomes }) => is(outcomes))).toEqual(Array(4).fill("accepted"));
    const answer = { readingId: one.id, isFever: false };
    expect(sent[2]?.outcomes[1]).toMatchObject({ answer });
    const byDesk = { id: one.id, happenedAt: one.happenedAt, ...one.input };
    expect(
      await worker.call.observation.recordReading({
        ...byDesk,
        orderId,
        celsius: 36.5,
        takenAt: one.happenedAt,
      }),
    ).toEqual(answer);
    expect(await readingsOf(orderId)).toHaveLength(1);
  });

  test("leaves in the journal which phone it came from, and both times", async () => {
    const { orderId } = await observe(director, areas.villageA);
    const phone = phoneOf(director);
    const one = reading(orderId);
    await phone.push([one]);
    const row = await app.kernel.db
      .selectFrom("journal")
      .select(["device", "happened_at", "received_at"])
      .where("id", "=", one.id)
      .executeTakeFirst();
    expect(row).toEqual({
      device: phone.device.id,
      happened_at: one.happenedAt,
      received_at: expect.stringMatching(/^2020-02-05T04:0/),
    });
  });

  test("with other content under its id is a conflict, and what was first stays", async () => {
    const { orderId } = await observe(director, areas.villageA);
    const phone = phoneOf(director);
    const one = reading(orderId);
    await phone.push([one]);
    const { outcomes } = await phone.push([reading(orderId, { id: one.id }, { celsius: 38 })]);
    expect(outcomes).toMatchObject([{ is: "conflict", problem: { code: "kernel.idReused" } }]);
    expect((await readingsOf(orderId)).map(({ celsius }) => celsius)).toEqual([36.5]);
  });

  test("is kept for review when nothing here knows it, or the app is too old to mend it", async () => {
    const { orderId } = await observe(director, areas.villageA);
    const unknown = { ...reading(orderId), procedure: "accounts.suspend" };
    expect(is((await phoneOf(director).push([unknown])).outcomes)).toEqual(["quarantined"]);
    const old = phoneOf(director, { protocol: 0 });
    const answer = await old.push([reading(orderId, {}, { takenAt: undefined }), reading(orderId)]);
    expect(is(answer.outcomes)).toEqual(["quarantined", "accepted"]);
    expect(answer.update).toBe(true);
    expect((await old.pull(orders)).sets).toEqual([]);
  });
});

describe("a phone holds", () => {
  test("nothing when its owner may hold nothing", async () => {
    await observe(director, areas.villageA);
    expect(holds(await phoneOf(await town.inspector()).pull(orders))).toEqual([]);
  });

  test("its owner's part of the town, and is sent what differs", async () => {
    const inA = await observe(director, areas.villageA);
    const inB = await observe(director, areas.villageB);
    const phone = phoneOf(await town.gridWorkerOfA());
    const first = await phone.pull(orders);
    expect(holds(first)).toContain(inA.orderId);
    expect(holds(first)).not.toContain(inB.orderId);
    const held = first.sets[0]?.changes.map(({ upTo, digest }) => ({ upTo, digest }));
    const again = [{ ...orders[0], ranges: held }];
    expect(holds(await phone.pull(again))).toEqual([]);
    await phone.push([reading(inA.orderId)]);
    const { sets } = await phone.pull(again);
    const changed = sets[0]?.changes[0]?.records.find(({ key }) => key === inA.orderId);
    expect(changed?.content).toMatchObject({
      readings: [{ celsius: 36.5, takenAt: "2020-02-05T03:55:00.000Z" }],
    });
  });

  test("no more of a part that is taken from its owner; what they had not sent yet is kept", async () => {
    const worker = await town.as("grid-worker", { areaId: areas.villageA });
    const { accountId } = await worker.call.accounts.me({});
    const { orderId } = await observe(director, areas.villageA);
    const phone = phoneOf(worker);
    const before = await phone.pull(orders);
    expect(holds(before)).toContain(orderId);
    await director.call.accounts.setGrants({
      ...write(),
      accountId,
      grants: [{ role: "grid-worker", scopeKind: "area", scopeId: areas.villageB }],
    });
    const unsent = reading(orderId);
    const held = before.sets[0]?.changes.map(({ upTo, digest }) => ({ upTo, digest }));
    const after = await phone.pull([{ ...orders[0], ranges: held }]);
    expect(after.sets[0]?.changes.length).toBeGreaterThan(0);
    expect(holds(after)).not.toContain(orderId);
    expect(is((await phone.push([unsent, unsent])).outcomes)).toEqual([
      "quarantined",
      "quarantined",
    ]);
    expect(await readingsOf(orderId)).toEqual([]);
  });
});

describe("what is kept for review", () => {
  async function kept() {
    const worker = await town.as("grid-worker", { areaId: areas.villageA });
    const { accountId, userName } = await worker.call.accounts.me({});
    const { orderId } = await observe(director, areas.villageA);
    const phone = phoneOf(worker);
    await phone.pull(orders);
    await director.call.accounts.suspend({ ...write(), accountId });
    const unsent = reading(orderId, {}, { note: "说有点咳" });
    const answer = await phone.push([unsent]);
    return { phone, worker, accountId, userName, orderId, unsent, answer };
  }

  test("is nobody's to see but the office's", async () => {
    const { unsent } = await kept();
    const worker = await town.gridWorkerOfA();
    await expect(worker.call.sync.quarantined({ recordId: unsent.id })).rejects.toMatchObject({
      code: "kernel.forbidden",
    });
  });

  test("comes from a suspended account, whose phone is told to be wiped", async () => {
    const { phone, unsent, answer, orderId } = await kept();
    expect(answer).toMatchObject({ wipe: true, outcomes: [{ is: "quarantined", id: unsent.id }] });
    expect(await phone.pull(orders)).toMatchObject({ wipe: true, sets: [] });
    const shown = await office.call.sync.quarantined({ recordId: unsent.id });
    expect(shown).toMatchObject({ reason: "suspended", input: { orderId, note: "说有点咳" } });
    const row = await app.kernel.db
      .selectFrom("sync_quarantine")
      .select("input")
      .where("record_id", "=", unsent.id)
      .executeTakeFirstOrThrow();
    expect(row.input.toString()).not.toContain("说有点咳");
    expect(await phone.post("wiped", {})).toEqual({});
    const { rows } = await office.call.sync.devices({ state: "wiped" });
    expect(rows.map(({ deviceId }) => deviceId)).toContain(phone.device.id);
  });

  test("is carried out once when the office says so, in the name of whoever made it", async () => {
    const { unsent, orderId, accountId, phone } = await kept();
    await office.call.sync.applyQuarantined({ ...write(), recordId: unsent.id });
    expect(await readingsOf(orderId)).toHaveLength(1);
    const row = await app.kernel.db
      .selectFrom("journal")
      .select(["actor_id", "entry"])
      .where("id", "=", unsent.id)
      .executeTakeFirst();
    expect(row).toEqual({ actor_id: accountId, entry: "observation.reading.recorded" });
    await expect(
      office.call.sync.applyQuarantined({ ...write(), recordId: unsent.id }),
    ).rejects.toMatchObject({ code: "sync.recordDecided" });
    expect(is((await phone.push([unsent])).outcomes)).toEqual(["accepted"]);
    expect(await readingsOf(orderId)).toHaveLength(1);
  });

  test("is discarded with the reason, and does not come back", async () => {
    const { unsent, orderId, phone, worker, accountId, userName } = await kept();
    await office.call.sync.discardQuarantined({
      ...write(),
      recordId: unsent.id,
      reason: "测错人",
    });
    await director.call.accounts.resume({ ...write(), accountId });
    await worker.call.accounts.signIn({
      ...write(),
      townId: town.townId,
      userName,
      password: testPassword,
    });
    expect(is((await phone.push([unsent])).outcomes)).toEqual(["quarantined"]);
    expect(await readingsOf(orderId)).toEqual([]);
  });

  test("with other content under its id is a conflict", async () => {
    const { unsent, phone } = await kept();
    const other = { ...unsent, input: { ...unsent.input, celsius: 39 } };
    expect(is((await phone.push([other])).outcomes)).toEqual(["conflict"]);
  });

  test("shows a conflict with what came first, once, and carries it out under an id of its own", async () => {
    const { orderId } = await observe(director, areas.villageA);
    const phone = phoneOf(director);
    const one = reading(orderId);
    await phone.push([one]);
    const other = reading(orderId, { id: one.id }, { celsius: 38.2 });
    await phone.push([other]);
    await phone.push([other]);
    const asked = { reason: "conflict" as const, deviceId: phone.device.id };
    const { rows } = await office.call.sync.quarantine(asked);
    expect(rows).toMatchObject([{ conflictsWith: one.id, state: "open" }]);
    const recordId = rows[0]?.recordId ?? "";
    expect(await office.call.sync.quarantined({ recordId })).toMatchObject({
      input: { celsius: 38.2 },
      first: { recordId: one.id, entry: "observation.reading.recorded" },
    });
    await office.call.sync.applyQuarantined({ ...write(), recordId });
    const read = (await readingsOf(orderId)).map(({ celsius }) => celsius);
    expect(read.sort()).toEqual([36.5, 38.2]);
  });

  test("a conflict mended on its phone is not the office's any more, nor one taken in the phone's", async () => {
    const { orderId } = await observe(director, areas.villageA);
    const phone = phoneOf(director);
    const inConflict = async () => {
      const one = reading(orderId);
      await phone.push([one]);
      await phone.push([reading(orderId, { id: one.id }, { celsius: 38.2 })]);
      const asked = { reason: "conflict" as const, deviceId: phone.device.id };
      const { rows } = await office.call.sync.quarantine(asked);
      const row = rows.find(({ conflictsWith }) => conflictsWith === one.id);
      return { id: one.id, recordId: row?.recordId ?? "" };
    };
    const first = await inConflict();
    const mended = { ...reading(orderId, {}, { celsius: 37.1 }), mends: first.id };
    expect(is((await phone.push([mended])).outcomes)).toEqual(["accepted"]);
    expect(is((await phone.push([mended])).outcomes)).toEqual(["accepted"]);
    const applied = { ...write(), recordId: first.recordId };
    await expect(office.call.sync.applyQuarantined(applied)).rejects.toMatchObject({
      code: "sync.recordDecided",
    });
    expect(await office.call.sync.quarantined({ recordId: first.recordId })).toMatchObject({
      state: "mended",
    });
    const second = await inConflict();
    await office.call.sync.applyQuarantined({ ...write(), recordId: second.recordId });
    const late = { ...reading(orderId, {}, { celsius: 37.2 }), mends: second.id };
    expect((await phone.push([late])).outcomes).toMatchObject([
      { is: "refused", problem: { code: "sync.conflictTakenIn" } },
    ]);
    const read = (await readingsOf(orderId)).map(({ celsius }) => celsius);
    expect(read.sort()).toEqual([36.5, 36.5, 37.1, 38.2]);
  });

  test("shows what waited here first, where that is what a conflict is with", async () => {
    const { unsent, phone, orderId } = await kept();
    const other = { ...unsent, input: { ...unsent.input, celsius: 39 } };
    await phone.push([other]);
    const asked = { reason: "conflict" as const, deviceId: phone.device.id };
    const { rows } = await office.call.sync.quarantine(asked);
    const shown = await office.call.sync.quarantined({ recordId: rows[0]?.recordId ?? "" });
    expect(shown).toMatchObject({
      input: { orderId, celsius: 39 },
      first: { entry: "observation.recordReading", input: { celsius: 36.5 } },
    });
  });
});

describe("the list of phones", () => {
  test("is not for the grid", async () => {
    const worker = await town.gridWorkerOfA();
    await expect(worker.call.sync.devices({})).rejects.toMatchObject({ code: "kernel.forbidden" });
  });

  test("says what a phone keeps unsent, what its owner may do, and finds it by either name", async () => {
    const phone = phoneOf(await town.gridWorkerOfA(), { label: "桥头一号", unsent: 3 });
    await phone.push([]);
    const { rows } = await office.call.sync.devices({ search: "桥头一", isHolding: true });
    expect(rows).toMatchObject([
      {
        deviceId: phone.device.id,
        unsent: 3,
        inReview: 0,
        grants: [{ role: "grid-worker", scopeKind: "area", scopeId: areas.villageA }],
      },
    ]);
  });
});

describe("a lost phone", () => {
  test("is reported by the office alone", async () => {
    const phone = phoneOf(director);
    await phone.push([]);
    const { id: deviceId } = phone.device;
    const worker = await town.gridWorkerOfA();
    await expect(worker.call.sync.reportLost({ ...write(), deviceId })).rejects.toMatchObject({
      code: "kernel.forbidden",
    });
    await expect(
      office.call.sync.reportLost({ ...write(), deviceId: uuidv7() }),
    ).rejects.toMatchObject({ code: "sync.deviceNotFound" });
  });

  test("is wiped at its next contact, and what it sends is kept for review", async () => {
    const { orderId } = await observe(director, areas.villageA);
    const phone = phoneOf(await town.as("grid-worker"));
    await phone.push([]);
    await office.call.sync.reportLost({ ...write(), deviceId: phone.device.id });
    const answer = await phone.push([reading(orderId)]);
    expect(answer).toMatchObject({ wipe: true, outcomes: [{ is: "quarantined" }] });
  });

  test("shows how far its clock is off, and what it runs", async () => {
    const phone = phoneOf(director, { clock: "2020-02-06T06:00:00.000Z" });
    await phone.push([]);
    const { rows } = await office.call.sync.devices({ limit: 200 });
    const row = rows.find(({ deviceId }) => deviceId === phone.device.id);
    expect(Math.round((row?.skewSeconds ?? 0) / 3_600)).toBe(26);
    expect(row).toMatchObject({
      appVersion: "0.1.0",
      state: "in-use",
      isOutdated: false,
    });
  });
});

describe("what was acknowledged", () => {
  test("may be let go of once it is in a backup that is complete", async () => {
    const { orderId } = await observe(director, areas.villageA);
    const phone = phoneOf(director);
    const before = reading(orderId);
    const after = reading(orderId);
    const never = uuidv7();
    await phone.push([before]);
    await expect(director.call.sync.finishBackup(write())).rejects.toMatchObject({
      code: "sync.backupNotBegun",
    });
    await director.call.sync.beginBackup(write());
    await phone.push([after]);
    const confirm = [before.id, after.id, never];
    expect((await phone.push([], { confirm })).confirmed).toEqual({
      backedUp: [],
      unknown: [never],
    });
    await director.call.sync.finishBackup(write());
    const answer = await phone.push([], { confirm });
    expect(answer.backup).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.confirmed.backedUp).not.toContain(after.id);
    // A backup counts from the oldest write still open, of whatever database on the server.
    await vi.waitFor(async () => {
      await director.call.sync.beginBackup(write());
      await director.call.sync.finishBackup(write());
      const { confirmed } = await phone.push([], { confirm });
      expect(new Set(confirmed.backedUp)).toEqual(new Set([before.id, after.id]));
      expect(confirmed.unknown).toEqual([never]);
    }, settles);
  });

  test("is asked for again when the town was put back", async () => {
    const phone = phoneOf(director);
    const { history: seen } = await phone.push([]);
    const told = phoneOf(director, { seen });
    expect((await told.push([])).sendAgain).toBe(false);
    await director.call.sync.declareRestored(write());
    expect((await told.push([])).sendAgain).toBe(true);
    const { history } = await told.push([]);
    const forged = { ...history, seal: { number: 99_999, head: "00" } };
    expect((await phoneOf(director, { seen: forged }).push([])).sendAgain).toBe(true);
  });
});

test("commands that build on each other are carried out in their order", async () => {
  const { arrivalId } = await enterArrival(director, areas.villageA);
  const { orderId } = await issueDrafted(director, arrivalId);
  const phone = phoneOf(director);
  const many = Array.from({ length: 30 }, () => reading(orderId));
  const { outcomes } = await phone.push(many);
  expect(is(outcomes)).toEqual(Array(30).fill("accepted"));
  const rows = await app.kernel.db
    .selectFrom("journal")
    .select("id")
    .where("device", "=", phone.device.id)
    .orderBy("sequence")
    .execute();
  expect(rows.map(({ id }) => id)).toEqual(many.map(({ id }) => id));
});
