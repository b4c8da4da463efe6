/**
 * Handlers of commands that come in numbers (crossings, readings): calls that arrive together are
 * judged one by one and written as one, in one transaction with their journal rows.
 */
import { Problem } from "@lianfang/core/kernel/problems.ts";
import type { CommandContext, JournalSubject, Kernel, Town } from "../context.ts";
import type { Db, Tx } from "../database/database.ts";

/** One of the calls: who sends it, from where, and what they reach. It has no database of its own. */
export interface BatchCall<Input> {
  input: Input;
  context: Omit<CommandContext, "db" | "about">;
}

/** What the calls of a batch share: the town they are all for, and where it is read. */
export interface Reading {
  kernel: Kernel;
  db: Db;
  town: Town;
}

/** And the transaction they are written in. */
export interface Batch extends Reading {
  db: Tx;
}

/** A call that may be carried out: what is written for it, said about it and answered. */
export interface Verdict<Row, Answer> {
  row: Row;
  about: JournalSubject;
  answer: Answer;
}

export interface BatchedWork<Input, Facts, Row, Answer> {
  /**
   * Reading takes no locks, so it is done before the transaction is begun, beside the look for earlier
   * writes: a batch is held up less.
   */
  readsAhead?: true;
  /** Reads what judging needs, for all calls at once: no query for each. */
  load(calls: readonly BatchCall<Input>[], batch: Reading): Promise<Facts>;
  /**
   * Decides about one call, in its own caller's reach. Calls of one batch don't see each other: what
   * may be only once is a unique key, and calls that meet there are tried again one after the other.
   * @throws Problem when the call is refused; the others are not touched by it
   */
  judge(call: BatchCall<Input>, facts: Facts): Verdict<Row, Answer>;
  /** Writes all rows by one statement. */
  writeAll(rows: readonly Row[], batch: Batch): Promise<void>;
}

export type Settled<Answer> = { answer: Answer; subject: JournalSubject } | { refusal: Problem };

/** What was read ahead for some calls; of them, those that are new are settled by it. */
export type Ahead<Input, Answer> = (
  calls: readonly BatchCall<Input>[],
  batch: Batch,
) => Promise<Settled<Answer>[]>;

export interface BatchedHandler<Input, Answer> {
  isBatched: true;
  /** What became of each call, in their order. */
  settle(calls: readonly BatchCall<Input>[], batch: Batch): Promise<Settled<Answer>[]>;
  /** Reads outside of the transaction what settling needs; absent where reading takes locks. */
  ahead?(calls: readonly BatchCall<Input>[], reading: Reading): Promise<Ahead<Input, Answer>>;
}

/** Marks the handler of a command whose calls are written many at once. */
export function batched<Input, Facts, Row, Answer>(
  work: BatchedWork<Input, Facts, Row, Answer>,
): BatchedHandler<Input, Answer> {
  const judged = (call: BatchCall<Input>, facts: Facts): Verdict<Row, Answer> | Problem => {
    try {
      return work.judge(call, facts);
    } catch (error) {
      if (error instanceof Problem) return error;
      throw error;
    }
  };
  const written = async (calls: readonly BatchCall<Input>[], facts: Facts, batch: Batch) => {
    const verdicts = calls.map((call) => judged(call, facts));
    const rows = verdicts.flatMap((verdict) => (verdict instanceof Problem ? [] : [verdict.row]));
    if (rows.length > 0) await work.writeAll(rows, batch);
    return verdicts.map((verdict) =>
      verdict instanceof Problem
        ? { refusal: verdict }
        : { answer: verdict.answer, subject: verdict.about },
    );
  };
  const handler: BatchedHandler<Input, Answer> = {
    isBatched: true,
    settle: async (calls, batch) => written(calls, await work.load(calls, batch), batch),
  };
  if (!work.readsAhead) return handler;
  return {
    ...handler,
    async ahead(all, reading) {
      const facts = await work.load(all, reading);
      return (calls, batch) => written(calls, facts, batch);
    },
  };
}
