import { addDays, addMinutes, instantAt, minutesBetween } from "@lianfang/core/kernel/time.ts";
import { testApplication } from "@lianfang/testkit/application.ts";
import { addMember, issuing, memberOf } from "@lianfang/testkit/directed.ts";
import { phoneOf } from "@lianfang/testkit/phone.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { v7 as uuidv7 } from "uuid";
import { beforeEach, describe, expect, test } from "vitest";
import { readSheet } from "../kernel/spreadsheet/read.ts";

const at = (time: string, on: string) => instantAt(on, time, "Asia/Shanghai");
const application = await testApplication({ at: at("08:00", "2020-02-05") });
const { clock } = application;
const town = await foundTestTown(application);
const { director, units } = town;
const office = await town.office();
const inspector = await town.inspector();
const wang = await memberOf(town, units.villageA);
const zhao = await memberOf(town, units.villageA);
const leadB = await town.unitLeadOfB();
const liOfA = await addMember(town, units.villageA);
const sunOfB = await addMember(town, units.villageB);
const issue = issuing(town, application);

const forA = (directiveId: string) => ({ directiveId, unitId: units.villageA });
type Entry = Parameters<typeof office.call.directives.enter>[0];
const enter = (directiveId: string, change: Partial<Entry> = {}) =>
  office.call.directives.enter({
    ...{ ...write(), ...forA(directiveId) },
    kind: "acknowledgement",
    saidBy: "李会计",
    way: "telephone",
    saidAt: clock.now(),
    ...change,
  });
const withdrawEntry = (directiveId: string, actId: string) =>
  office.call.directives.withdrawEntry({ ...write(), directiveId, actId, reason: "听错了单位" });
const standOf = async (directiveId: string) => {
  const { units: all } = await director.call.directives.directive({ directiveId });
  return all.find(({ unitId }) => unitId === units.villageA);
};
const overdueUnits = async () => {
  const shown = await director.call.command.figureRows({ figureId: "directives.overdue" });
  return (directiveId: string) => shown.rows.find((row) => row.subjectId === directiveId)?.value;
};

let day = "2020-02-05";
/** Each test has a day of its own. */
beforeEach(() => {
  day = addDays(day, 1);
  clock.set(at("08:00", day));
});

describe("what the office enters for a unit", () => {
  test("is for the director and the office", async () => {
    const { directiveId } = await issue();
    const entry: Entry = {
      ...{ ...write(), ...forA(directiveId), kind: "acknowledgement" },
      ...{ saidBy: "李会计", way: "telephone", saidAt: clock.now() },
    };
    for (const who of [wang, leadB, inspector]) {
      await expect(who.call.directives.enter(entry)).rejects.toMatchObject({
        code: "kernel.forbidden",
      });
    }
  });

  test("counts by the time that was said, under the name of who rang and of who entered it", async () => {
    const { directiveId } = await issue();
    const saidAt = addMinutes(clock.now(), 30);
    clock.set(addMinutes(clock.now(), 90));
    expect((await overdueUnits())(directiveId)).toBe(2);
    const { actId, isLate } = await enter(directiveId, { saidAt, staffId: liOfA });
    expect(isLate).toBe(false);
    const stand = await standOf(directiveId);
    expect(stand).toMatchObject({
      step: "confirmed",
      isOverdue: false,
      acknowledged: {
        actId,
        by: "李会计",
        at: saidAt,
        isLate: false,
        entered: { way: "telephone" },
      },
    });
    const me = await office.call.accounts.me({});
    expect(stand?.acknowledged?.entered?.by).toBe(me.displayName);
    expect((await overdueUnits())(directiveId)).toBe(1);
    const { rows } = await director.call.journal.list({ entry: "directives.act.entered" });
    expect(rows[0]).toMatchObject({ id: actId });
    const sheet = await inspector.call.directives.file({ directiveId, format: "xlsx" });
    const { sheets } = await readSheet(new Uint8Array(await sheet.arrayBuffer()), sheet.name);
    const cells = (sheets[0]?.rows ?? []).flatMap((row) => row.map(({ text }) => text));
    expect(cells.join()).toContain(`李会计（电话，${me.displayName}代登）`);
  });

  test("is late by the time that was said, until a unit's own in time comes in", async () => {
    const { directiveId } = await issue();
    const inTime = addMinutes(clock.now(), 30);
    clock.set(addMinutes(clock.now(), 100));
    expect(await enter(directiveId)).toMatchObject({ isLate: true });
    await expect(enter(directiveId)).rejects.toMatchObject({ code: "directives.alreadyConfirmed" });
    await wang.call.directives.acknowledge({
      ...{ ...write(), ...forA(directiveId), acknowledgedAt: inTime },
    });
    const { acknowledged } = (await standOf(directiveId)) ?? {};
    expect(acknowledged).toMatchObject({ at: inTime, isLate: false, entered: undefined });
  });

  test("takes no time before the issue nor ahead, and says who is of the unit", async () => {
    const { directiveId } = await issue();
    await expect(enter(directiveId, { saidAt: addMinutes(clock.now(), -2) })).rejects.toMatchObject(
      { code: "directives.saidBeforeIssue" },
    );
    await expect(enter(directiveId, { saidAt: addMinutes(clock.now(), 5) })).rejects.toMatchObject({
      code: "directives.saidInFuture",
    });
    await expect(enter(directiveId, { staffId: sunOfB })).rejects.toMatchObject({
      code: "kernel.invalid",
      data: { details: { fields: [{ path: "staffId" }] } },
    });
    await expect(enter(directiveId, { kind: "feedback" })).rejects.toMatchObject({
      code: "kernel.invalid",
      data: { details: { fields: [{ path: "text" }] } },
    });
    expect(await standOf(directiveId)).toMatchObject({ step: "waiting" });
  });

  test("as finished confirms as well; once finished it is not entered again", async () => {
    const { directiveId } = await issue({ finishBy: addMinutes(clock.now(), 120) });
    clock.set(addMinutes(clock.now(), 10));
    await enter(directiveId, { kind: "completion", text: "走访完了", way: "paper" });
    expect(await standOf(directiveId)).toMatchObject({
      step: "finished",
      acknowledged: { by: "李会计", entered: { way: "paper" } },
      finished: { note: "走访完了", entered: { way: "paper" } },
    });
    await expect(enter(directiveId, { kind: "completion" })).rejects.toMatchObject({
      code: "directives.alreadyFinished",
    });
  });

  test("is taken back with a reason while the directive stands, and can be entered anew", async () => {
    const { directiveId } = await issue();
    clock.set(addMinutes(clock.now(), 70));
    const { actId } = await enter(directiveId, { saidAt: addMinutes(clock.now(), -20) });
    const told = await enter(directiveId, { kind: "feedback", text: "缺口罩" });
    await expect(withdrawEntry(directiveId, actId)).rejects.toMatchObject({
      code: "directives.stillBuiltOn",
    });
    await withdrawEntry(directiveId, told.actId);
    await withdrawEntry(directiveId, actId);
    await expect(withdrawEntry(directiveId, actId)).rejects.toMatchObject({
      code: "directives.actTakenBack",
    });
    expect(await standOf(directiveId)).toMatchObject({ step: "waiting", isOverdue: true });
    const { rows } = await inspector.call.directives.acts({ directiveId });
    expect(rows.map(({ kind, isTakenBack }) => [kind, isTakenBack])).toEqual([
      ["feedback", true],
      ["acknowledgement", true],
    ]);
    expect(rows[0]?.amendments).toMatchObject([{ reason: "听错了单位", isTakenBack: true }]);
    await enter(directiveId, { saidAt: addMinutes(clock.now(), -30) });
    expect(await standOf(directiveId)).toMatchObject({ step: "confirmed", isOverdue: false });
  });

  test("is taken back by the office only where the office entered it, and not after the end", async () => {
    const { directiveId } = await issue();
    const own = write();
    await wang.call.directives.acknowledge({ ...own, ...forA(directiveId) });
    await expect(withdrawEntry(directiveId, own.id)).rejects.toMatchObject({
      code: "directives.actNotFound",
    });
    const { actId } = await enter(directiveId, { kind: "feedback", text: "缺口罩" });
    await director.call.directives.withdraw({ ...write(), directiveId, reason: "发错了" });
    clock.set(addMinutes(clock.now(), 1));
    for (const after of [
      () => withdrawEntry(directiveId, actId),
      () => enter(directiveId, { kind: "completion" }),
    ]) {
      await expect(after()).rejects.toMatchObject({ code: "directives.directiveEnded" });
    }
  });

  test("by two at once is one confirmation", async () => {
    const { directiveId } = await issue();
    const entered = await Promise.allSettled([enter(directiveId), enter(directiveId)]);
    expect(entered.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const { rows } = await director.call.directives.acts({ directiveId });
    expect(rows).toHaveLength(1);
  });
});

describe("what a unit said in error", () => {
  const reason = "点错了";
  const confirmedOn = async () => {
    const { directiveId } = await issue({ finishBy: addMinutes(clock.now(), 120) });
    await wang.call.directives.acknowledge({ ...write(), ...forA(directiveId) });
    return directiveId;
  };

  test("is taken back by any of the unit: the unit still has to finish, and can", async () => {
    const directiveId = await confirmedOn();
    const { id: actId } = write();
    const of = forA(directiveId);
    await wang.call.directives.finish({ id: actId, ...of, note: "全部走访" });
    await zhao.call.directives.takeBack({ ...write(), ...of, actId, reason });
    expect(await standOf(directiveId)).toMatchObject({ step: "confirmed", finished: undefined });
    const open = await wang.call.directives.received({ isOpen: true });
    expect(open.rows.map((row) => row.directiveId)).toContain(directiveId);
    const left = await director.call.directives.directives({ isUnfinished: true, limit: 1 });
    expect(left.rows[0]).toMatchObject({ directiveId, progress: { finished: 0 } });
    const again = { ...write(), ...of, actId, reason };
    await expect(zhao.call.directives.takeBack(again)).rejects.toMatchObject({
      code: "directives.actTakenBack",
    });
    expect(await zhao.call.directives.finish({ ...write(), ...of })).toMatchObject({
      isYours: true,
    });
    const { acts } = await wang.call.directives.receivedDirective({ directiveId });
    expect(acts.map(({ kind, isTakenBack }) => [kind, isTakenBack])).toEqual([
      ["completion", false],
      ["completion", true],
      ["acknowledgement", false],
    ]);
  });

  test("is put right: the first words stay to be read, and each that followed", async () => {
    const directiveId = await confirmedOn();
    const of = forA(directiveId);
    const { actId } = await wang.call.directives.feedBack({ ...write(), ...of, text: "20户" });
    const correct = (text: string, why: string) =>
      zhao.call.directives.correct({ ...write(), ...of, actId, text, reason: why });
    await correct("200户", "少写一个零");
    await correct("220户", "漏了一组");
    expect(await standOf(directiveId)).toMatchObject({
      feedback: { count: 1, lastText: "220户" },
    });
    const { rows } = await director.call.directives.acts({ directiveId, kind: "feedback" });
    expect(rows).toMatchObject([
      {
        text: "220户",
        amendments: [
          { before: "20户", reason: "少写一个零", isTakenBack: false },
          { before: "200户", reason: "漏了一组", isTakenBack: false },
        ],
      },
    ]);
    await wang.call.directives.takeBack({ ...write(), ...of, actId, reason });
    expect(await standOf(directiveId)).toMatchObject({ step: "confirmed", feedback: undefined });
  });

  test("is nobody else's to take back, and a confirmation can't be unread", async () => {
    const directiveId = await confirmedOn();
    const of = forA(directiveId);
    const { actId } = await wang.call.directives.feedBack({ ...write(), ...of, text: "20户" });
    const take = { ...of, actId, reason };
    for (const who of [leadB, director, inspector]) {
      await expect(who.call.directives.takeBack({ ...write(), ...take })).rejects.toMatchObject({
        code: "directives.directiveNotFound",
      });
    }
    await leadB.call.directives.acknowledge({
      ...{ ...write(), directiveId, unitId: units.villageB },
    });
    const asB = { ...write(), ...take, unitId: units.villageB };
    await expect(leadB.call.directives.takeBack(asB)).rejects.toMatchObject({
      code: "directives.actNotFound",
    });
    const { acknowledged } = (await standOf(directiveId)) ?? {};
    const confirmation = { ...write(), ...take, actId: acknowledged?.actId ?? "" };
    await expect(wang.call.directives.takeBack(confirmation)).rejects.toMatchObject({
      code: "directives.actNotFound",
    });
  });

  test("stood as long as nobody knew better: a figure of then stays what it was", async () => {
    const { directiveId } = await issue();
    const { actId } = await enter(directiveId);
    clock.set(addMinutes(clock.now(), 70));
    const then = clock.now();
    const valueAt = async (cutOff: string) => {
      const input = { figureId: "directives.overdue" as const, at: cutOff };
      const { rows } = await director.call.command.figureRows(input);
      return rows.find((row) => row.subjectId === directiveId)?.value;
    };
    expect(await valueAt(then)).toBe(1);
    clock.set(addMinutes(then, 10));
    await withdrawEntry(directiveId, actId);
    clock.set(addMinutes(then, 20));
    expect(await valueAt(clock.now())).toBe(2);
    expect(await valueAt(then)).toBe(1);
  });
});

describe("a directive to several units of one person", () => {
  test("is received for each, page by page, each once", async () => {
    const staffId = await addMember(town, units.villageA);
    const both = await town.as("unit-lead", { unitId: units.villageB }, staffId);
    const first = await issue({ title: "两处都发" });
    const second = await issue({
      ...{ title: "只发一处", recipients: { to: "units", unitIds: [units.villageB] } },
    });
    const seen: [string, string][] = [];
    let after: string | undefined;
    while (seen.length < 3) {
      const page = await both.call.directives.received({ limit: 2, after });
      seen.push(...page.rows.map((row): [string, string] => [row.directiveId, row.unit.unitId]));
      after = page.next;
    }
    const [one, other, ...rest] = seen.slice(0, 3);
    expect(one).toEqual([second.directiveId, units.villageB]);
    expect([other, ...rest].sort()).toEqual(
      [
        [first.directiveId, units.villageA],
        [first.directiveId, units.villageB],
      ].sort(),
    );
  });
});

describe("a phone", () => {
  const set = { name: "directives.open", version: 2, ranges: [] };
  const command = (procedure: string, input: object, id = uuidv7()) => ({
    ...{ procedure, id, input },
    happenedAt: clock.now(),
  });

  test("finishes and takes it back without a network, in one go; others' phones follow", async () => {
    const { directiveId } = await issue();
    const of = forA(directiveId);
    const phone = phoneOf(application, wang, clock.now());
    const finish = command("directives.finish", of);
    const { outcomes } = await phone.push([
      command("directives.acknowledge", of),
      finish,
      command("directives.takeBack", { ...of, actId: finish.id, reason: "点错了" }),
    ]);
    expect(outcomes.map(({ is }) => is)).toEqual(["accepted", "accepted", "accepted"]);
    const { sets } = await phoneOf(application, zhao, clock.now()).pull([set]);
    const held = sets[0]?.changes.flatMap(({ records }) => records);
    const mine = held?.find(({ key }) => key.startsWith(directiveId));
    expect(mine).toMatchObject({
      content: { acknowledged: { isLate: false }, takenBack: [finish.id] },
    });
    expect(mine?.content).not.toHaveProperty("finished");
  });

  test("tells who rang and who entered it", async () => {
    const { directiveId } = await issue();
    await enter(directiveId, { kind: "feedback", text: "缺口罩" });
    const { displayName: by } = await office.call.accounts.me({});
    const { sets } = await phoneOf(application, wang, clock.now()).pull([set]);
    const held = sets[0]?.changes.flatMap(({ records }) => records);
    const entered = { by, way: "telephone" };
    expect(held?.find(({ key }) => key.startsWith(directiveId))).toMatchObject({
      content: {
        acknowledged: { by: "李会计", entered },
        feedback: [{ text: "缺口罩", by: "李会计", entered, isCorrected: false }],
      },
    });
  });

  test("of somebody moved to another unit: what was not sent yet is kept, and counts once accepted", async () => {
    const staffId = await addMember(town, units.villageA);
    const moved = await town.as("grid-worker", undefined, staffId);
    const { directiveId } = await issue();
    const of = forA(directiveId);
    const phone = phoneOf(application, moved, clock.now());
    await phone.pull([set]);
    const acknowledgedAt = addMinutes(clock.now(), 20);
    const unsent = [
      command("directives.acknowledge", { ...of, acknowledgedAt }),
      command("directives.feedBack", { ...of, text: "已走访20户", writtenAt: acknowledgedAt }),
      command("directives.finish", { ...of, finishedAt: acknowledgedAt }),
    ];
    clock.set(addMinutes(clock.now(), 90));
    const move = { ...write(), staffIds: [staffId], unitId: units.villageB };
    await director.call.organization.moveStaff(move);
    const { outcomes } = await phone.push(unsent);
    expect(outcomes.map(({ is }) => is)).toEqual(["quarantined", "quarantined", "quarantined"]);
    expect(await standOf(directiveId)).toMatchObject({ step: "waiting", isOverdue: true });
    const kept = await director.call.sync.quarantine({ limit: 10 });
    expect(kept.rows.map(({ reason }) => reason)).toEqual(Array(3).fill("scope-lost"));
    for (const { id: recordId } of unsent) {
      await office.call.sync.applyQuarantined({ ...write(), recordId });
    }
    const me = await moved.call.accounts.me({});
    const stand = await standOf(directiveId);
    expect(stand).toMatchObject({
      step: "finished",
      acknowledged: { by: me.displayName, at: acknowledgedAt, isLate: false, entered: undefined },
      feedback: { lastText: "已走访20户" },
    });
    expect(minutesBetween(acknowledgedAt, stand?.acknowledged?.receivedAt ?? "")).toBeGreaterThan(
      60,
    );
  });

  test("of somebody whose role was moved to another unit keeps it as well; of a stranger it is refused", async () => {
    const lead = await town.as("unit-lead", { unitId: units.villageA });
    const { directiveId } = await issue();
    const phone = phoneOf(application, lead, clock.now());
    await phone.pull([set]);
    const { accountId } = await lead.call.accounts.me({});
    const grants = [
      { role: "unit-lead" as const, scopeKind: "unit" as const, scopeId: units.villageB },
    ];
    await director.call.accounts.setGrants({ ...write(), accountId, grants });
    const unsent = command("directives.acknowledge", forA(directiveId));
    expect((await phone.push([unsent])).outcomes).toMatchObject([{ is: "quarantined" }]);
    const stranger = phoneOf(application, leadB, clock.now());
    await stranger.pull([set]);
    expect((await stranger.push([{ ...unsent, id: uuidv7() }])).outcomes).toMatchObject([
      { is: "refused", problem: { code: "directives.directiveNotFound" } },
    ]);
  });
});
