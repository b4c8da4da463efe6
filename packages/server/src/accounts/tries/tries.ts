/**
 * Throttling of guesses. Three counts, each with its own patience:
 *
 * - the account from this place: the victim's neighbours don't suffer, the guesser does soon;
 * - the account from anywhere, against guessers with many addresses;
 * - this address at any account, against one guesser trying many names.
 *
 * The owner is not locked out by others: a place from which the account was signed in within 30
 * days is held to its own count alone, and a live session of the account is a place by itself, so
 * that somebody signed in may always change the password. Delays double from a second and end at
 * minutes; nothing is locked for good. Names and addresses are kept only as keyed digests.
 */
import { type Tries, type TryLimit, waitSeconds } from "@lianfang/core/accounts/rules.ts";
import { kernelProblems, type Problem } from "@lianfang/core/kernel/problems.ts";
import { addMinutes } from "@lianfang/core/kernel/time.ts";
import type { Kernel, PublicCommandContext, PublicContext } from "../../kernel/context.ts";
import type { Db } from "../../kernel/database/database.ts";
import { readSession } from "../../kernel/session/session.ts";
import { tryKey } from "../secrets.ts";
import { countFailure, noteSuccess, readTries } from "./store.ts";

const here: TryLimit = { free: 5, longestSeconds: 300 };
const anywhere: TryLimit = { free: 20, longestSeconds: 300 };
const anyAccount: TryLimit = { free: 60, longestSeconds: 60 };
const unguessable: TryLimit = { free: 20, longestSeconds: 60 };

/** How long a place is known by a sign-in. */
export const knownForMinutes = 30 * 24 * 60;

interface Pending {
  /** Failures not written yet, and guesses not decided yet, by key: they count at once. */
  counts: Map<string, number>;
  /** How many failures have been written and let go of. */
  written: number;
}
const pending = new WeakMap<Kernel, Pending>();

function pendingOf(kernel: Kernel): Pending {
  const known = pending.get(kernel) ?? { counts: new Map(), written: 0 };
  pending.set(kernel, known);
  return known;
}

type GuessContext = PublicContext & Pick<PublicCommandContext, "afterwards">;

/**
 * Makes one guess, unless there were too many.
 * @param target what is guessed at: an account by town and name, or the founding code
 * @param accountId the account, when there is one of that name
 * @throws Problem `kernel.tooMany`; what `wrong` makes when the guess is not right
 */
export async function guess(
  context: GuessContext,
  { target, accountId }: { target: readonly string[]; accountId?: string | undefined },
  isRight: () => Promise<boolean>,
  wrong: () => Problem,
): Promise<void> {
  const keys = await keysOf(context, target, accountId);
  const release = await admit(context, keys);
  let right = false;
  try {
    right = await isRight();
  } finally {
    release();
  }
  if (!right) {
    // The write's own transaction is about to be rolled back, and while it holds a connection it
    // must not wait for a second one: all the others may be held by guesses that wait as well.
    context.afterwards(failure(context, [keys.here, keys.anywhere, keys.anyAccount]));
    throw wrong();
  }
  await noteSuccess(context.db, [keys.here, keys.known], context.now);
}

/**
 * Counts something wrong that nobody can guess right, and so names no account: a secret of so many
 * bits that it is known at once or never. Only who is wrong is slowed.
 * @throws Problem `kernel.tooMany`
 */
export async function wrongHere(context: PublicContext, what: string): Promise<void> {
  const { db, kernel, address, now } = context;
  const key = tryKey(kernel.keys, "wrong", what, `address ${address}`);
  const written = (await readTries(db, [key])).get(key.toString("hex"));
  const unwritten = pendingOf(kernel).counts.get(key.toString("hex")) ?? 0;
  const failures = (written?.failures ?? 0) + unwritten;
  const lastAt = unwritten > 0 || !written ? now : written.lastAt;
  const retryAfterSeconds = waitSeconds({ failures, lastAt }, unguessable, now);
  if (retryAfterSeconds > 0) throw kernelProblems.tooMany({ retryAfterSeconds });
  await failure(context, [key])();
}

interface Keys {
  here: Buffer;
  anywhere: Buffer;
  anyAccount: Buffer;
  /** A row under it says when the account was last signed in to from here. */
  known: Buffer;
}

async function keysOf(
  { db, kernel, session, address, now }: PublicContext,
  target: readonly string[],
  accountId: string | undefined,
): Promise<Keys> {
  const key = (...what: string[]) => tryKey(kernel.keys, ...what);
  const own = session.token && accountId ? await readSession(db, session.token, now) : undefined;
  const isOwn = own !== undefined && own.accountId === accountId;
  const place = isOwn ? `session ${session.token}` : `address ${address}`;
  return {
    here: key("here", ...target, place),
    anywhere: key("anywhere", ...target),
    anyAccount: key("address", address),
    known: key("known", ...target, place),
  };
}

/**
 * Held in the same breath as it is counted: guesses made at once would else all be let in.
 * @returns what lets go of the guess once it is decided
 * @throws Problem `kernel.tooMany`
 */
async function admit({ db, kernel, now }: PublicContext, keys: Keys): Promise<() => void> {
  const { tries, counts } = await countedTries(db, kernel, keys);
  const wait = (key: Buffer, limit: TryLimit): number => {
    const hex = key.toString("hex");
    const written = tries.get(hex);
    const unwritten = counts.get(hex) ?? 0;
    const failures = (written?.failures ?? 0) + unwritten;
    const lastAt = unwritten > 0 || !written ? now : written.lastAt;
    return waitSeconds({ failures, lastAt }, limit, now);
  };
  const known = tries.get(keys.known.toString("hex"));
  const isKnown = known !== undefined && known.lastAt > addMinutes(now, -knownForMinutes);
  const waits = [wait(keys.here, here)];
  if (!isKnown) waits.push(wait(keys.anywhere, anywhere), wait(keys.anyAccount, anyAccount));
  const retryAfterSeconds = Math.max(...waits);
  if (retryAfterSeconds > 0) throw kernelProblems.tooMany({ retryAfterSeconds });
  return hold(kernel, [keys.here]);
}

/** Rereads at most so often for guesses being written meanwhile; then it counts some twice. */
const mostReadings = 3;

/**
 * What is written and what is not yet, each guess counted: one written after the table was read
 * and let go of before the pending ones were would be missed.
 */
async function countedTries(
  db: Db,
  kernel: Kernel,
  keys: Keys,
): Promise<{ tries: Map<string, Tries>; counts: ReadonlyMap<string, number> }> {
  const held = pendingOf(kernel);
  for (let reading = 1; ; reading += 1) {
    const before = { written: held.written, counts: new Map(held.counts) };
    const tries = await readTries(db, Object.values(keys));
    if (held.written === before.written) return { tries, counts: held.counts };
    if (reading === mostReadings) return { tries, counts: before.counts };
  }
}

/** A failure counts at once; what is returned writes it down. */
function failure({ kernel, now }: PublicContext, keys: readonly Buffer[]): () => Promise<void> {
  const release = hold(kernel, keys);
  return async () => {
    try {
      await countFailure(kernel.db, keys, now);
    } catch {
      // A database that can't take it doesn't answer guesses either.
    } finally {
      pendingOf(kernel).written += 1;
      release();
    }
  };
}

function hold(kernel: Kernel, keys: readonly Buffer[]): () => void {
  const { counts } = pendingOf(kernel);
  const add = (by: number): void => {
    for (const key of keys) {
      const hex = key.toString("hex");
      const count = (counts.get(hex) ?? 0) + by;
      if (count > 0) counts.set(hex, count);
      else counts.delete(hex);
    }
  };
  add(1);
  return () => add(-1);
}
