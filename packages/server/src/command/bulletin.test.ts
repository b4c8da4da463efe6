import { addMinutes } from "@lianfang/core/kernel/time.ts";
import { testApplication } from "@lianfang/testkit/application.ts";
import { answerFor, observe, takeReading } from "@lianfang/testkit/observed.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { v7 as uuidv7 } from "uuid";
import { describe, expect, test } from "vitest";
import { digestOf } from "../kernel/journal/journal.ts";
import { bulletinDigestName } from "./commands.ts";

/** 5 February 2020, the response's third day: eleven in the morning, the readings of which are over. */
const application = await testApplication({ at: "2020-02-03T01:00:00.000Z" });
const { app, clock } = application;
const town = await foundTestTown(application, { activatedOn: "2020-02-03" });
const { villageA, gridA1, villageB } = town.areas;
const at = (day: number, time: string): string =>
  new Date(`2020-02-${String(day).padStart(2, "0")}T${time}:00+08:00`).toISOString();

await answerFor(town, villageA);
await answerFor(town, villageB, "包保干部乙");
const inA = await observe(town.director, gridA1);
const inB = await observe(town.director, villageB);
clock.set(at(4, "08:00"));
await takeReading(town.director, inA.orderId, at(4, "07:50"));
clock.set(at(5, "08:00"));
await takeReading(town.director, inA.orderId, at(5, "07:50"));
const late = await observe(town.director, villageA, { arrivedOn: "2020-02-05" });
clock.set(at(5, "18:30"));

const { command } = town.director.call;

async function compose(day: string, cutOffAt?: string) {
  const { bulletinId } = await command.compose({ ...write(), day, cutOffAt });
  return command.bulletin({ bulletinId });
}

function counted(bulletin: { figures: { figureId: string; value: number }[] }, figureId: string) {
  return bulletin.figures.find((figure) => figure.figureId === figureId)?.value;
}

describe("composing", () => {
  test("is refused to who does not write the town's papers", async () => {
    for (const who of [await town.unitLeadOfA(), await town.auditor(), await town.medicLi()]) {
      await expect(
        who.call.command.compose({ ...write(), day: "2020-02-05" }),
      ).rejects.toMatchObject({ code: "kernel.forbidden" });
    }
  });

  test("is refused for a day to come, a time to come, and a day before the response", async () => {
    const ask = (day: string, cutOffAt?: string) => command.compose({ ...write(), day, cutOffAt });
    await expect(ask("2020-02-06")).rejects.toMatchObject({ code: "command.cutOffInFuture" });
    await expect(ask("2020-02-05", at(5, "18:31"))).rejects.toMatchObject({
      code: "command.cutOffInFuture",
    });
    await expect(ask("2020-02-02")).rejects.toMatchObject({ code: "command.dayBeforeResponse" });
    await expect(ask("2020-02-05", at(4, "17:00"))).rejects.toMatchObject({
      code: "kernel.invalid",
      data: { details: { fields: [{ path: "cutOffAt", text: "截止时间必须在通报当天之内。" }] } },
    });
  });

  test("counts as of the town's bulletin time, beside the day before, village by village", async () => {
    const bulletin = await compose("2020-02-05");
    expect(bulletin).toMatchObject({
      day: "2020-02-05",
      state: "draft",
      issueNumber: 1,
      cutOffAt: at(5, "17:00"),
      revision: 1,
    });
    const figure = (figureId: string) => bulletin.figures.find((one) => one.figureId === figureId);
    expect(figure("observation.people")).toMatchObject({ value: 3, before: 2 });
    expect(figure("observation.readings.due")).toMatchObject({ value: 5 });
    expect(figure("observation.readings.done")).toMatchObject({ value: 1 });
    const names = bulletin.byArea.map(({ areaName }) => areaName);
    expect(names).toContain("柳林村");
    expect(names).not.toContain("柳林村第1网格");
    expect(bulletin.byArea.find(({ areaId }) => areaId === villageA)?.figures).toMatchObject({
      "screening.returnees": 2,
    });
  });

  test("drafts what a secretary would write, in both languages", async () => {
    const { rows } = await command.bulletins({});
    const { remarks } = await command.bulletin({ bulletinId: rows[0]?.bulletinId ?? "" });
    expect(remarks.zh).toContain("今日新登记返乡人员1人，新增观察1人，解除观察0人。");
    expect(remarks.zh).toContain("应测体温5次，实测1次，漏测1次，其中石桥村1。");
    expect(remarks.zh).toContain("石桥村的漏测人员今晚补测");
    expect(remarks.zh).toContain("4处责任空白于明日16:00前逐一落实责任人。");
    expect(remarks.en).toContain("New today: returnees 1, under observation 1, released 0.");
    expect(remarks.en).toContain("Shiqiao Village 1");
  });

  test("is done once a day", async () => {
    const { rows } = await command.bulletins({});
    await expect(command.compose({ ...write(), day: "2020-02-05" })).rejects.toMatchObject({
      code: "command.bulletinExists",
      data: { details: { bulletinId: rows[0]?.bulletinId } },
    });
    const first = { ...write(), day: "2020-02-04" };
    const answers = await Promise.all([command.compose(first), command.compose(first)]);
    expect(answers[0]).toEqual(answers[1]);
    const others = await Promise.allSettled(
      Array.from({ length: 4 }, () => command.compose({ ...write(), day: "2020-02-03" })),
    );
    expect(others.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });
});

describe("a draft", () => {
  const drafted = async (day: string) => {
    const { rows } = await command.bulletins({});
    const row = rows.find((bulletin) => bulletin.day === day);
    return command.bulletin({ bulletinId: row?.bulletinId ?? "" });
  };

  test("bears the number it would get: they are issued day by day", async () => {
    const { rows } = await command.bulletins({});
    expect(rows.map(({ day, issueNumber }) => [day, issueNumber])).toEqual([
      ["2020-02-05", 3],
      ["2020-02-04", 2],
      ["2020-02-03", 1],
    ]);
  });

  test("is edited by who may, from the revision they have seen", async () => {
    const { bulletinId, revision } = await drafted("2020-02-05");
    const remarks = { zh: "今日无新增。", en: "Nothing new today." };
    const edit = { bulletinId, revision, remarks };
    const auditor = await town.auditor();
    await expect(auditor.call.command.editRemarks({ ...write(), ...edit })).rejects.toMatchObject({
      code: "kernel.forbidden",
    });
    await expect(
      command.editRemarks({ ...write(), ...edit, bulletinId: uuidv7() }),
    ).rejects.toMatchObject({ code: "command.bulletinNotFound" });
    const office = await town.office();
    expect(await office.call.command.editRemarks({ ...write(), ...edit })).toEqual({
      revision: revision + 1,
    });
    await expect(command.editRemarks({ ...write(), ...edit })).rejects.toMatchObject({
      code: "kernel.changedMeanwhile",
    });
    expect(await drafted("2020-02-05")).toMatchObject({ remarks, revision: revision + 1 });
  });

  test("with its cut-off moved is counted anew; words somebody wrote stay", async () => {
    const written = await drafted("2020-02-05");
    const move = (bulletin: typeof written, cutOffAt: string) =>
      command.editRemarks({
        ...write(),
        bulletinId: bulletin.bulletinId,
        revision: bulletin.revision,
        cutOffAt,
      });
    await move(written, at(5, "07:55"));
    const moved = await drafted("2020-02-05");
    expect(counted(moved, "observation.people")).toBe(2);
    expect(moved.remarks).toEqual(written.remarks);
    await move(moved, at(5, "17:00"));

    const untouched = await drafted("2020-02-04");
    await move(untouched, at(4, "07:30"));
    const redrafted = await drafted("2020-02-04");
    expect(redrafted.remarks.zh).not.toBe(untouched.remarks.zh);
    await move(redrafted, at(4, "17:00"));
  });

  test("can be read as a paper that says it is a draft", async () => {
    const { bulletinId } = await drafted("2020-02-05");
    const file = await command.bulletinFile({ bulletinId });
    expect(file.name).toBe("疫防日通报-2020-02-05-第3期.docx");
    expect(file.size).toBeGreaterThan(5_000);
  });
});

describe("issuing", () => {
  test("is the director's alone", async () => {
    const { rows } = await command.bulletins({});
    const office = await town.office();
    const issue = { ...write(), bulletinId: rows[0]?.bulletinId ?? "", revision: 1 };
    await expect(office.call.command.issueBulletin(issue)).rejects.toMatchObject({
      code: "kernel.forbidden",
    });
  });

  test("numbers, seals and freezes; nothing changes it afterwards", async () => {
    const { rows } = await command.bulletins({});
    const bulletinId = rows[0]?.bulletinId ?? "";
    const draft = await command.bulletin({ bulletinId });
    const given = { ...write(), bulletinId, revision: draft.revision };
    await expect(
      command.issueBulletin({ ...given, id: uuidv7(), revision: 1 }),
    ).rejects.toMatchObject({ code: "kernel.changedMeanwhile" });
    const { digest } = await command.issueBulletin(given);
    expect(await command.issueBulletin(given)).toEqual({ digest });

    const issued = await command.bulletin({ bulletinId });
    expect(issued).toMatchObject({
      state: "issued",
      issueNumber: 1,
      issuedBy: "何镇长",
      issuedAt: expect.any(String),
      digest,
      journalHead: expect.stringMatching(/^[0-9a-f]{64}$/),
      figures: draft.figures,
      byArea: draft.byArea,
      remarks: draft.remarks,
    });
    const { revision } = issued;
    const again = { ...write(), bulletinId, revision };
    await expect(command.issueBulletin(again)).rejects.toMatchObject({
      code: "command.bulletinIssued",
    });
    await expect(
      command.editRemarks({ ...again, remarks: { zh: "改", en: "changed" } }),
    ).rejects.toMatchObject({ code: "command.bulletinIssued" });
  });

  test("counts numbers in the order of issue; drafts move up behind", async () => {
    const { rows } = await command.bulletins({});
    expect(rows.map(({ day, issueNumber, state }) => [day, issueNumber, state])).toEqual([
      ["2020-02-05", 1, "issued"],
      ["2020-02-04", 3, "draft"],
      ["2020-02-03", 2, "draft"],
    ]);
  });

  test("leaves a row in the journal that names the digest, and a chain that holds", async () => {
    const { rows } = await town.director.call.journal.list({ entry: "command.bulletin.issued" });
    expect(rows).toHaveLength(1);
    const [{ details, digest } = { details: {}, digest: Buffer.alloc(0) }] = await app.kernel.db
      .selectFrom("journal")
      .innerJoin("bulletin", "bulletin.town_id", "journal.town_id")
      .select(["details", "bulletin.digest"])
      .where("entry", "=", "command.bulletin.issued")
      .where("bulletin.state", "=", "issued")
      .execute();
    expect(details).toMatchObject({ digest: digest?.toString("hex"), issueNumber: 1 });
    expect(await town.director.call.journal.verify({})).toMatchObject({ isIntact: true });
  });
});

describe("an issued bulletin", () => {
  const issued = async () => {
    const { rows } = await command.bulletins({});
    const row = rows.find(({ state }) => state === "issued");
    return command.bulletin({ bulletinId: row?.bulletinId ?? "" });
  };

  test("has the digest of what it holds", async () => {
    const { bulletinId, digest } = await issued();
    const { content } = await app.kernel.db
      .selectFrom("bulletin")
      .select("content")
      .where("bulletin_id", "=", bulletinId)
      .executeTakeFirstOrThrow();
    expect((await digestOf(bulletinDigestName, content)).toString("hex")).toBe(digest);
  });

  test("can't be changed or deleted in the database either", async () => {
    const { bulletinId } = await issued();
    const change = app.kernel.db
      .updateTable("bulletin")
      .set({ remarks_zh: "改" })
      .where("bulletin_id", "=", bulletinId);
    await expect(change.execute()).rejects.toMatchObject({ code: "23001" });
    const removal = app.kernel.db.deleteFrom("bulletin").where("bulletin_id", "=", bulletinId);
    await expect(removal.execute()).rejects.toThrow("an issued bulletin is never changed");
  });

  test("stays as it is when records, names and rules change", async () => {
    const before = await issued();
    const files = await papers(before.bulletinId);
    await observe(town.director, villageB, { arrivedOn: "2020-02-05" });
    const { organization, observation } = town.director.call;
    await organization.editArea({ ...write(), areaId: villageB, name: "新石桥村" });
    await organization.editTown({ ...write(), name: "新青石镇" });
    await observation.revoke({ ...write(), orderId: late.orderId, reason: "信息有误，予以撤销" });
    clock.set(at(6, "09:00"));
    expect(await issued()).toEqual(before);
    expect(await papers(before.bulletinId)).toEqual(files);
  });

  test("is read by those of the whole town who oversee, and by nobody of a part", async () => {
    const { bulletinId } = await issued();
    for (const who of [await town.inspector(), await town.auditor(), await town.countyViewer()]) {
      expect((await who.call.command.bulletin({ bulletinId })).bulletinId).toBe(bulletinId);
    }
    for (const who of [await town.unitLeadOfA(), await town.gridWorkerOfA()]) {
      await expect(who.call.command.bulletin({ bulletinId })).rejects.toMatchObject({
        code: "kernel.forbidden",
      });
    }
  });

  async function papers(bulletinId: string): Promise<Buffer[]> {
    const all: Buffer[] = [];
    for (const format of ["docx", "pdf"] as const) {
      for (const language of ["zh-CN", "en"] as const) {
        const file = await command.bulletinFile({ bulletinId, format, language });
        all.push(Buffer.from(await file.arrayBuffer()));
      }
    }
    return all;
  }
});

describe("what was received after the cut-off", () => {
  test("does not enter, even if it happened before; neither figures nor rows", async () => {
    clock.set(at(6, "16:50"));
    const takenAt = at(6, "14:30");
    clock.set(at(6, "18:00"));
    const { bulletinId } = await command.compose({ ...write(), day: "2020-02-06" });
    const before = await command.bulletin({ bulletinId });
    // The phone had been offline: taken before 17:00, received now.
    await takeReading(town.director, inB.orderId, takenAt);
    await observe(town.director, villageA, { arrivedOn: "2020-02-06" });
    expect(await command.bulletin({ bulletinId })).toEqual(before);
    for (const { figureId, value } of before.figures) {
      const rows = await command.figureRows({ figureId, at: before.cutOffAt, limit: 200 });
      expect(rows.value, figureId).toBe(value);
      expect(
        rows.rows.reduce((sum, row) => sum + row.value, 0),
        figureId,
      ).toBe(value);
    }
    const now = await command.figureRows({
      figureId: "observation.readings.done",
      at: addMinutes(clock.now(), 0),
    });
    expect(now.value).toBe((counted(before, "observation.readings.done") ?? 0) + 1);
  });
});
