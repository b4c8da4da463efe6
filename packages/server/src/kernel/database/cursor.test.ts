import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeCursor, encodeCursor, toPage } from "./cursor.ts";

const invalid = { code: "kernel.invalid", details: { fields: [{ path: "after" }] } };

function refusalOf(read: () => unknown): unknown {
  try {
    read();
    return undefined;
  } catch (error) {
    return error;
  }
}

/** What a list's query gives: rows in order, after a key, one more than a page holds. */
function fetchRows(all: readonly number[], after: string | undefined, limit: number): number[] {
  const last = after === undefined ? -1 : Number(decodeCursor(after, 1)[0]);
  return all.filter((row) => row > last).slice(0, limit + 1);
}

describe("a cursor", () => {
  test("gives back the key it was made of, as texts", () => {
    const keys = fc.array(fc.oneof(fc.string({ unit: "grapheme" }), fc.integer()), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(keys, (key) => {
        expect(decodeCursor(encodeCursor(key), key.length)).toEqual(key.map(String));
      }),
    );
  });

  test("of something else is refused", () => {
    for (const text of ["", "x", "{}", encodeCursor([1]), encodeCursor([1, 2, 3]), "%00"]) {
      expect(refusalOf(() => decodeCursor(text, 2))).toMatchObject(invalid);
    }
  });

  test("is refused or read, whatever the text", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const refusal = refusalOf(() => decodeCursor(text, 1));
        if (refusal) expect(refusal).toMatchObject(invalid);
        else expect(decodeCursor(text, 1)).toHaveLength(1);
      }),
    );
  });
});

describe("pages", () => {
  test("follow each other without a gap or a repeat", () => {
    const lists = fc
      .uniqueArray(fc.nat(), { maxLength: 40 })
      .map((all) => all.sort((a, b) => a - b));
    fc.assert(
      fc.property(lists, fc.integer({ min: 1, max: 10 }), (all, limit) => {
        const read: number[] = [];
        let after: string | undefined;
        do {
          const page = toPage(
            fetchRows(all, after, limit),
            limit,
            (row) => [row],
            (row) => row,
          );
          expect(page.rows.length).toBeLessThanOrEqual(limit);
          read.push(...page.rows);
          after = page.next;
        } while (after !== undefined);
        expect(read).toEqual(all);
      }),
    );
  });

  test("show rows in their own way", () => {
    const page = toPage(
      [1, 2, 3],
      2,
      (row) => [row],
      (row) => `#${row}`,
    );
    expect(page).toEqual({ rows: ["#1", "#2"], next: encodeCursor([2]) });
  });
});
