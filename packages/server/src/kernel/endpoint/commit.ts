/** The one commit point: every write of the house passes through here. */
import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import type { Instant } from "@lianfang/core/kernel/time.ts";
import { Transaction } from "kysely";
import { DatabaseError } from "pg";
import type { JournalSubject } from "../context.ts";
import type { Db, Tx } from "../database/database.ts";
import { earlierWrite, keepConflict, writeEntry } from "../journal/journal.ts";

export interface WriteRequest {
  /** The journal entry's name. */
  entry: string;
  id: string;
  happenedAt: Instant | undefined;
  now: Instant;
  digest: Buffer;
  /** The phone it came from, where it came from one. */
  device?: string | undefined;
  /** The token the write came by. */
  tokenId?: string | undefined;
  /** Answer fields that are never kept; a repeat gets `null` for them. */
  shownOnce: readonly string[];
}

export interface WriteScope {
  db: Tx;
  id: string;
  happenedAt: Instant | undefined;
  about(subject: JournalSubject): void;
  enter(
    townId: string,
    actorId: string | undefined,
    options?: { repeatable?: boolean },
  ): Promise<void>;
}

export interface WriteOutcome<Answer> {
  answer: Answer;
  /** Absent when the write had been done before. */
  done?: { townId: string; entry: string; subject: JournalSubject | undefined };
}

/** A write that has its journal row. */
export interface Written {
  townId: string;
  id: string;
  entry: string;
  subject: JournalSubject | undefined;
}

/** Runs inside the writes' transaction, after their journal rows: enqueues what follows. */
export type AfterWrite = (db: Tx, written: readonly Written[]) => Promise<void>;

class Replayed extends Error {
  readonly answer: unknown;
  constructor(answer: unknown) {
    super("replayed");
    this.answer = answer;
  }
}

class Reused extends Error {
  readonly townId: string;
  readonly actorId: string | undefined;
  constructor(townId: string, actorId: string | undefined) {
    super("reused");
    this.townId = townId;
    this.actorId = actorId;
  }
}

const mostTries = 4;

/** Serialization failure, deadlock: the transaction may simply be run again. */
export function mayRunAgain(error: unknown): boolean {
  return error instanceof DatabaseError && (error.code === "40001" || error.code === "40P01");
}

/** Whose write it turned out to be. */
interface Entered {
  townId: string;
  actorId: string | undefined;
  repeatable: boolean;
}

/**
 * Runs a write: one transaction holding the work, its journal row and what follows from it. The
 * answer is given after the commit. The same id with the same content is answered as the first
 * time; with other content it is refused, and the refusal kept.
 * @throws Problem `kernel.idReused`, and whatever the work throws; nothing is written then
 */
export async function commitWrite<Answer>(
  db: Db,
  request: WriteRequest,
  work: (scope: WriteScope) => Promise<Answer>,
  afterWrite: AfterWrite,
): Promise<WriteOutcome<Answer>> {
  for (let round = 1; ; round += 1) {
    let entered: Entered | undefined;
    const noteEntered = (given: Entered): void => {
      entered = given;
    };
    try {
      return await db
        .transaction()
        .execute((tx) => attempt(tx, request, work, afterWrite, noteEntered));
    } catch (error) {
      const settled = await settledBefore(db, request, error, entered);
      // The journal holds answers of this very procedure under this digest.
      if (settled) return { answer: settled.answer as Answer };
      if (round >= mostTries || !mayRunAgain(error)) throw error;
    }
  }
}

/**
 * Whether the write had been done before. What failed may also have been overtaken by another try
 * of the same write, and stumbled over what that one made: it is answered as that one was.
 * @throws Problem `kernel.idReused` when the id stands for something else
 */
async function settledBefore(
  db: Db,
  request: WriteRequest,
  error: unknown,
  entered: Entered | undefined,
): Promise<{ answer: unknown } | undefined> {
  if (error instanceof Replayed) return error;
  if (error instanceof Reused) return refuseReuse(db, request, error);
  if (!entered || entered.repeatable) return undefined;
  const earlier = await earlierWrite(db, { ...entered, id: request.id, digest: request.digest });
  if (earlier.is === "other") return refuseReuse(db, request, entered);
  return earlier.is === "same" ? earlier : undefined;
}

async function refuseReuse(
  db: Db,
  request: WriteRequest,
  { townId, actorId }: { townId: string; actorId: string | undefined },
): Promise<never> {
  const { id, entry, digest } = request;
  await keepConflict(db, { townId, id, entry, actorId, digest }, request.now);
  throw kernelProblems.idReused();
}

/**
 * A write inside another's transaction, with a journal row of its own: for work that carries out
 * what somebody else had sent. Done before, it is answered as the first time.
 * @throws Problem `kernel.idReused` when the id stands for something else
 */
export async function writeWithin<Answer>(
  tx: Db,
  request: WriteRequest,
  work: (scope: WriteScope) => Promise<Answer>,
  afterWrite: AfterWrite,
): Promise<Answer> {
  if (!(tx instanceof Transaction)) throw new Error(`${request.entry} is not inside a write`);
  try {
    return (await attempt(tx, request, work, afterWrite, () => {})).answer;
  } catch (error) {
    // The journal holds answers of this very procedure under this digest.
    if (error instanceof Replayed) return error.answer as Answer;
    if (error instanceof Reused) throw kernelProblems.idReused();
    throw error;
  }
}

async function attempt<Answer>(
  tx: Tx,
  request: WriteRequest,
  work: (scope: WriteScope) => Promise<Answer>,
  afterWrite: AfterWrite,
  noteEntered: (entered: Entered) => void,
): Promise<WriteOutcome<Answer>> {
  let subject: JournalSubject | undefined;
  let entered: Entered | undefined;
  const answer = await work({
    db: tx,
    id: request.id,
    happenedAt: request.happenedAt,
    about: (given) => {
      subject = given;
    },
    enter: async (townId, actorId, options) => {
      entered = { townId, actorId, repeatable: options?.repeatable ?? false };
      noteEntered(entered);
      if (entered.repeatable) return;
      const earlier = await earlierWrite(tx, {
        townId,
        id: request.id,
        actorId,
        digest: request.digest,
      });
      if (earlier.is === "same") throw new Replayed(earlier.answer);
      if (earlier.is === "other") throw new Reused(townId, actorId);
    },
  });
  if (!entered) throw new Error(`${request.entry} named no town for its journal row`);
  const { townId, actorId, repeatable } = entered;
  const { entry, id } = request;
  await writeEntry(
    tx,
    {
      townId,
      id,
      entry,
      actorId,
      happenedAt: request.happenedAt,
      receivedAt: request.now,
      device: request.device,
      digest: request.digest,
      tokenId: request.tokenId,
      answer: withoutShownOnce(answer, request.shownOnce),
      subject,
    },
    repeatable,
  );
  await afterWrite(tx, [{ townId, id, entry, subject }]);
  return { answer, done: { townId, entry, subject } };
}

export function withoutShownOnce(answer: unknown, fields: readonly string[]): unknown {
  if (fields.length === 0 || typeof answer !== "object" || answer === null) return answer;
  return { ...answer, ...Object.fromEntries(fields.map((field) => [field, null])) };
}
