/** The journal: one row for every write, in the write's own transaction. */
import { createHash } from "node:crypto";
import type { Instant } from "@lianfang/core/kernel/time.ts";
import { v7 as uuidv7 } from "uuid";
import type { JournalSubject } from "../context.ts";
import { type Db, json } from "../database/database.ts";

export interface JournalEntry {
  townId: string;
  id: string;
  entry: string;
  actorId: string | undefined;
  happenedAt: Instant | undefined;
  receivedAt: Instant;
  digest: Buffer;
  answer: unknown;
  subject: JournalSubject | undefined;
}

/** SHA-256 over the procedure and its input in canonical form (keys sorted; files by content). */
export async function digestOf(procedure: string, input: unknown): Promise<Buffer> {
  const hash = createHash("sha256").update(procedure).update("\n");
  return hash.update(JSON.stringify(await canonical(input))).digest();
}

async function canonical(value: unknown): Promise<unknown> {
  if (value instanceof Blob) {
    return createHash("sha256")
      .update(Buffer.from(await value.arrayBuffer()))
      .digest("hex");
  }
  if (Array.isArray(value)) return Promise.all(value.map(canonical));
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(async ([key, item]) => [key, await canonical(item)]);
  return Object.fromEntries(await Promise.all(entries));
}

export type Earlier = { is: "none" } | { is: "same"; answer: unknown } | { is: "other" };

/** What the journal holds under this id: nothing, this very write, or another one. */
export async function earlierWrite(
  db: Db,
  write: { townId: string; id: string; actorId: string | undefined; digest: Buffer },
): Promise<Earlier> {
  const row = await db
    .selectFrom("journal")
    .select(["digest", "answer", "actor_id"])
    .where("town_id", "=", write.townId)
    .where("id", "=", write.id)
    .executeTakeFirst();
  if (!row) return { is: "none" };
  const isSame = row.digest.equals(write.digest) && row.actor_id === (write.actorId ?? null);
  return isSame ? { is: "same", answer: row.answer } : { is: "other" };
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
      device: null,
      subject_kind: entry.subject?.kind ?? null,
      subject_ids: [...(entry.subject?.ids ?? [])],
      area_id: entry.subject?.areaId ?? null,
      details: entry.subject?.details ? json(entry.subject.details) : null,
      happened_at: entry.happenedAt ?? null,
      received_at: entry.receivedAt,
      digest: entry.digest,
      answer: json(entry.answer ?? null),
    })
    .$if(repeatable, (insert) => insert.onConflict((conflict) => conflict.doNothing()))
    .execute();
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
