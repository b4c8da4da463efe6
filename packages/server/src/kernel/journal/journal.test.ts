import { insertBareTown } from "@lianfang/testkit/bare-town.ts";
import { testDatabase } from "@lianfang/testkit/database.ts";
import fc from "fast-check";
import { v7 as uuidv7 } from "uuid";
import { describe, expect, test } from "vitest";
import { digestOf, type JournalEntry, keepConflict, writeEntry } from "./journal.ts";

const { db } = await testDatabase();
const townId = await insertBareTown(db);

function entryOf(change: Partial<JournalEntry> = {}): JournalEntry {
  return {
    townId,
    id: uuidv7(),
    entry: "registry.household.added",
    actorId: undefined,
    happenedAt: undefined,
    receivedAt: "2020-02-05T04:00:00.000Z",
    digest: Buffer.alloc(32, 1),
    answer: {},
    subject: undefined,
    ...change,
  };
}

const hex = async (procedure: string, input: unknown): Promise<string> =>
  (await digestOf(procedure, input)).toString("hex");

describe("a write's digest", () => {
  test("does not depend on the order of fields, nor on fields left out", async () => {
    const one = await hex("registry.add", { name: "甲", tags: [{ a: 1, b: 2 }] });
    const other = await hex("registry.add", {
      tags: [{ b: 2, a: 1 }],
      name: "甲",
      note: undefined,
    });
    expect(other).toBe(one);
  });

  test("depends on procedure, values, types and the order of lists", async () => {
    const all = await Promise.all([
      hex("registry.add", { rows: ["1", "2"] }),
      hex("registry.add", { rows: ["2", "1"] }),
      hex("registry.add", { rows: [1, 2] }),
      hex("registry.add", { rows: ["1", "2"], note: null }),
      hex("registry.change", { rows: ["1", "2"] }),
    ]);
    expect(new Set(all).size).toBe(all.length);
  });

  test("takes a file by its content, not by its name", async () => {
    const file = (content: string, name: string) => new File([content], name);
    const one = await hex("registry.import", { file: file("户号,姓名", "台账.csv") });
    expect(await hex("registry.import", { file: file("户号,姓名", "台账(1).csv") })).toBe(one);
    expect(await hex("registry.import", { file: file("户号", "台账.csv") })).not.toBe(one);
  });

  test("is equal exactly for equal contents", async () => {
    const contents = fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 5 });
    await fc.assert(
      fc.asyncProperty(contents, contents, async (one, other) => {
        const reversed = Object.fromEntries(Object.entries(one).reverse());
        expect(await hex("p", reversed)).toBe(await hex("p", one));
        const isSame = sorted(one) === sorted(other);
        expect((await hex("p", one)) === (await hex("p", other))).toBe(isSame);
      }),
    );
  });
});

/** JSON with keys in order: what equality of contents means. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    item !== null && typeof item === "object" && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}

describe("the journal", () => {
  test("takes no second row under an id", async () => {
    const entry = entryOf();
    await writeEntry(db, entry);
    await expect(writeEntry(db, entry)).rejects.toMatchObject({ constraint: "journal_pkey" });
    await writeEntry(db, { ...entry, entry: "registry.household.changed" }, true);
    const row = await db
      .selectFrom("journal")
      .select("entry")
      .where("id", "=", entry.id)
      .executeTakeFirst();
    expect(row?.entry).toBe("registry.household.added");
  });

  test("numbers its rows as they come", async () => {
    const ids = [uuidv7(), uuidv7(), uuidv7()];
    for (const id of ids) await writeEntry(db, entryOf({ id }));
    const rows = await db
      .selectFrom("journal")
      .select("id")
      .where("id", "in", ids)
      .orderBy("xid")
      .orderBy("sequence")
      .execute();
    expect(rows.map((row) => row.id)).toEqual(ids);
  });

  test("lets nobody change or delete a row", async () => {
    const entry = entryOf();
    await writeEntry(db, entry);
    const change = db.updateTable("journal").set({ entry: "other" }).where("id", "=", entry.id);
    await expect(change.execute()).rejects.toMatchObject({ code: "23001" });
    const removal = db.deleteFrom("journal").where("id", "=", entry.id);
    await expect(removal.execute()).rejects.toThrow("rows of journal are never changed");
  });

  test("keeps the trace of every conflict", async () => {
    const { id, entry, digest } = entryOf();
    for (let time = 0; time < 2; time += 1) {
      await keepConflict(
        db,
        { townId, id, entry, actorId: undefined, digest },
        "2020-02-05T04:00:00.000Z",
      );
    }
    const rows = await db
      .selectFrom("journal_conflict")
      .where("id", "=", id)
      .select("id")
      .execute();
    expect(rows).toHaveLength(2);
  });
});
