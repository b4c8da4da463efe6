/** Seals: batches of journal rows under a Merkle root, chained to the last and signed. */
import { createHash, sign, verify } from "node:crypto";
import type { Instant } from "@lianfang/core/kernel/time.ts";
import { sql } from "kysely";
import type { Db } from "../database/database.ts";
import type { InstanceKeys } from "../vault/keys.ts";

const mostRows = 20_000;

function sha256(...parts: (Buffer | string)[]): Buffer {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** Root over the leaves, RFC 6962 style: leaves and nodes are hashed under different prefixes. */
export function merkleRoot(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return sha256("");
  let level = leaves.map((leaf) => sha256("\x00", leaf));
  while (level.length > 1) {
    level = Array.from({ length: Math.ceil(level.length / 2) }, (_, index) => {
      const [left, right] = level.slice(index * 2, index * 2 + 2);
      return right && left ? sha256("\x01", left, right) : (left ?? sha256(""));
    });
  }
  return level[0] ?? sha256("");
}

interface Position {
  xid: string;
  sequence: number;
}
const start: Position = { xid: "0", sequence: 0 };
/** What stands for the head before the first seal. */
const beforeAll: Buffer = Buffer.alloc(32);

/** Rows whose order can no longer change, after a position: everything below the oldest open write. */
function settledRows(db: Db, townId: string, after: Position, upto?: Position) {
  return db
    .selectFrom("journal")
    .selectAll()
    .where("town_id", "=", townId)
    .where(sql<boolean>`(xid, sequence) > (${after.xid}::xid8, ${after.sequence}::bigint)`)
    .$if(upto !== undefined, (query) =>
      query.where(sql<boolean>`(xid, sequence) <= (${upto?.xid}::xid8, ${upto?.sequence}::bigint)`),
    )
    .where(sql<boolean>`xid < pg_snapshot_xmin(pg_current_snapshot())`)
    .orderBy("xid")
    .orderBy("sequence")
    .limit(mostRows);
}

type SettledRow = Awaited<ReturnType<ReturnType<typeof settledRows>["execute"]>>[number];

/** Everything the row says, in one fixed form. */
function leafOf(row: SettledRow): Buffer {
  const said = [
    row.id,
    row.entry,
    row.actor_id,
    row.device,
    row.subject_kind,
    row.subject_ids,
    row.area_id,
    row.details,
    row.happened_at,
    row.received_at,
    row.answer,
    row.digest.toString("hex"),
    // Rows sealed before there were tokens stay as they were sealed.
    ...(row.token_id === null ? [] : [row.token_id]),
  ];
  return Buffer.from(JSON.stringify(said));
}

function headOf(previous: Buffer, root: Buffer, number: number, rows: number, at: Instant): Buffer {
  return sha256(previous, root, JSON.stringify([number, rows, at]));
}

function lastSeal(db: Db, townId: string) {
  return db
    .selectFrom("journal_seal")
    .selectAll()
    .where("town_id", "=", townId)
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
}

/**
 * Seals what has settled since the last seal.
 * @returns the chain's head in hex, or undefined while nothing was ever sealed
 */
export async function sealJournal(
  db: Db,
  townId: string,
  keys: InstanceKeys,
  now: Instant,
): Promise<string | undefined> {
  return db.transaction().execute((tx) => sealWithin(tx, townId, keys, now));
}

/**
 * Seals as {@link sealJournal} does, as part of a write that prints the head. The write's own
 * journal row is not among the sealed ones: it settles with the commit. To be asked first: what
 * was written since the write's own first change waits for the next seal.
 * @param tx the write's transaction
 */
export async function sealWithin(
  tx: Db,
  townId: string,
  keys: InstanceKeys,
  now: Instant,
): Promise<string | undefined> {
  // One sealer at a time: two would number the same seal.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`seal:${townId}`}, 0))`.execute(tx);
  const last = await lastSeal(tx, townId);
  const after = last ? { xid: last.upto_xid, sequence: last.upto_sequence } : start;
  const rows = await settledRows(tx, townId, after).execute();
  const end = rows.at(-1);
  if (!end) return last?.head.toString("hex");
  const root = merkleRoot(rows.map(leafOf));
  const number = (last?.number ?? 0) + 1;
  const head = headOf(last?.head ?? beforeAll, root, number, rows.length, now);
  await tx
    .insertInto("journal_seal")
    .values({
      town_id: townId,
      number,
      upto_xid: end.xid,
      upto_sequence: end.sequence,
      rows: rows.length,
      root,
      head,
      signature: sign(null, head, keys.signing.privateKey),
      key_id: keys.signing.keyId,
      sealed_at: now,
    })
    .execute();
  return head.toString("hex");
}

/** The head of a town's chain of seals, in hex. */
export async function journalHead(db: Db, townId: string): Promise<string | undefined> {
  return (await lastSeal(db, townId))?.head.toString("hex");
}

export interface Verification {
  isIntact: boolean;
  seals: number;
  sealedRows: number;
  unsealedRows: number;
  head?: string | undefined;
  /** Number of the first seal that does not hold. */
  firstBroken?: number | undefined;
}

/** Recomputes the whole chain from the rows. */
export async function verifyJournal(
  db: Db,
  townId: string,
  keys: InstanceKeys,
): Promise<Verification> {
  const seals = await db
    .selectFrom("journal_seal")
    .selectAll()
    .where("town_id", "=", townId)
    .orderBy("number")
    .execute();
  let previous = beforeAll;
  let position = start;
  let firstBroken: number | undefined;
  for (const seal of seals) {
    const end = { xid: seal.upto_xid, sequence: seal.upto_sequence };
    const rows = await settledRows(db, townId, position, end).execute();
    const root = merkleRoot(rows.map(leafOf));
    const head = headOf(previous, root, seal.number, seal.rows, seal.sealed_at);
    const holds =
      rows.length === seal.rows &&
      head.equals(seal.head) &&
      verify(null, seal.head, keys.signing.publicKey, seal.signature);
    if (!holds) firstBroken ??= seal.number;
    previous = seal.head;
    position = end;
  }
  const { count } = await db
    .selectFrom("journal")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("town_id", "=", townId)
    .executeTakeFirstOrThrow();
  const sealedRows = seals.reduce((sum, seal) => sum + seal.rows, 0);
  return {
    isIntact: firstBroken === undefined,
    seals: seals.length,
    sealedRows,
    unsealedRows: Number(count) - sealedRows,
    head: seals.at(-1)?.head.toString("hex"),
    firstBroken,
  };
}
