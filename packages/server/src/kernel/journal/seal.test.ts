import { createHash } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { insertBareTown } from "@lianfang/testkit/bare-town.ts";
import { testDatabase } from "@lianfang/testkit/database.ts";
import fc from "fast-check";
import { sql } from "kysely";
import pg from "pg";
import { v7 as uuidv7 } from "uuid";
import { describe, expect, test } from "vitest";
import { instanceKeys } from "../vault/keys.ts";
import { writeEntry } from "./journal.ts";
import { journalHead, merkleRoot, sealJournal, sealWithin, verifyJournal } from "./seal.ts";

const { db, pool, ownerConnection } = await testDatabase();
const keys = instanceKeys(mkdtempSync(join(tmpdir(), "lianfang-keys-")));
const now = "2020-02-05T04:00:00.000Z";

async function note(townId: string, count = 1): Promise<string[]> {
  const ids = Array.from({ length: count }, () => uuidv7());
  for (const id of ids) {
    await writeEntry(db, {
      townId,
      id,
      entry: "registry.household.added",
      actorId: uuidv7(),
      happenedAt: "2020-02-05T03:00:00.000Z",
      receivedAt: now,
      digest: createHash("sha256").update(id).digest(),
      answer: { householdId: id },
      subject: { kind: "household", ids: [id], areaId: uuidv7(), details: { rows: 1 } },
    });
  }
  return ids;
}

const trySeal = (townId: string) => sealJournal(db, townId, keys, now);

/** What runs elsewhere in the cluster holds rows back for a moment. */
async function settled(townId: string): Promise<void> {
  const open = sql<{ count: number }>`
    select count(*)::int as count from journal
    where town_id = ${townId} and xid >= pg_snapshot_xmin(pg_current_snapshot())`;
  await expect.poll(async () => (await open.execute(db)).rows[0]?.count, until).toBe(0);
}

/** One seal over every row that has none yet. */
async function seal(townId: string): Promise<string | undefined> {
  await settled(townId);
  return trySeal(townId);
}

const until = { timeout: 10_000, interval: 10 };
const check = (townId: string) => verifyJournal(db, townId, keys);

/** A town with three seals over six rows. */
async function sealedTown(): Promise<{ townId: string; ids: string[] }> {
  const townId = await insertBareTown(db);
  const ids: string[] = [];
  for (let round = 0; round < 3; round += 1) {
    ids.push(...(await note(townId, 2)));
    await seal(townId);
  }
  return { townId, ids };
}

/** What only somebody with the database in their hands can do. */
async function tamper(statement: string, ...values: unknown[]): Promise<void> {
  const client = new pg.Client(ownerConnection);
  await client.connect();
  try {
    await client.query("alter table journal disable trigger user");
    await client.query("alter table journal_seal disable trigger user");
    const { rowCount } = await client.query(statement, values);
    expect(rowCount).toBeGreaterThan(0);
    await client.query("alter table journal enable trigger user");
    await client.query("alter table journal_seal enable trigger user");
  } finally {
    await client.end();
  }
}

describe("the root over leaves", () => {
  // The leaves and roots that certificate transparency logs are tested with (RFC 6962).
  const leaves = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
  ].map((text) => Buffer.from(text, "hex"));

  test.each([
    [0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    [1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"],
    [2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    [3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"],
    [8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"],
  ])("of %i is the one RFC 6962 gives", (count, root) => {
    expect(merkleRoot(leaves.slice(0, count)).toString("hex")).toBe(root);
  });

  test("changes with any leaf, and with their order", () => {
    const someLeaves = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(someLeaves, fc.nat(), (texts, at) => {
        const root = (list: string[]) =>
          merkleRoot(list.map((text) => Buffer.from(text))).toString("hex");
        const one = at % texts.length;
        const changed = texts.with(one, `${texts[one]}!`);
        expect(root(changed)).not.toBe(root(texts));
        expect(root(texts.toReversed())).not.toBe(root(texts));
        expect(root(texts.slice(1))).not.toBe(root(texts));
      }),
    );
  });
});

describe("sealing", () => {
  test("an empty journal has no head", async () => {
    const townId = await insertBareTown(db);
    expect(await seal(townId)).toBeUndefined();
    expect(await journalHead(db, townId)).toBeUndefined();
    expect(await check(townId)).toMatchObject({ isIntact: true, seals: 0, sealedRows: 0 });
  });

  test("covers what has settled, and moves the head only for new rows", async () => {
    const townId = await insertBareTown(db);
    await note(townId, 3);
    const first = await seal(townId);
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(await seal(townId)).toBe(first);
    expect(await check(townId)).toMatchObject({ seals: 1 });
    await note(townId);
    const second = await seal(townId);
    expect(second).not.toBe(first);
    expect(await journalHead(db, townId)).toBe(second);
    expect(await check(townId)).toEqual({
      isIntact: true,
      seals: 2,
      sealedRows: 4,
      unsealedRows: 0,
      head: second,
      firstBroken: undefined,
    });
  });

  test("waits for a write that is older and not yet done, and misses nothing", async () => {
    const townId = await insertBareTown(db);
    const slow = await pool.connect();
    await slow.query("begin");
    await slow.query("select pg_current_xact_id()");
    await note(townId, 2);
    expect(await trySeal(townId)).toBeUndefined();
    await slow.query("commit");
    slow.release();
    await seal(townId);
    expect(await check(townId)).toMatchObject({ isIntact: true, sealedRows: 2, unsealedRows: 0 });
  });

  test("as part of a write covers what settled before it, and nothing if it fails", async () => {
    const townId = await insertBareTown(db);
    await note(townId, 2);
    const failing = db.transaction().execute(async (tx) => {
      await sealWithin(tx, townId, keys, now);
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(await journalHead(db, townId)).toBeUndefined();
    await settled(townId);
    const head = await db.transaction().execute((tx) => sealWithin(tx, townId, keys, now));
    expect(await journalHead(db, townId)).toBe(head);
    expect(await check(townId)).toMatchObject({ isIntact: true, sealedRows: 2 });
  });

  test("by several at once makes one chain", async () => {
    const townId = await insertBareTown(db);
    for (let round = 0; round < 4; round += 1) {
      await note(townId, 2);
      await Promise.all(Array.from({ length: 5 }, () => trySeal(townId)));
    }
    await seal(townId);
    expect(await check(townId)).toMatchObject({ isIntact: true, sealedRows: 8 });
  });

  test("keeps towns apart", async () => {
    const { townId } = await sealedTown();
    const other = await sealedTown();
    await tamper("update journal set entry = 'x' where id = $1", other.ids[0]);
    expect((await check(townId)).isIntact).toBe(true);
    expect((await check(other.townId)).isIntact).toBe(false);
  });
});

describe("verifying finds", () => {
  const columns = [
    ["entry", "'registry.household.removed'"],
    ["actor_id", "gen_random_uuid()"],
    ["actor_id", "null"],
    ["device", "'another'"],
    ["subject_kind", "'resident'"],
    ["subject_ids", "'{}'"],
    ["area_id", "gen_random_uuid()"],
    ["details", `'{"rows":2}'`],
    ["happened_at", "happened_at - interval '1 day'"],
    ["received_at", "received_at + interval '1 ms'"],
    ["digest", "digest || '\\x00'"],
    ["answer", "'{}'"],
  ];
  test.each(columns)("a row's %s set to %s", async (column, value) => {
    const { townId, ids } = await sealedTown();
    await tamper(`update journal set ${column} = ${value} where id = $1`, ids[2]);
    expect(await check(townId)).toMatchObject({ isIntact: false, firstBroken: 2 });
  });

  test("a row taken out", async () => {
    const { townId, ids } = await sealedTown();
    await tamper("delete from journal where id = $1", ids[5]);
    expect(await check(townId)).toMatchObject({ isIntact: false, firstBroken: 3 });
  });

  test("a row put in among the sealed ones", async () => {
    const { townId, ids } = await sealedTown();
    await tamper(
      `insert into journal (town_id, id, xid, entry, received_at, digest)
       select town_id, gen_random_uuid(), xid, entry, received_at, digest
       from journal where id = $1`,
      ids[0],
    );
    expect(await check(townId)).toMatchObject({ isIntact: false, firstBroken: 1 });
  });

  test("two rows that changed places", async () => {
    const { townId, ids } = await sealedTown();
    await tamper(
      `update journal j set xid = other.xid from journal other
       where (j.id, other.id) in (($1::uuid, $2::uuid), ($2, $1))`,
      ids[0],
      ids[1],
    );
    expect(await check(townId)).toMatchObject({ isIntact: false, firstBroken: 1 });
  });

  test("a seal made anew over changed rows, without the instance's key", async () => {
    const { townId, ids } = await sealedTown();
    await tamper("update journal set entry = 'x' where id = $1", ids[5]);
    await tamper("delete from journal_seal where town_id = $1 and number = 3", townId);
    const strangers = instanceKeys(mkdtempSync(join(tmpdir(), "lianfang-keys-")));
    await settled(townId);
    await sealJournal(db, townId, strangers, now);
    expect((await check(townId)).seals).toBe(3);
    expect(await check(townId)).toMatchObject({ isIntact: false, firstBroken: 3 });
  });

  test("a seal taken out of the middle", async () => {
    const { townId } = await sealedTown();
    await tamper("delete from journal_seal where town_id = $1 and number = 2", townId);
    expect(await check(townId)).toMatchObject({ isIntact: false, firstBroken: 3 });
  });

  test.each([
    "rows = rows - 1",
    "sealed_at = sealed_at + interval '1 hour'",
    "head = sha256(head)",
    "signature = sha256(signature)",
  ])("a seal with %s", async (change) => {
    const { townId } = await sealedTown();
    await tamper(`update journal_seal set ${change} where town_id = $1 and number = 2`, townId);
    expect(await check(townId)).toMatchObject({ isIntact: false, firstBroken: 2 });
  });
});

test("the application itself may not touch a seal", async () => {
  const { townId } = await sealedTown();
  const removal = db.deleteFrom("journal_seal").where("town_id", "=", townId);
  await expect(removal.execute()).rejects.toThrow("rows of journal_seal are never changed");
});
