/** How far a long piece of work is, for whoever started it; known to this process alone. */
import type { Kernel } from "../context.ts";

export interface Progress {
  done: number;
  total: number;
}

const running = new WeakMap<Kernel, Map<string, Progress>>();

function of(kernel: Kernel): Map<string, Progress> {
  const known = running.get(kernel) ?? new Map<string, Progress>();
  running.set(kernel, known);
  return known;
}

/** What an account's work has come to; undefined while it has none. */
export function progressOf(kernel: Kernel, accountId: string): Progress | undefined {
  return of(kernel).get(accountId);
}

/**
 * Work that says itself how much of it has passed.
 * @returns what the work does
 */
export async function whileTold<Result>(
  { kernel, accountId }: { kernel: Kernel; accountId: string },
  total: number,
  work: (passed: (count: number) => void) => Promise<Result>,
): Promise<Result> {
  const known = of(kernel);
  let done = 0;
  known.set(accountId, { done, total });
  try {
    return await work((count) => {
      done += count;
      known.set(accountId, { done, total });
    });
  } finally {
    known.delete(accountId);
  }
}

const told = 500;

/** Passes rows on and tells, now and then, how many have passed. */
export async function* withProgress<Row>(
  rows: AsyncIterable<Row>,
  total: number,
  { kernel, accountId }: { kernel: Kernel; accountId: string },
): AsyncGenerator<Row> {
  const known = of(kernel);
  let done = 0;
  known.set(accountId, { done, total });
  try {
    for await (const row of rows) {
      yield row;
      done += 1;
      if (done % told === 0) known.set(accountId, { done, total });
    }
  } finally {
    known.delete(accountId);
  }
}
