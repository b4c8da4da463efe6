import { testApplication } from "@lianfang/testkit/application.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { expect, test } from "vitest";
import { idFor } from "../kernel/jobs/system.ts";

const application = await testApplication();
const { app } = application;
const town = await foundTestTown(application);
const { journal, organization } = town.director.call;

test("the journal is for the director and the auditor", async () => {
  for (const who of [await town.office(), await town.unitLeadOfA(), await town.inspector()]) {
    await expect(who.call.journal.list({})).rejects.toMatchObject({ code: "kernel.forbidden" });
    await expect(who.call.journal.verify({})).rejects.toMatchObject({ code: "kernel.forbidden" });
  }
  const auditor = await town.auditor();
  expect((await auditor.call.journal.list({})).rows.length).toBeGreaterThan(0);
});

test("it lists every write, newest first, page by page", async () => {
  const given = write();
  await organization.addStaff({ ...given, name: "测试员", kind: "volunteer" });
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = await journal.list({ limit: 7, after });
    seen.push(...page.rows.map(({ id }) => id));
    after = page.next;
  } while (after);
  expect(seen[0]).toBe(given.id);
  expect(new Set(seen).size).toBe(seen.length);
  const all = await journal.list({ limit: 200 });
  expect(all.rows.map(({ id }) => id)).toEqual(seen);
});

test("it can be asked for one entry, one actor, one subject", async () => {
  const staffId = await town.addStaff("另一人");
  const aboutStaff = await journal.list({ subjectId: staffId });
  expect(aboutStaff.rows).toMatchObject([
    { entry: "organization.staff.added", actorName: "何镇长", subjectIds: [staffId] },
  ]);
  const { rows } = await journal.list({ entry: "organization.area.edited" });
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.every(({ entry }) => entry === "organization.area.edited")).toBe(true);
  const actorId = rows[0]?.actorId;
  const own = await journal.list({ actorId, limit: 200 });
  expect(own.rows.every((row) => row.actorId === actorId)).toBe(true);
});

test("it holds what the system did by itself, under nobody's name", async () => {
  const id = idFor(town.townId, "sweep");
  const entry = "things.sweep.done";
  await app.system.write(town.townId, { entry, id, why: "test" }, async () => {});
  const { rows } = await journal.list({ entry });
  expect(rows).toMatchObject([{ id, actorId: undefined, actorName: undefined }]);
});

test("sealed, each row names its seal, and the chain holds", async () => {
  await expect
    .poll(async () => {
      await app.runJob("journal.seal");
      return (await journal.verify({})).unsealedRows;
    })
    .toBe(0);
  const { isIntact, seals, sealedRows, head } = await journal.verify({});
  expect({ isIntact, hasSeals: seals > 0, hasRows: sealedRows > 0 }).toEqual({
    isIntact: true,
    hasSeals: true,
    hasRows: true,
  });
  expect(head).toMatch(/^[0-9a-f]{64}$/);
  const { rows } = await journal.list({ limit: 5 });
  expect(rows.every(({ sealNumber }) => sealNumber !== undefined)).toBe(true);
});

test("another town's journal is another's", async () => {
  const other = await foundTestTown(application, { townsBefore: 1, name: "临江镇" });
  const { rows } = await other.director.call.journal.list({ limit: 200 });
  const own = await journal.list({ limit: 200 });
  const ids = new Set(own.rows.map(({ id }) => id));
  expect(rows.some(({ id }) => ids.has(id))).toBe(false);
});
