import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PulledRecord } from "../kernel/pulled.ts";
import type { HeldRange } from "./protocol.ts";
import { differences, rangesAfter } from "./ranges.ts";

const digestOf = (records: readonly PulledRecord[]): string => JSON.stringify(records);
const record = (key: number, content: unknown = "a"): PulledRecord => ({
  key: String(key).padStart(4, "0"),
  content,
});
const recordsOf = (contents: Record<number, string>): PulledRecord[] =>
  Object.entries(contents).map(([key, content]) => record(Number(key), content));

/** A phone that takes what it is sent. */
function phone() {
  let held: HeldRange[] = [];
  const records = new Map<string, unknown>();
  return {
    held: () => held,
    records: () => [...records].sort(([a], [b]) => (a < b ? -1 : 1)),
    /** @returns how many answers it took until all was compared */
    pull(there: readonly PulledRecord[], budget = 500): number {
      let from = "";
      for (let answers = 1; ; answers += 1) {
        const { changes, reached } = differences(there, held, digestOf, from, budget);
        for (const change of changes) {
          for (const key of records.keys()) {
            if (key > change.after && (change.upTo === null || key <= change.upTo))
              records.delete(key);
          }
          for (const { key, content } of change.records) records.set(key, content);
          held = rangesAfter(held, change);
        }
        if (reached === undefined) return answers;
        from = reached;
      }
    },
  };
}

describe("a phone that holds", () => {
  test("nothing is given everything, in ranges", () => {
    const one = phone();
    one.pull(Array.from({ length: 450 }, (_, at) => record(at)));
    expect(one.records()).toHaveLength(450);
    expect(one.held().map(({ upTo }) => upTo)).toEqual(["0099", "0199", "0299", "0399", null]);
  });

  test("what there is is sent nothing", () => {
    const there = Array.from({ length: 450 }, (_, at) => record(at));
    const one = phone();
    one.pull(there);
    expect(differences(there, one.held(), digestOf)).toEqual({ changes: [] });
  });

  test("what has changed in one range is sent that range", () => {
    const there = Array.from({ length: 450 }, (_, at) => record(at));
    const one = phone();
    one.pull(there);
    const now = there.with(150, record(150, "b"));
    const { changes } = differences(now, one.held(), digestOf);
    expect(changes.map(({ after, upTo }) => [after, upTo])).toEqual([["0099", "0199"]]);
  });

  test("what is closed to it is told that there is nothing", () => {
    const one = phone();
    one.pull(Array.from({ length: 450 }, (_, at) => record(at)));
    one.pull([]);
    expect(one.records()).toEqual([]);
  });
});

const contents = fc.dictionary(
  fc.integer({ min: 0, max: 999 }).map(String),
  fc.constantFrom("a", "b"),
  { maxKeys: 400, size: "max" },
);

test("whatever there was and is, the phone holds what there is in the end, and answers are bounded", () => {
  fc.assert(
    fc.property(
      fc.array(contents, { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 1, max: 300 }),
      (states, budget) => {
        const one = phone();
        for (const state of states) {
          const there = recordsOf(state);
          one.pull(there, budget);
          expect(one.records()).toEqual(there.map(({ key, content }) => [key, content]));
          const { changes } = differences(there, one.held(), digestOf);
          expect(changes).toEqual([]);
        }
      },
    ),
    { numRuns: 60 },
  );
});

test("an answer that never arrived changes nothing for the next", () => {
  fc.assert(
    fc.property(contents, contents, contents, (first, lost, last) => {
      const one = phone();
      one.pull(recordsOf(first));
      differences(recordsOf(lost), one.held(), digestOf);
      one.pull(recordsOf(last));
      expect(one.records()).toEqual(recordsOf(last).map(({ key, content }) => [key, content]));
    }),
    { numRuns: 30 },
  );
});
