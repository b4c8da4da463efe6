/** The history of the register's records, and putting them back. */

import { recordFields, SubjectKind } from "@lianfang/core/registry/history.ts";
import { testApplication, type Visitor } from "@lianfang/testkit/application.ts";
import { confirmImport, startImport } from "@lianfang/testkit/imports.ts";
import { issueNumbers } from "@lianfang/testkit/people/numbers.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import fc from "fast-check";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { fieldOf, isSaid } from "./history-fields.ts";
import { sealedColumns } from "./sealed.ts";
import { subjectTables } from "./subjects.ts";
import { undoWrite } from "./undo.ts";

const application = await testApplication();
const { app, clock, visitor } = application;
const town = await foundTestTown(application);
const { areas } = town;
const office = await town.office();
const gridWorkerOfA = await town.gridWorkerOfA();
const gridWorkerOfB = await town.gridWorkerOfB();

let numbers = 0;
async function household(areaId = areas.villageA): Promise<string> {
  numbers += 1;
  const input = { ...write(), areaId, number: `H${numbers}` };
  return (await office.call.registry.createHousehold(input)).householdId;
}

interface Given {
  householdId?: string;
  name?: string;
  identityNumber?: string;
  phone?: string;
}
async function resident(given: Given = {}): Promise<string> {
  const { registry } = gridWorkerOfA.call;
  const householdId = given.householdId ?? (await household());
  const person = { name: "陈桂香", sex: "female" as const, ...given, householdId };
  return (await registry.createResident({ ...write(), ...person })).residentId;
}

const revisionOf = async (residentId: string) =>
  (await office.call.registry.resident({ residentId })).revision;

type Edit = Omit<Parameters<typeof office.call.registry.editResident>[0], "id" | "revision">;
async function edit({ residentId, ...fields }: Edit, who: Visitor = office): Promise<number> {
  const given = { ...write(), residentId, revision: await revisionOf(residentId), ...fields };
  return (await who.call.registry.editResident(given)).revision;
}

const timeline = async (subjectId: string, who: Visitor = office) =>
  (await who.call.registry.history({ kind: "resident", subjectId })).rows;

/** The writes that changed the record. */
const history = async (subjectId: string, who: Visitor = office) =>
  (await timeline(subjectId, who)).flatMap(({ change, ...write }) =>
    change ? [{ ...write, ...change }] : [],
  );

function undo(subjectId: string, revision: number, who: Visitor = office) {
  return who.call.registry.undoChange({ ...write(), kind: "resident", subjectId, revision });
}

/** All a record says, as the database has it, but for what every write changes. */
async function content(residentId: string): Promise<unknown> {
  const { registry } = office.call;
  const { revision: _, changedAt: __, removed, ...shown } = await registry.resident({ residentId });
  const sensitive = await registry.reveal({ ...write(), residentId, reason: "核对" });
  return { ...shown, ...sensitive, removed: removed?.reason };
}

describe("the history of a record", () => {
  test("is not for strangers, nor for those of another village, nor told of what is not there", async () => {
    const residentId = await resident();
    await expect(history(residentId, visitor())).rejects.toMatchObject({
      code: "kernel.unauthenticated",
    });
    await expect(history(residentId, await town.storekeeper())).rejects.toMatchObject({
      code: "kernel.forbidden",
    });
    for (const [subjectId, who] of [
      [residentId, gridWorkerOfB],
      [write().id, office],
    ] as const) {
      await expect(history(subjectId, who)).rejects.toMatchObject({
        code: "registry.recordNotFound",
      });
    }
  });

  test("tells who changed what, when, from what to what; numbers masked", async () => {
    const there = await household(areas.gridA1);
    const residentId = await resident({ phone: "17900000017" });
    clock.set("2020-02-06T01:00:00.000Z");
    await edit({ residentId, name: "陈桂芳", phone: "17900000018" }, gridWorkerOfA);
    await edit({ residentId, householdId: there, vulnerabilities: ["pregnant", "disabled"] });
    const [moved, edited, created, ...none] = await history(residentId);
    expect(none).toEqual([]);
    expect(created).toMatchObject({
      what: "created",
      entry: "registry.resident.created",
      fields: [],
      canUndo: false,
    });
    expect(edited).toMatchObject({
      what: "edited",
      revision: 2,
      receivedAt: expect.stringContaining("2020-02-06T01:00:00."),
      actorName: expect.any(String),
      fields: [
        { field: "name", from: "陈桂香", to: "陈桂芳" },
        { field: "phone", from: "179****0017", to: "179****0018" },
      ],
      canUndo: false,
    });
    const { number } = await office.call.registry.household({ householdId: there });
    expect(moved?.fields.toSorted((one, other) => (one.field < other.field ? -1 : 1))).toEqual([
      { field: "household", from: expect.stringMatching(/^H\d+$/), to: number },
      { field: "vulnerabilities", to: "disabled,pregnant" },
    ]);
    expect(moved?.canUndo).toBe(true);
  });

  test("does not tell the number of a household out of reach", async () => {
    const inB = await household(areas.villageB);
    const moved = await resident();
    await edit({ residentId: moved, householdId: inB });
    const [last] = await history(moved, gridWorkerOfB);
    expect(last?.fields).toEqual([
      { field: "household", from: "***", to: expect.stringMatching(/^H\d+$/) },
    ]);
  });

  test("comes page by page", async () => {
    const residentId = await resident();
    for (const name of ["甲一", "甲二", "甲三"]) await edit({ residentId, name });
    const page = { kind: "resident", subjectId: residentId, limit: 2 } as const;
    const first = await office.call.registry.history(page);
    const second = await office.call.registry.history({ ...page, after: first.next });
    expect([...first.rows, ...second.rows].map(({ change }) => change?.revision)).toEqual([
      4, 3, 2, 1,
    ]);
    expect(second.next).toBeUndefined();
  });

  test("tells who looked at the whole numbers and why, and the import a change came with", async () => {
    const residentId = await resident();
    await gridWorkerOfA.call.registry.reveal({ ...write(), residentId, reason: "电话核实" });
    expect(await timeline(residentId)).toMatchObject([
      {
        entry: "registry.resident.revealed",
        reason: "电话核实",
        actorName: expect.stringContaining("grid-worker"),
      },
      { entry: "registry.resident.created" },
    ]);
    const file = new File(["户号,所属村,姓名,性别\nQ1,柳林村,乔一,男"], "花名册.csv");
    const { importId } = await startImport(app, office.call.registry, file);
    await confirmImport(app, office.call.registry, importId);
    const { rows } = await office.call.registry.residents({ search: "乔一" });
    expect(await timeline(rows[0]?.residentId ?? "")).toMatchObject([
      {
        entry: "registry.import.written",
        actorName: expect.stringContaining("office"),
        about: { kind: "import", id: importId },
        change: { what: "created" },
      },
    ]);
  });

  test("holds nothing personal in clear", async () => {
    await edit({ residentId: await resident(), name: "明文不存", phone: "17900000019" });
    const { rows } = await sql<{ text: string }>`
      select change::text as text from register_change change`.execute(app.kernel.db);
    expect(rows.filter(({ text }) => /明文不存|陈桂香|17900000019/.test(text))).toEqual([]);
  });

  test("knows every field there is by a name the screens have words for", async () => {
    const fields = await Promise.all(
      Object.values(subjectTables).map(async ({ table }) => {
        const { rows } = await sql<{ attname: string }>`
          select attname from pg_attribute
          where attrelid = to_regclass(${table}) and attnum > 0 and not attisdropped`.execute(
          app.kernel.db,
        );
        const kind = SubjectKind.parse(table);
        return rows
          .filter(({ attname }) => isSaid(kind, attname))
          .map(({ attname }) => fieldOf(attname));
      }),
    );
    const unknown = fields.flat().filter((field) => !recordFields.some((known) => known === field));
    expect(unknown).toEqual([]);
  });

  test("opens every sealed column there is", async () => {
    const { rows } = await sql<{ attname: string }>`
      select attname from pg_attribute where atttypid = 'bytea'::regtype and attnum > 0
        and attrelid in (select oid from pg_class
          where relname = any(${Object.values(subjectTables).map(({ table }) => table)}))
        and attname !~ '_(blind|tail)$'`.execute(app.kernel.db);
    expect(rows.map(({ attname }) => attname).filter((name) => !sealedColumns[name])).toEqual([]);
  });
});

describe("putting a record back", () => {
  test("is not for those who only read, nor for another village's", async () => {
    const residentId = await resident();
    await edit({ residentId, name: "陈香" });
    await expect(undo(residentId, 2, await town.medicLi())).rejects.toMatchObject({
      code: "kernel.forbidden",
    });
    for (const attempt of [() => undo(residentId, 2, gridWorkerOfB), () => undo(residentId, 7)]) {
      await expect(attempt()).rejects.toMatchObject({ code: "registry.recordNotFound" });
    }
  });

  test("is refused once something was built on the change, saying who did", async () => {
    const residentId = await resident();
    await edit({ residentId, name: "陈香" });
    await edit({ residentId, note: "已核对" }, gridWorkerOfA);
    await expect(undo(residentId, 2)).rejects.toMatchObject({
      code: "registry.builtOn",
      message: expect.stringContaining("陈香"),
      data: {
        details: {
          total: 1,
          subjects: [
            {
              kind: "resident",
              subjectId: residentId,
              name: "陈香",
              why: "changed",
              by: expect.any(String),
              at: expect.any(String),
            },
          ],
        },
      },
    });
  });

  test("gives a removal back, and takes an entry by mistake off the register", async () => {
    const residentId = await resident();
    await office.call.registry.removeResident({ ...write(), residentId, reason: "died" });
    await undo(residentId, 2);
    const back = await office.call.registry.resident({ residentId });
    expect(back.removed).toBeUndefined();
    await undo(residentId, 1);
    expect(await office.call.registry.resident({ residentId })).toMatchObject({
      removed: { reason: "entered-by-mistake" },
    });
  });

  test("leaves nobody in a household that is gone", async () => {
    const householdId = await household();
    await resident({ householdId, name: "周立新" });
    const made = { ...write(), kind: "household", subjectId: householdId, revision: 1 } as const;
    await expect(office.call.registry.undoChange(made)).rejects.toMatchObject({
      code: "registry.builtOn",
      data: { details: { subjects: [{ name: "周立新", why: "member" }] } },
    });
  });

  test("gives nobody an identity number somebody else has by now", async () => {
    const identityNumber = issueNumbers().identityNumber("1961-04-03", "female");
    const residentId = await resident({ identityNumber });
    await edit({ residentId, identityNumber: null });
    await resident({ identityNumber, name: "陈桂珍" });
    await expect(undo(residentId, 2)).rejects.toMatchObject({
      code: "registry.builtOn",
      data: { details: { subjects: [{ name: "陈桂珍", why: "taken" }] } },
    });
  });

  test("moves nobody to where the caller may not put them", async () => {
    const residentId = await resident({ name: "陈迁" });
    await edit({ residentId, householdId: await household(areas.villageB) });
    await expect(undo(residentId, 2, gridWorkerOfB)).rejects.toMatchObject({
      code: "registry.areaNotFound",
    });
    expect(await revisionOf(residentId)).toBe(2);
  });

  test("takes the members of a household back with it", async () => {
    const householdId = await household();
    const residentId = await resident({ householdId });
    const { registry } = office.call;
    const { communityC: areaId } = areas;
    await registry.editHousehold({ ...write(), householdId, revision: 1, areaId, number: "X-1" });
    await registry.undoChange({
      ...write(),
      kind: "household",
      subjectId: householdId,
      revision: 2,
    });
    expect(await registry.resident({ residentId })).toMatchObject({
      areaId: areas.villageA,
      householdNumber: expect.stringMatching(/^H\d+$/),
    });
  });

  const edits = fc.array(
    fc.oneof(
      fc.record({
        name: fc.constantFrom("陈桂香", "陈桂芳", "欧阳桂香"),
        phone: fc.constantFrom(null, "17900000017", "17900000018"),
      }),
      fc.record({
        note: fc.constantFrom(null, "独居", "=1+1"),
        vulnerabilities: fc.subarray(["pregnant", "disabled", "orphan"] as const),
      }),
      fc.record({ birthday: fc.constantFrom(null, "1960-02-29", "1999-12-31") }),
      fc.record({ moves: fc.boolean() }),
      fc.record({ removed: fc.constantFrom("died", "moved-away") }),
    ),
    { minLength: 1, maxLength: 6 },
  );

  test("in reverse, whatever was done, gives the record exactly as it was", async () => {
    const other = await household(areas.gridA1);
    await fc.assert(
      fc.asyncProperty(edits, async (done) => {
        const residentId = await resident({ phone: "17900000011" });
        const { householdId } = await office.call.registry.resident({ residentId });
        const states = [await content(residentId)];
        for (const given of done) {
          await apply(residentId, given, [householdId, other]);
          states.push(await content(residentId));
        }
        const last = await revisionOf(residentId);
        for (const [index, state] of states.slice(0, -1).toReversed().entries()) {
          await undo(residentId, last - index);
          expect(await content(residentId)).toEqual(state);
        }
        // And each undo can be undone, down to what was entered last.
        const undone = await revisionOf(residentId);
        for (const [index, state] of states.slice(1).entries()) {
          await undo(residentId, undone - index);
          expect(await content(residentId)).toEqual(state);
        }
      }),
      { numRuns: 12 },
    );
  });

  type Done = (typeof edits extends fc.Arbitrary<(infer Item)[]> ? Item : never) & object;
  async function apply(residentId: string, given: Done, homes: readonly [string, string]) {
    const { registry } = office.call;
    const { removed } = await registry.resident({ residentId });
    if (removed) {
      await registry.restoreResident({ ...write(), residentId });
    } else if ("removed" in given) {
      const reason = given.removed === "died" ? "died" : "moved-away";
      await registry.removeResident({ ...write(), residentId, reason });
    } else if ("moves" in given) {
      await edit({ residentId, householdId: homes[given.moves ? 1 : 0] });
    } else {
      await edit({ residentId, ...given });
    }
  }
});

describe("putting a whole import back", () => {
  const header = "户号,所属村,姓名,性别,职业";
  async function imported(lines: readonly string[]): Promise<string> {
    const file = new File([[header, ...lines].join("\n")], "花名册.csv");
    const { registry } = office.call;
    const { importId } = await startImport(app, registry, file);
    await confirmImport(app, registry, importId);
    const { rows } = await town.director.call.journal.list({ entry: "registry.import.written" });
    return rows[0]?.id ?? "";
  }
  const takeBack = (writeId: string) =>
    app.system.write(
      town.townId,
      { entry: "registry.import.undone", id: write().id, why: "test" },
      async (context) => {
        await undoWrite(context, writeId);
      },
    );
  const found = async (search: string) => (await office.call.registry.residents({ search })).rows;

  test("takes the new off and gives the changed back what they had", async () => {
    const first = await imported(["I1,柳林村,沈一,男,农民"]);
    const second = await imported(["I1,石桥村,沈一,男,司机", "I1,,沈二,女,", "I2,石桥村,沈三,女,"]);
    await expect(takeBack(first)).rejects.toMatchObject({ code: "registry.builtOn" });
    await takeBack(second);
    expect(await found("沈")).toMatchObject([
      { name: "沈一", occupation: "农民", areaName: "柳林村", householdNumber: "I1" },
    ]);
    await takeBack(first);
    expect(await found("沈")).toEqual([]);
  });

  test("is refused while somebody has built on it, naming them; nothing changes then", async () => {
    const write = await imported(["I5,柳林村,韩一,男,农民", "I5,,韩二,女,"]);
    const [one] = await found("韩一");
    await edit({ residentId: one?.residentId ?? "", note: "已核对" }, gridWorkerOfA);
    await expect(takeBack(write)).rejects.toMatchObject({
      code: "registry.builtOn",
      details: { total: 1, subjects: [{ name: "韩一", why: "changed" }] },
    });
    await resident({ householdId: one?.householdId ?? "", name: "韩三" });
    await undo(one?.residentId ?? "", 2);
    await expect(takeBack(write)).rejects.toMatchObject({
      details: { subjects: [{ name: "韩三", why: "member" }] },
    });
    expect(await found("韩")).toHaveLength(3);
  });
});
