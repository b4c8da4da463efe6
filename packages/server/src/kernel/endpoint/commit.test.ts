import { createHash } from "node:crypto";
import { insertBareTown } from "@lianfang/testkit/bare-town.ts";
import { testDatabase } from "@lianfang/testkit/database.ts";
import fc from "fast-check";
import { sql } from "kysely";
import pg from "pg";
import { v7 as uuidv7 } from "uuid";
import { describe, expect, test } from "vitest";
import { json } from "../database/database.ts";
import { commitWrite, type WriteScope } from "./commit.ts";

const { db } = await testDatabase();
const townId = await insertBareTown(db);
const now = "2020-02-05T04:00:00.000Z";
const nothingFollows = async (): Promise<void> => {};

/** A write whose effect is one row under its id. */
function write(id: string, content: string, change: Partial<Change> = {}) {
  const { actorId, town = townId, shownOnce = [], isRepeatable = false, work } = change;
  return commitWrite<unknown>(
    db,
    {
      entry: "kernel.thing.kept",
      id,
      happenedAt: undefined,
      now,
      digest: createHash("sha256").update(content).digest(),
      shownOnce,
    },
    async (scope) => {
      await scope.enter(town, actorId, { repeatable: isRepeatable });
      if (work) return work(scope);
      await keep(scope, content);
      return { kept: content };
    },
    change.afterWrite ?? nothingFollows,
  );
}

interface Change {
  actorId: string;
  town: string;
  shownOnce: string[];
  isRepeatable: boolean;
  work(scope: WriteScope): Promise<unknown>;
  afterWrite: Parameters<typeof commitWrite>[3];
}

/** Fails when done twice for one write. */
async function keep(scope: WriteScope, content: string): Promise<void> {
  await scope.db
    .insertInto("instance_state")
    .values({ name: scope.id, value: json(content) })
    .execute();
}

async function kept(id: string): Promise<unknown> {
  const row = await db
    .selectFrom("instance_state")
    .select("value")
    .where("name", "=", id)
    .executeTakeFirst();
  return row?.value;
}

async function journalOf(id: string) {
  return db.selectFrom("journal").selectAll().where("id", "=", id).execute();
}

async function conflictsOf(id: string) {
  return db.selectFrom("journal_conflict").selectAll().where("id", "=", id).execute();
}

const databaseError = (code: string): pg.DatabaseError =>
  Object.assign(new pg.DatabaseError(code, 0, "error"), { code });

describe("a write that fails", () => {
  test("leaves neither effect nor journal row", async () => {
    const id = uuidv7();
    const work = async (scope: WriteScope) => {
      await keep(scope, "half");
      throw new Error("no");
    };
    await expect(write(id, "half", { work })).rejects.toThrow("no");
    expect(await kept(id)).toBeUndefined();
    expect(await journalOf(id)).toEqual([]);
  });

  test("leaves nothing either when what follows can't be enqueued", async () => {
    const id = uuidv7();
    const afterWrite = async () => {
      throw new Error("no queue");
    };
    await expect(write(id, "whole", { afterWrite })).rejects.toThrow("no queue");
    expect(await kept(id)).toBeUndefined();
  });

  test("may be sent again under its id", async () => {
    const id = uuidv7();
    const work = async () => {
      throw new Error("not yet");
    };
    await expect(write(id, "later", { work })).rejects.toThrow("not yet");
    expect((await write(id, "later")).answer).toEqual({ kept: "later" });
  });

  test("must have named its town", async () => {
    const request = {
      entry: "kernel.thing.kept",
      id: uuidv7(),
      happenedAt: undefined,
      now,
      digest: Buffer.alloc(32),
      shownOnce: [],
    };
    await expect(commitWrite(db, request, async () => ({}), nothingFollows)).rejects.toThrow(
      "kernel.thing.kept named no town",
    );
  });
});

describe("a write", () => {
  test("leaves its effect and one journal row", async () => {
    const id = uuidv7();
    const outcome = await write(id, "one", {
      work: async (scope) => {
        await keep(scope, "one");
        scope.about({ kind: "thing", ids: [id], details: { colour: "red" } });
        return { kept: "one" };
      },
    });
    expect(outcome.done).toMatchObject({ townId, entry: "kernel.thing.kept" });
    expect(await kept(id)).toBe("one");
    expect(await journalOf(id)).toMatchObject([
      {
        town_id: townId,
        entry: "kernel.thing.kept",
        subject_kind: "thing",
        subject_ids: [id],
        details: { colour: "red" },
        received_at: now,
        answer: { kept: "one" },
      },
    ]);
  });

  test("hands what follows its entry and subject, inside its own transaction", async () => {
    const id = uuidv7();
    const seen: unknown[] = [];
    await write(id, "followed", {
      afterWrite: async (tx, [written]) => {
        const own = await sql<{ count: number }>`
          select count(*) from journal where id = ${id}`.execute(tx);
        seen.push(written, own.rows[0]?.count, (await journalOf(id)).length);
      },
    });
    expect(seen).toEqual([
      { townId, id, entry: "kernel.thing.kept", subject: undefined },
      1, // to itself
      0, // to others
    ]);
  });

  test("of one town may bear the id of another town's", async () => {
    const id = uuidv7();
    const other = await insertBareTown(db);
    await write(id, "here");
    const work = async () => ({ kept: "there" });
    expect((await write(id, "there", { town: other, work })).answer).toEqual({ kept: "there" });
    expect(await journalOf(id)).toHaveLength(2);
  });
});

describe("the same id again", () => {
  test("with the same content is answered as the first time, and done once", async () => {
    const id = uuidv7();
    await write(id, "same");
    const again = await write(id, "same");
    expect(again).toEqual({ answer: { kept: "same" } });
    expect(await journalOf(id)).toHaveLength(1);
  });

  test("with other content is refused, and the refusal kept", async () => {
    const id = uuidv7();
    await write(id, "first");
    await expect(write(id, "second")).rejects.toMatchObject({ code: "kernel.idReused" });
    expect(await kept(id)).toBe("first");
    expect(await conflictsOf(id)).toMatchObject([
      { town_id: townId, entry: "kernel.thing.kept", received_at: now },
    ]);
  });

  test("from somebody else is refused: ids are no way to another's answer", async () => {
    const id = uuidv7();
    await write(id, "mine", { actorId: uuidv7() });
    await expect(write(id, "mine", { actorId: uuidv7() })).rejects.toMatchObject({
      code: "kernel.idReused",
    });
  });

  test("does not show again what is shown once", async () => {
    const id = uuidv7();
    const work = async () => ({ code: "K7F2", kept: "secret" });
    const first = await write(id, "secret", { work, shownOnce: ["code"] });
    expect(first.answer).toEqual({ code: "K7F2", kept: "secret" });
    const again = await write(id, "secret", { work, shownOnce: ["code"] });
    expect(again.answer).toEqual({ code: null, kept: "secret" });
    expect(JSON.stringify(await journalOf(id))).not.toContain("K7F2");
  });

  test("is done again where a write is repeatable, in one journal row", async () => {
    const id = uuidv7();
    let times = 0;
    const work = async () => {
      times += 1;
      return {};
    };
    await write(id, "again", { work, isRepeatable: true });
    await write(id, "again", { work, isRepeatable: true });
    expect(times).toBe(2);
    expect(await journalOf(id)).toHaveLength(1);
  });

  test("at the same moment is done once, and everybody gets the same answer", async () => {
    const id = uuidv7();
    const all = await Promise.all(Array.from({ length: 8 }, () => write(id, "at once")));
    expect(all.map(({ answer }) => answer)).toEqual(Array(8).fill({ kept: "at once" }));
    expect(all.filter(({ done }) => done)).toHaveLength(1);
  });

  test("overtaken by its double before it looks is answered as that one", async () => {
    const id = uuidv7();
    const work = async () => {
      await write(id, "double");
      throw new Error("there is one already");
    };
    expect(await write(id, "double", { work })).toEqual({ answer: { kept: "double" } });
  });

  test("at the same moment with different contents lets one of them in", async () => {
    const id = uuidv7();
    const contents = ["a", "b", "c", "d"];
    const all = await Promise.allSettled(contents.map((content) => write(id, content)));
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await conflictsOf(id)).toHaveLength(3);
    expect(contents).toContain(await kept(id));
  });
});

describe("a clash in the database", () => {
  test.each(["40001", "40P01"])("of the kind %s is tried again", async (code) => {
    const id = uuidv7();
    let tries = 0;
    const work = async (scope: WriteScope) => {
      await keep(scope, "stubborn");
      tries += 1;
      if (tries < 3) throw databaseError(code);
      return { tries };
    };
    expect((await write(id, "stubborn", { work })).answer).toEqual({ tries: 3 });
    expect(await journalOf(id)).toHaveLength(1);
  });

  test("that does not end is given up, with nothing written", async () => {
    const id = uuidv7();
    let tries = 0;
    const work = async () => {
      tries += 1;
      throw databaseError("40001");
    };
    await expect(write(id, "endless", { work })).rejects.toMatchObject({ code: "40001" });
    expect(tries).toBe(4);
    expect(await journalOf(id)).toEqual([]);
  });

  test("of another kind is not tried again", async () => {
    let tries = 0;
    const work = async () => {
      tries += 1;
      throw databaseError("23505");
    };
    await expect(write(uuidv7(), "wrong", { work })).rejects.toMatchObject({ code: "23505" });
    expect(tries).toBe(1);
  });
});

test("whatever is sent, in whatever order and however often, the first content stays", async () => {
  const sends = fc.array(
    fc.record({ writer: fc.nat({ max: 3 }), content: fc.constantFrom("x", "y") }),
    { minLength: 1, maxLength: 10 },
  );
  await fc.assert(
    fc.asyncProperty(sends, async (all) => {
      const ids = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
      const first = new Map<string, string>();
      for (const { writer, content } of all) {
        const id = ids[writer] ?? "";
        const expected = first.get(id) ?? content;
        first.set(id, expected);
        const attempt = write(id, content);
        if (expected === content) expect((await attempt).answer).toEqual({ kept: content });
        else await expect(attempt).rejects.toMatchObject({ code: "kernel.idReused" });
      }
      for (const id of ids) expect(await kept(id)).toBe(first.get(id));
    }),
    { numRuns: 25 },
  );
});
