import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { insertBareTown } from "@lianfang/testkit/bare-town.ts";
import { testDatabase } from "@lianfang/testkit/database.ts";
import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { openDatabase, openPool } from "../database/database.ts";
import { openLive } from "../live.ts";
import { instanceKeys } from "./keys.ts";
import { forgetTogether, type VaultKeeper, vaultKeeper } from "./vault.ts";

const { db, connection } = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "lianfang-vault-"));
const keys = instanceKeys(folder);
const now = "2020-02-05T04:00:00.000Z";
const phone = "19900000000";

/** A town with a key of its own. */
async function keyedTown(): Promise<string> {
  const townId = await insertBareTown(db);
  const town = await db
    .selectFrom("town")
    .select("response_id")
    .where("town_id", "=", townId)
    .executeTakeFirstOrThrow();
  await vaultKeeper(keys.master).make(db, townId, town.response_id, now);
  return townId;
}

const vaultOf = (townId: string, master = keys.master) => vaultKeeper(master).of(db, townId);

describe("the instance's keys", () => {
  test("are made once, and are the same at the next start", () => {
    const again = instanceKeys(folder);
    expect(again.master.equals(keys.master)).toBe(true);
    expect(again.signing.keyId).toBe(keys.signing.keyId);
    expect(keys.master).toHaveLength(32);
  });

  test("lie in a file that only its owner reads", () => {
    const file = join(folder, "keys", "instance.json");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, "keys")).mode & 0o777).toBe(0o700);
  });

  test("differ from instance to instance", () => {
    const other = instanceKeys(mkdtempSync(join(tmpdir(), "lianfang-vault-")));
    expect(other.master.equals(keys.master)).toBe(false);
    expect(other.signing.keyId).not.toBe(keys.signing.keyId);
  });

  test("that can't be read stop the start instead of being made anew", () => {
    const broken = mkdtempSync(join(tmpdir(), "lianfang-vault-"));
    instanceKeys(broken);
    const file = join(broken, "keys", "instance.json");
    writeFileSync(file, readFileSync(file, "utf8").slice(0, 40));
    expect(() => instanceKeys(broken)).toThrow();
  });
});

describe("a sealed field", () => {
  test("opens to what was sealed, whatever it was", async () => {
    const vault = await vaultOf(await keyedTown());
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(vault.open("phone", vault.seal("phone", text))).toBe(text);
      }),
    );
  });

  test("never looks the same twice, nor shows what it holds", async () => {
    const vault = await vaultOf(await keyedTown());
    const sealed = vault.seal("phone", phone);
    expect(vault.seal("phone", phone).equals(sealed)).toBe(false);
    expect(sealed.includes(phone)).toBe(false);
  });

  test("opens neither as another field nor in another town", async () => {
    const [townId, other] = [await keyedTown(), await keyedTown()];
    const sealed = (await vaultOf(townId)).seal("phone", phone);
    const vault = await vaultOf(townId);
    const stranger = await vaultOf(other);
    expect(() => vault.open("identity-number", sealed)).toThrow();
    expect(() => stranger.open("phone", sealed)).toThrow();
  });

  test("does not open with a bit changed anywhere", async () => {
    const vault = await vaultOf(await keyedTown());
    const sealed = vault.seal("phone", phone);
    fc.assert(
      fc.property(fc.nat({ max: sealed.length * 8 - 1 }), (bit) => {
        const changed = Buffer.from(sealed);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(() => vault.open("phone", changed)).toThrow();
      }),
    );
  });
});

describe("a blind index", () => {
  test("is equal for equal texts, in one town and for one purpose", async () => {
    const [townId, other] = [await keyedTown(), await keyedTown()];
    const vault = await vaultOf(townId);
    const blind = vault.blind("phone", phone);
    expect((await vaultOf(townId)).blind("phone", phone).equals(blind)).toBe(true);
    expect(vault.blind("phone", "19900000001").equals(blind)).toBe(false);
    expect(vault.blind("phone-tail", phone).equals(blind)).toBe(false);
    expect((await vaultOf(other)).blind("phone", phone).equals(blind)).toBe(false);
  });
});

/** One process of several on the same database, with the same instance's key. */
async function process_() {
  const pool = openPool(connection);
  const live = await openLive(pool);
  const vaults = vaultKeeper(keys.master);
  forgetTogether(vaults, live);
  onTestFinished(async () => {
    await live.close();
    await pool.end();
  });
  return { vaults, db: openDatabase(pool), pool };
}

async function destroy(vaults: VaultKeeper, townId: string, fate?: Error): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const { response_id } = await tx
      .selectFrom("town")
      .select("response_id")
      .where("town_id", "=", townId)
      .executeTakeFirstOrThrow();
    await vaults.destroy(tx, townId, response_id, now);
    if (fate) throw fate;
  });
}

describe("a key that is destroyed", () => {
  const erased = "its data are erased";

  test("is forgotten in every process, and only of that town", async () => {
    const [here, there] = [await process_(), await process_()];
    const [townId, other] = [await keyedTown(), await keyedTown()];
    for (const { vaults } of [here, there]) {
      await vaults.of(db, townId);
      await vaults.of(db, other);
    }
    await destroy(here.vaults, townId);
    for (const { vaults } of [here, there]) {
      const opens = () => vaults.of(db, townId).then(() => "opens", String);
      await expect.poll(opens).toContain(erased);
      await vaults.of(db, other);
    }
  });

  test("stays when the write is not committed", async () => {
    const here = await process_();
    const townId = await keyedTown();
    const vault = await here.vaults.of(db, townId);
    await expect(destroy(here.vaults, townId, new Error("not after all"))).rejects.toThrow("after");
    expect(await here.vaults.of(db, townId)).toBe(vault);
  });

  test("is not kept by whoever was just reading it", async () => {
    const { vaults } = await process_();
    const townId = await keyedTown();
    let goOn: () => void = () => {};
    const gate = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    let isRead: () => void = () => {};
    const reading = new Promise<void>((resolve) => {
      isRead = resolve;
    });
    const slowly = db.withPlugin({
      transformQuery: ({ node }) => node,
      async transformResult({ result }) {
        isRead();
        await gate;
        return result;
      },
    });
    const opening = vaults.of(slowly, townId);
    await reading;
    await destroy(vaults, townId);
    vaults.forget(townId);
    goOn();
    await expect(opening).rejects.toThrow(erased);
  });

  test("is forgotten, too, when it may have gone untold", async () => {
    const { vaults, pool } = await process_();
    const townId = await keyedTown();
    await vaults.of(db, townId);
    await db
      .updateTable("response_key")
      .set({ wrapped: null, destroyed_at: now })
      .where("town_id", "=", townId)
      .execute();
    await pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and query like 'listen%'`,
    );
    const opens = () => vaults.of(db, townId).then(() => "opens", String);
    await expect.poll(opens).toContain(erased);
  });
});

describe("a response's key", () => {
  test("is stored only sealed with the instance's", async () => {
    const townId = await keyedTown();
    const stranger = instanceKeys(mkdtempSync(join(tmpdir(), "lianfang-vault-")));
    await expect(vaultOf(townId, stranger.master)).rejects.toThrow();
  });

  test("once destroyed, opens nothing any more", async () => {
    const townId = await keyedTown();
    await db
      .updateTable("response_key")
      .set({ wrapped: null, destroyed_at: now })
      .where("town_id", "=", townId)
      .execute();
    await expect(vaultOf(townId)).rejects.toThrow("erased");
  });

  test("can't be there and destroyed at once", async () => {
    const townId = await keyedTown();
    const half = db
      .updateTable("response_key")
      .set({ destroyed_at: now })
      .where("town_id", "=", townId);
    await expect(half.execute()).rejects.toMatchObject({ constraint: "response_key_destroyed" });
  });

  test("is not moved to another town unnoticed", async () => {
    const [townId, other] = [await keyedTown(), await keyedTown()];
    const stolen = db.selectFrom("response_key").select("wrapped").where("town_id", "=", townId);
    await db
      .updateTable("response_key")
      .set({ wrapped: stolen })
      .where("town_id", "=", other)
      .execute();
    await expect(vaultOf(other)).rejects.toThrow();
  });
});
