import { addDays, addMinutes, instantAt, minutesBetween } from "@lianfang/core/kernel/time.ts";
import { testApplication, type Visitor } from "@lianfang/testkit/application.ts";
import { addMember, type Issue, issuing, memberOf } from "@lianfang/testkit/directed.ts";
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
const leadA = await town.unitLeadOfA();
const leadB = await town.unitLeadOfB();
const inspector = await town.inspector();

const wang = await memberOf(town, units.villageA);
const zhao = await memberOf(town, units.villageA);
const nobodys = await memberOf(town, undefined);
const issue = issuing(town, application);
const forA = (directiveId: string) => ({ directiveId, unitId: units.villageA });
const standOf = async (directiveId: string, unitId = units.villageA) => {
  const { units: all } = await director.call.directives.directive({ directiveId });
  return all.find((unit) => unit.unitId === unitId);
};

let day = "2020-02-05";
/** Each test has a day of its own. */
beforeEach(() => {
  day = addDays(day, 1);
  clock.set(at("08:00", day));
});

describe("issuing", () => {
  test("is for the director and the office", async () => {
    const order: Issue = {
      ...write(),
      title: "入户排查",
      text: "排查一遍。",
      recipients: { to: "all" },
      confirmBy: addMinutes(clock.now(), 60),
    };
    for (const who of [leadA, inspector, wang]) {
      await expect(who.call.directives.issue({ ...order, ...write() })).rejects.toMatchObject({
        code: "kernel.forbidden",
      });
    }
  });

  test("numbers directives by the year, reaches the units named, and no other", async () => {
    const first = await issue();
    const second = await issue({ recipients: { to: "units", unitIds: [units.villageB] } });
    const numberIn = (text: string) => Number(/第 (\d+) 号/.exec(text)?.[1]);
    expect(first.number).toContain("〔2020〕");
    expect(numberIn(second.number)).toBe(numberIn(first.number) + 1);
    const { rows } = await leadA.call.directives.received({ search: "入户" });
    const ids = rows.map(({ directiveId }) => directiveId);
    expect(ids).toContain(first.directiveId);
    expect(ids).not.toContain(second.directiveId);
    expect((await nobodys.call.directives.received({})).rows).toEqual([]);
    await expect(
      leadA.call.directives.receivedDirective({ directiveId: second.directiveId }),
    ).rejects.toMatchObject({ code: "directives.directiveNotFound" });
  });

  test("to all reaches every unit with somebody in it, who confirms or rings the office", async () => {
    const { recipients } = director.call.directives;
    const { units: offered } = await recipients({});
    const manned = offered.filter(({ accounts }) => accounts > 0);
    expect(manned.map(({ unitId }) => unitId).sort()).toEqual(
      [units.villageA, units.villageB].sort(),
    );
    expect(offered.find(({ unitId }) => unitId === units.villageA)).toMatchObject({
      members: 2,
      accounts: 3,
    });
    expect((await issue({ recipients: { to: "all" } })).units).toBe(2);
    const { unitId } = await director.call.organization.addUnit({
      ...{ ...write(), kind: "vanguard" as const, name: "突击队" },
    });
    expect((await issue({ recipients: { to: "all" } })).units).toBe(2);
    await addMember(town, unitId);
    expect((await issue({ recipients: { to: "all" } })).units).toBe(3);
  });

  test("needs a time that lies ahead, units that are there, and something to say", async () => {
    await expect(issue({ confirmBy: clock.now() })).rejects.toMatchObject({
      code: "directives.confirmByTooSoon",
    });
    await expect(issue({ finishBy: addMinutes(clock.now(), 30) })).rejects.toMatchObject({
      code: "directives.finishBeforeConfirm",
    });
    const unitIds = [units.villageA, uuidv7()];
    await expect(issue({ recipients: { to: "units", unitIds } })).rejects.toMatchObject({
      code: "kernel.invalid",
      data: { details: { fields: [{ path: "recipients.unitIds.1" }] } },
    });
    await expect(issue({ text: " " })).rejects.toMatchObject({ code: "kernel.invalid" });
  });
});

describe("confirming", () => {
  test("is refused to members of another unit, and to those of none", async () => {
    const { directiveId } = await issue();
    for (const who of [leadB, nobodys, director, inspector]) {
      const refused = who.call.directives.acknowledge({ ...write(), ...forA(directiveId) });
      await expect(refused).rejects.toMatchObject({ code: "directives.directiveNotFound" });
    }
    expect(await standOf(directiveId)).toMatchObject({ step: "waiting", acknowledged: undefined });
  });

  test("by several of a unit at once: one confirmation stands, the others are told of it", async () => {
    const { directiveId } = await issue();
    const answers = await Promise.all(
      [wang, zhao, leadA].map((who) =>
        who.call.directives.acknowledge({ ...write(), ...forA(directiveId) }),
      ),
    );
    expect(answers.filter(({ isYours }) => isYours)).toHaveLength(1);
    expect(new Set(answers.map(({ by }) => by)).size).toBe(1);
    expect(await standOf(directiveId)).toMatchObject({
      step: "confirmed",
      acknowledged: { by: answers[0]?.by, isLate: false },
    });
    const { progress } = await director.call.directives.directive({ directiveId });
    expect(progress).toMatchObject({ units: 2, confirmed: 1, late: 0, overdue: 0 });
  });

  test("counts once however often it is sent, and by the device's time, ours kept beside it", async () => {
    const { directiveId } = await issue();
    const phone = phoneOf(application, wang, clock.now());
    const acknowledgedAt = addMinutes(clock.now(), 20);
    const command = {
      procedure: "directives.acknowledge",
      id: uuidv7(),
      happenedAt: acknowledgedAt,
      input: { ...forA(directiveId), acknowledgedAt },
    };
    const receivedAt = addMinutes(clock.now(), 200);
    clock.set(receivedAt);
    expect(await standOf(directiveId)).toMatchObject({ isOverdue: true });
    const sent = await phone.push([command]);
    expect(sent.outcomes).toMatchObject([
      { is: "accepted", answer: { isYours: true, isLate: false, at: acknowledgedAt } },
    ]);
    expect((await phone.push([command])).outcomes).toEqual(sent.outcomes);
    // The same person from another phone: heard, and counted no second time.
    const again = { ...command, id: uuidv7() };
    expect((await phone.push([again])).outcomes).toMatchObject([{ is: "accepted" }]);
    expect(await standOf(directiveId)).toMatchObject({
      step: "confirmed",
      isOverdue: false,
      acknowledged: { at: acknowledgedAt, isLate: false },
    });
    const { acknowledged } = (await standOf(directiveId)) ?? {};
    expect(minutesBetween(receivedAt, acknowledged?.receivedAt ?? "")).toBeCloseTo(0, 0);
    const { rows } = await director.call.journal.list({
      entry: "directives.directive.acknowledged",
    });
    expect(rows.filter(({ id }) => id === command.id)).toHaveLength(1);
  });

  test("is late from the time on, until one made in time comes in", async () => {
    const { directiveId } = await issue();
    const inTime = addMinutes(clock.now(), 30);
    const late = addMinutes(clock.now(), 60);
    clock.set(late);
    const first = await zhao.call.directives.acknowledge({ ...write(), ...forA(directiveId) });
    expect(first).toMatchObject({ isYours: true, isLate: true });
    clock.set(addMinutes(late, 30));
    const offline = { ...write(), ...forA(directiveId), acknowledgedAt: inTime };
    expect(await wang.call.directives.acknowledge(offline)).toMatchObject({
      isYours: true,
      isLate: false,
    });
    expect(await standOf(directiveId)).toMatchObject({
      acknowledged: { at: inTime, isLate: false },
    });
  });

  test("takes no time before the directive was there, nor one that has yet to come", async () => {
    const issuedAt = clock.now();
    const { directiveId } = await issue();
    clock.set(addMinutes(issuedAt, 10));
    const early = { ...write(), ...forA(directiveId), acknowledgedAt: addMinutes(issuedAt, -999) };
    const { issuedAt: kept } = await director.call.directives.directive({ directiveId });
    expect(await wang.call.directives.acknowledge(early)).toMatchObject({ at: kept });
    const other = { directiveId, unitId: units.villageB };
    const ahead = { ...write(), ...other, acknowledgedAt: addMinutes(issuedAt, 999) };
    const { at: taken } = await leadB.call.directives.acknowledge(ahead);
    expect(minutesBetween(issuedAt, taken)).toBeCloseTo(10, 0);
  });
});

describe("feedback and completion", () => {
  test("come after the confirmation; feedback as often as there is some, completion once", async () => {
    const { directiveId } = await issue({ finishBy: addMinutes(clock.now(), 120) });
    const of = forA(directiveId);
    const { acknowledge, feedBack, finish } = wang.call.directives;
    await expect(feedBack({ ...write(), ...of, text: "已开始" })).rejects.toMatchObject({
      code: "directives.notAcknowledged",
    });
    await expect(finish({ ...write(), ...of })).rejects.toMatchObject({
      code: "directives.notAcknowledged",
    });
    await acknowledge({ ...write(), ...of });
    await feedBack({ ...write(), ...of, text: "已走访20户" });
    await zhao.call.directives.feedBack({ ...write(), ...of, text: "缺口罩" });
    expect(await standOf(directiveId)).toMatchObject({
      step: "fed-back",
      feedback: { count: 2, lastText: "缺口罩" },
    });
    expect(await finish({ ...write(), ...of, note: "全部走访" })).toMatchObject({ isYours: true });
    expect(await zhao.call.directives.finish({ ...write(), ...of })).toMatchObject({
      isYours: false,
    });
    expect(await standOf(directiveId)).toMatchObject({
      step: "finished",
      finished: { note: "全部走访", isLate: false },
    });
    await feedBack({ ...write(), ...of, text: "补充：又走访2户" });
    const kind = "feedback" as const;
    const told = await director.call.directives.acts({ directiveId, kind, limit: 2 });
    expect(told.rows.map(({ text }) => text)).toEqual(["补充：又走访2户", "缺口罩"]);
    const rest = await director.call.directives.acts({ directiveId, kind, after: told.next });
    expect(rest.rows.map(({ text }) => text)).toEqual(["已走访20户"]);
    const ofB = await leadB.call.directives.receivedDirective({ directiveId });
    expect(ofB.acts).toEqual([]);
    expect(ofB.units.map(({ unitId }) => unitId)).toEqual([units.villageB]);
  });
});

describe("the end of a directive", () => {
  test("is a withdrawal with its reason, or another in its place; once", async () => {
    const { directiveId } = await issue();
    const reason = "日期写错";
    const { withdraw } = director.call.directives;
    await withdraw({ ...write(), directiveId, reason });
    for (const again of [
      () => withdraw({ ...write(), directiveId, reason }),
      () => issue({ replaces: directiveId }),
    ]) {
      await expect(again()).rejects.toMatchObject({ code: "directives.directiveEnded" });
    }
    const seen = await leadA.call.directives.receivedDirective({ directiveId });
    expect(seen).toMatchObject({ state: "withdrawn", withdrawn: { reason } });
  });

  test("by two at once is one end", async () => {
    const { directiveId } = await issue();
    const ends = await Promise.allSettled([
      issue({ replaces: directiveId }),
      director.call.directives.withdraw({ ...write(), directiveId, reason: "发错了" }),
      issue({ replaces: directiveId }),
    ]);
    expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("leaves what was done before it, and takes nothing done after", async () => {
    const { directiveId, number } = await issue();
    const before = addMinutes(clock.now(), 5);
    clock.set(addMinutes(clock.now(), 10));
    const { directiveId: newer } = await issue({ replaces: directiveId });
    const seen = await director.call.directives.directive({ directiveId });
    expect(seen).toMatchObject({ state: "superseded", replacedBy: { directiveId: newer } });
    expect(await director.call.directives.directive({ directiveId: newer })).toMatchObject({
      replaces: { directiveId, number },
    });
    await expect(
      wang.call.directives.acknowledge({ ...write(), ...forA(directiveId) }),
    ).rejects.toMatchObject({ code: "directives.directiveEnded" });
    const offline = { ...write(), ...forA(directiveId), acknowledgedAt: before };
    expect(await wang.call.directives.acknowledge(offline)).toMatchObject({ at: before });
  });
});

describe("the town", () => {
  test("sees who let the time pass, whom to ring up, and nothing of it once withdrawn", async () => {
    const { directiveId } = await issue();
    await leadB.call.directives.acknowledge({
      ...write(),
      ...{ directiveId, unitId: units.villageB },
    });
    clock.set(addMinutes(clock.now(), 61));
    const { progress, units: all } = await inspector.call.directives.directive({ directiveId });
    expect(progress).toMatchObject({ units: 2, confirmed: 1, overdue: 1 });
    expect(all.map(({ unitId, isOverdue }) => [unitId, isOverdue])).toEqual([
      [units.villageA, true],
      [units.villageB, false],
    ]);
    const late = await director.call.directives.directives({ isOverdue: true, limit: 200 });
    expect(late.rows.map((row) => row.directiveId)).toContain(directiveId);
    const figure = async () => {
      const shown = await director.call.command.figureRows({ figureId: "directives.overdue" });
      return shown.rows.find(({ subjectId }) => subjectId === directiveId)?.value;
    };
    expect(await figure()).toBe(1);
    const { needs } = await director.call.command.board({});
    const need = needs.find(({ need: kind }) => kind === "overdue-confirmations");
    const { value } = await director.call.command.figureRows({ figureId: "directives.overdue" });
    expect(need?.count).toBe(value);
    expect(need?.lines).toHaveLength(5);
    expect(need?.lines[0]?.detail).toMatch(/^入户排查，逾期 \d+ 天$/);
    const { needs: ofLead } = await leadA.call.command.board({});
    expect(ofLead.map(({ need: kind }) => kind)).not.toContain("overdue-confirmations");
    const { units: waited } = await director.call.directives.waitedFor({ directiveId });
    expect(waited).toMatchObject([
      { unitId: units.villageA, people: [{ phone: "13900000001" }, { phone: "13900000001" }] },
    ]);
    await expect(inspector.call.directives.waitedFor({ directiveId })).rejects.toMatchObject({
      code: "kernel.forbidden",
    });
    await director.call.directives.withdraw({ ...write(), directiveId, reason: "不再需要" });
    expect(await figure()).toBeUndefined();
    const { progress: after } = await director.call.directives.directive({ directiveId });
    expect(after.overdue).toBe(0);
  });

  test("takes a directive out as a paper, and its units as a spreadsheet", async () => {
    const { directiveId, number } = await issue();
    await wang.call.directives.acknowledge({ ...write(), ...forA(directiveId) });
    const { acknowledged, name } = (await standOf(directiveId)) ?? {};
    for (const [format, mark] of [
      ["pdf", "%PDF"],
      ["docx", "PK"],
    ] as const) {
      const paper = await director.call.directives.file({ directiveId, format, language: "en" });
      expect(paper.name).toBe(`入户排查-${number}.${format}`);
      expect(Buffer.from(await paper.arrayBuffer()).toString("latin1")).toMatch(
        new RegExp(`^${mark}`),
      );
    }
    const sheet = await inspector.call.directives.file({ directiveId, format: "xlsx" });
    const { sheets } = await readSheet(new Uint8Array(await sheet.arrayBuffer()), sheet.name);
    const rows = (sheets[0]?.rows ?? []).map((row) => row.map(({ text }) => text));
    const line = rows.find(([unit]) => unit === name);
    expect(line?.[1]).toBe("已签收");
    expect(line?.[2]).toContain(acknowledged?.by);
    await expect(leadA.call.directives.file({ directiveId, format: "pdf" })).rejects.toMatchObject({
      code: "kernel.forbidden",
    });
  });

  test("takes the list out as it is narrowed, with what it is for", async () => {
    const { number } = await issue({ title: "农贸市场消杀" });
    const said = {
      purpose: "report" as const,
      receiverKind: "county" as const,
      receiver: "县指挥部",
    };
    const { file } = await inspector.call.directives.exportDirectives({
      ...{ ...write(), ...said },
      form: "xlsx",
      search: "消杀",
    });
    if (!file) throw new Error("no file");
    const { sheets } = await readSheet(new Uint8Array(await file.arrayBuffer()), file.name);
    const rows = (sheets[0]?.rows ?? []).map((row) => row.map(({ text }) => text));
    expect(rows.flat().filter((text) => text.startsWith("〔2020〕"))).toEqual([number]);
    expect(rows.flat().join()).toContain("县指挥部");
    const whole = { ...write(), ...said, form: "pdf" as const, isWhole: true };
    await expect(director.call.directives.exportDirectives(whole)).rejects.toMatchObject({
      code: "lists.wholeNumbersForbidden",
    });
  });

  test("pages through its directives, each once, and finds them by words and number", async () => {
    const { number } = await issue({ title: "清明祭扫提醒" });
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await director.call.directives.directives({ limit: 4, after });
      seen.push(...page.rows.map(({ directiveId }) => directiveId));
      expect(page.total).toBeGreaterThan(4);
      after = page.next;
    } while (after);
    expect(new Set(seen).size).toBe(seen.length);
    const digits = /第 (\d+) 号/.exec(number)?.[1] ?? "";
    for (const search of ["祭扫", digits]) {
      const { rows } = await director.call.directives.directives({ search });
      expect(rows.map((row) => row.number)).toContain(number);
    }
  });
});

describe("a phone", () => {
  test("holds what is open for its owner's units, and lets go of it with the unit", async () => {
    const set = { name: "directives.open", version: 2, ranges: [] };
    const heldBy = async (who: Visitor) => {
      const { sets } = await phoneOf(application, who, clock.now()).pull([set]);
      return (sets[0]?.changes ?? []).flatMap(({ records }) => records);
    };
    const sun = await memberOf(town, units.villageB);
    const { directiveId } = await issue({ title: "发放口罩" });
    const keyOf = (unitId: string) => `${directiveId}:${unitId}`;
    const find = async (who: Visitor) =>
      (await heldBy(who)).find(({ key }) => key.startsWith(directiveId));
    expect(await find(wang)).toMatchObject({
      key: keyOf(units.villageA),
      content: { title: "发放口罩", unitId: units.villageA, feedback: [] },
    });
    expect(await find(nobodys)).toBeUndefined();
    await wang.call.directives.acknowledge({ ...write(), ...forA(directiveId) });
    await wang.call.directives.feedBack({ ...write(), ...forA(directiveId), text: "已发放" });
    expect(await find(zhao)).toMatchObject({
      content: { acknowledged: { isLate: false }, feedback: [{ text: "已发放" }] },
    });
    expect(await find(sun)).toMatchObject({ key: keyOf(units.villageB) });
    const { rows } = await director.call.organization.staff({ unitId: units.villageB, limit: 200 });
    const staffIds = rows.map(({ staffId }) => staffId);
    await director.call.organization.moveStaff({ ...write(), staffIds, unitId: null });
    expect(await find(sun)).toBeUndefined();
    await director.call.directives.withdraw({ ...write(), directiveId, reason: "已发完" });
    expect(await find(wang)).toBeUndefined();
  });

  test("is told of nothing older than a fortnight, but for what still is to be finished", async () => {
    const set = { name: "directives.open", version: 2, ranges: [] };
    const short = await issue({ title: "当日任务" });
    const long = await issue({ title: "长期任务", finishBy: at("18:00", addDays(day, 20)) });
    clock.set(at("08:00", addDays(day, 15)));
    const { sets } = await phoneOf(application, wang, clock.now()).pull([set]);
    const keys = (sets[0]?.changes ?? []).flatMap(({ records }) => records.map(({ key }) => key));
    expect(keys).toContain(`${long.directiveId}:${units.villageA}`);
    expect(keys).not.toContain(`${short.directiveId}:${units.villageA}`);
  });
});
