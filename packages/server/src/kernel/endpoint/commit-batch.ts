/** The commit point of writes that come in numbers: one transaction for all that came together. */
import type { Kernel, Town } from "../context.ts";
import type { Tx } from "../database/database.ts";
import {
  type Earlier,
  earlierWrites,
  type JournalEntry,
  writeEntries,
} from "../journal/journal.ts";
import type { Ahead, Batch, BatchCall, BatchedHandler, Settled } from "./batched.ts";
import {
  type AfterWrite,
  commitWrite,
  type WriteOutcome,
  type WriteRequest,
  type WriteScope,
  withoutShownOnce,
} from "./commit.ts";

export interface BatchWrite {
  request: WriteRequest;
  actorId: string | undefined;
  call: BatchCall<unknown>;
  /** The same as work of a write of its own. */
  work(scope: WriteScope): Promise<unknown>;
}

export interface BatchKind {
  kernel: Kernel;
  town: Town;
  handler: BatchedHandler<unknown, unknown>;
  afterWrite: AfterWrite;
}

export type Ended = { outcome: WriteOutcome<unknown> } | { error: unknown };

/**
 * Commits writes of one command in one town, no id twice among them. Each ends as it would have
 * alone: when the batch as a whole can't be committed it is parted, down to single writes.
 * @returns how each ended, in their order
 */
export async function commitBatch(
  kind: BatchKind,
  writes: readonly BatchWrite[],
): Promise<Ended[]> {
  const [only] = writes;
  if (writes.length <= 1) return only ? [await alone(kind, only)] : [];
  let ended: (Ended | undefined)[];
  try {
    const looked = await lookedAhead(kind, writes);
    ended = await kind.kernel.db.transaction().execute((tx) => together(tx, kind, writes, looked));
  } catch {
    // Whatever it was, the single writes will tell, and the others not suffer by it.
    const half = Math.ceil(writes.length / 2);
    const first = await commitBatch(kind, writes.slice(0, half));
    return [...first, ...(await commitBatch(kind, writes.slice(half)))];
  }
  const whole: Ended[] = [];
  for (const [at, write] of writes.entries()) whole.push(ended[at] ?? (await alone(kind, write)));
  return whole;
}

/** By the way of every other write. */
async function alone({ kernel, afterWrite }: BatchKind, write: BatchWrite): Promise<Ended> {
  try {
    return { outcome: await commitWrite(kernel.db, write.request, write.work, afterWrite) };
  } catch (error) {
    return { error };
  }
}

interface LookedAhead {
  earlier: Earlier[];
  settle: Ahead<unknown, unknown>;
}

/**
 * What is asked before the transaction is begun, and not while it is: whoever holds a connection and
 * waits for another may wait for ever. An id that is written meanwhile is stopped by the journal's key.
 */
async function lookedAhead(
  { kernel, town, handler }: BatchKind,
  writes: readonly BatchWrite[],
): Promise<LookedAhead> {
  const { db } = kernel;
  const sent = writes.map(({ request: { id, digest }, actorId }) => ({ id, actorId, digest }));
  const calls = writes.map(({ call }) => call);
  const [earlier, settle] = await Promise.all([
    earlierWrites(db, town.townId, sent),
    handler.ahead?.(calls, { kernel, db, town }) ?? handler.settle,
  ]);
  return { earlier, settle };
}

/** Undefined stands for a write whose id means something else: it is refused alone. */
async function together(
  tx: Tx,
  kind: BatchKind,
  writes: readonly BatchWrite[],
  { earlier, settle }: LookedAhead,
): Promise<(Ended | undefined)[]> {
  const { kernel, town, afterWrite } = kind;
  const { townId } = town;
  const fresh = writes.filter((_, at) => earlier[at]?.is === "none");
  const batch: Batch = { kernel, db: tx, town };
  const calls = fresh.map(({ call }) => call);
  const settled = fresh.length > 0 ? await settle(calls, batch) : [];
  const outcomes = new Map(fresh.map((write, at) => [write, settled[at]]));
  const done = fresh.flatMap((write) => kept(townId, write, outcomes.get(write)));
  if (done.length > 0) {
    await writeEntries(tx, done);
    await afterWrite(
      tx,
      done.map(({ id, entry, subject }) => ({ townId, id, entry, subject })),
    );
  }
  return writes.map((write, at) => {
    const before = earlier[at];
    if (before?.is === "same") return { outcome: { answer: before.answer } };
    const came = outcomes.get(write);
    return came && endedAs(townId, write, came);
  });
}

function kept(
  townId: string,
  write: BatchWrite,
  settled: Settled<unknown> | undefined,
): JournalEntry[] {
  if (!settled || "refusal" in settled) return [];
  const { id, entry, happenedAt, now, device, digest, tokenId, shownOnce } = write.request;
  return [
    {
      townId,
      id,
      entry,
      actorId: write.actorId,
      device,
      tokenId,
      happenedAt,
      receivedAt: now,
      digest,
      answer: withoutShownOnce(settled.answer, shownOnce),
      subject: settled.subject,
    },
  ];
}

function endedAs(townId: string, { request }: BatchWrite, settled: Settled<unknown>): Ended {
  if ("refusal" in settled) return { error: settled.refusal };
  const done = { townId, entry: request.entry, subject: settled.subject };
  return { outcome: { answer: settled.answer, done } };
}
