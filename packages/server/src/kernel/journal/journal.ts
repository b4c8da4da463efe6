/** The journal: one row for every write, in the write's own transaction. */

import { createHash } from "node:crypto";
import type { Instant } from "@lianfang/core/kernel/time.ts";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import type { JournalSubject } from "../context.ts";
import { anyOf } from "../database/any-of.ts";
import { type Db, json } from "../database/database.ts";

export interface JournalEntry {
  townId: string;
  id: string;
  entry: string;
  actorId: string | undefined;
  /** The phone it came from. */
  device?: string | undefined;
  happenedAt: Instant | undefined;
  receivedAt: Instant;
  digest: Buffer;
  tokenId?: string | undefined;
  answer: unknown;
  subject: JournalSubject | undefined;
}

/** SHA-256 over the procedure and its input in canonical form (keys sorted; files by content). */
export async function digestOf(procedure: string, input: unknown): Promise<Buffer> {
  const files = new Map(await Promise.all(blobsIn(input).map(named)));
  const hash = createHash("sha256").update(procedure).update("\n");
  return hash.update(JSON.stringify(canonical(input, files))).digest();
}

function blobsIn(value: unknown): Blob[] {
  if (value instanceof Blob) return [value];
  if (value === null || typeof value !== "object") return [];
  return Object.values(value).flatMap(blobsIn);
}

async function named(blob: Blob): Promise<[Blob, string]> {
  const content = Buffer.from(await blob.arrayBuffer());
  return [blob, createHash("sha256").update(content).digest("hex")];
}

function canonical(value: unknown, files: ReadonlyMap<Blob, string>): unknown {
  if (value instanceof Blob) return files.get(value);
  if (Array.isArray(value)) return value.map((item) => canonical(item, files));
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => [key, canonical(item, files)]);
  return Object.fromEntries(entries);
}

export type Earlier = { is: "none" } | { is: "same"; answer: unknown } | { is: "other" };

interface Sent {
  id: string;
  actorId: string | undefined;
  digest: Buffer;
}

/** What the journal holds under this id: nothing, this very write, or another one. */
export async function earlierWrite(db: Db, write: Sent & { townId: string }): Promise<Earlier> {
  const [earlier] = await earlierWrites(db, write.townId, [write]);
  return earlier ?? { is: "none" };
}

/** What the journal holds under each write's id, in the writes' order. */
export async function earlierWrites(
  db: Db,
  townId: string,
  writes: readonly Sent[],
): Promise<Earlier[]> {
  const rows = await db
    .selectFrom("journal")
    .select(["id", "digest", "answer", "actor_id"])
    .where("town_id", "=", townId)
    .where("id", "=", anyOf(writes.map(({ id }) => id)))
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return writes.map(({ id, actorId, digest }) => {
    const row = byId.get(id);
    if (!row) return { is: "none" };
    const isSame = row.digest.equals(digest) && row.actor_id === (actorId ?? null);
    return isSame ? { is: "same", answer: row.answer } : { is: "other" };
  });
}

/** @param repeatable leaves an earlier row of the same id as it is */
export async function writeEntry(db: Db, entry: JournalEntry, repeatable = false): Promise<void> {
  await db
    .insertInto("journal")
    .values({
      town_id: entry.townId,
      id: entry.id,
      entry: entry.entry,
      actor_id: entry.actorId ?? null,
      device: entry.device ?? null,
      subject_kind: entry.subject?.kind ?? null,
      subject_ids: [...(entry.subject?.ids ?? [])],
      area_id: entry.subject?.areaId ?? null,
      details: entry.subject?.details ? json(entry.subject.details) : null,
      happened_at: entry.happenedAt ?? null,
      received_at: entry.receivedAt,
      digest: entry.digest,
      token_id: entry.tokenId ?? null,
      answer: json(entry.answer ?? null),
    })
    .$if(repeatable, (insert) => insert.onConflict((conflict) => conflict.doNothing()))
    .execute();
}

/** The rows of many writes at once, in their order. */
export async function writeEntries(db: Db, entries: readonly JournalEntry[]): Promise<void> {
  const rows = entries.map((entry) => ({
    town_id: entry.townId,
    id: entry.id,
    entry: entry.entry,
    actor_id: entry.actorId,
    device: entry.device,
    subject_kind: entry.subject?.kind,
    subject_ids: entry.subject?.ids ?? [],
    area_id: entry.subject?.areaId,
    details: entry.subject?.details,
    happened_at: entry.happenedAt,
    received_at: entry.receivedAt,
    digest: entry.digest.toString("hex"),
    token_id: entry.tokenId,
    answer: entry.answer ?? null,
  }));
  await sql`
    insert into journal (town_id, id, entry, actor_id, device, subject_kind, subject_ids, area_id,
      details, happened_at, received_at, digest, token_id, answer)
    select town_id, id, entry, actor_id, device, subject_kind, subject_ids, area_id,
      details, happened_at, received_at, decode(digest, 'hex'), token_id, answer
    from jsonb_to_recordset(${json(rows)}) as row (town_id uuid, id uuid, entry text,
      actor_id uuid, device text, subject_kind text, subject_ids uuid[], area_id uuid,
      details jsonb, happened_at timestamptz, received_at timestamptz, digest text, token_id uuid,
      answer jsonb)`.execute(db);
}

/** Keeps the trace of an id that came again with other content. */
export async function keepConflict(
  db: Db,
  write: { townId: string; id: string; entry: string; actorId: string | undefined; digest: Buffer },
  now: Instant,
): Promise<void> {
  await db
    .insertInto("journal_conflict")
    .values({
      town_id: write.townId,
      conflict_id: uuidv7(),
      id: write.id,
      entry: write.entry,
      actor_id: write.actorId ?? null,
      received_at: now,
      digest: write.digest,
    })
    .execute();
}
