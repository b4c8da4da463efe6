/** Counting whom answers tell of, on their way out. */
import type { QueryContext } from "../context.ts";

/** Counts people; the module of accounts knows how many are too many. */
export interface ReadingMeter {
  /**
   * @param shown what was asked and answered
   * @param told people it doesn't show by id
   * @throws Problem `kernel.tooManyPeople` when it tells of new people beyond the reader's budget
   */
  count(context: QueryContext, shown: unknown, told: ReadonlySet<string>): Promise<void>;
  /** Writes down what is counted and not written yet. */
  close(): Promise<void>;
}

type Run = (input: unknown, context: unknown) => Promise<unknown>;

/** Counts the people that were asked for and that the answer tells of, before it is given. */
export function metered(reading: ReadingMeter, run: Run): Run {
  return async (input, context) => {
    if (!isSomebodys(context)) return run(input, context);
    const read = new Set<string>();
    const readPeople = (ids: Iterable<string>): void => {
      for (const id of ids) read.add(id);
    };
    const answer = await run(input, { ...context, readPeople });
    await reading.count(context, [input, answer], read);
    return answer;
  };
}

function isSomebodys(context: unknown): context is QueryContext {
  return typeof context === "object" && context !== null && "actor" in context;
}
