import fc from "fast-check";
import { expect, test } from "vitest";
import { chainAlong, movedBefore } from "./chain.ts";

const levels = [1, 2, 3].map((level) => ({
  level,
  label: `${level}级`,
  labelEn: `Level ${level}`,
}));

test("the nearest name counts, level by level", () => {
  const names: Record<string, { level: number; name: string }[]> = {
    household: [{ level: 3, name: "包户干部" }],
    grid: [{ level: 3, name: "网格员" }],
    village: [
      { level: 1, name: "包村领导" },
      { level: 3, name: "村干部" },
    ],
  };
  const chain = chainAlong(levels, ["household", "grid", "village"], (link) => names[link] ?? []);
  expect(chain.map(({ answerer, from }) => [answerer?.name, from])).toEqual([
    ["包村领导", "village"],
    [undefined, undefined],
    ["包户干部", "household"],
  ]);
});

const named = fc.array(fc.integer({ min: 1, max: 3 }));

test("a level is vacant exactly when nothing in the line has a name there", () => {
  fc.assert(
    fc.property(fc.array(named, { maxLength: 4 }), (line) => {
      const places = line.map((_, at) => at);
      const on = (at: number) => (line[at] ?? []).map((level) => ({ level }));
      for (const { level, from } of chainAlong(levels, places, on)) {
        const first = line.findIndex((held) => held.includes(level));
        expect(from).toBe(first < 0 ? undefined : first);
      }
    }),
  );
});

test("a level is moved above another or to the end, and none is lost", () => {
  expect(movedBefore([1, 2, 3], 3, 1)).toEqual([3, 1, 2]);
  expect(movedBefore([1, 2, 3], 1, 3)).toEqual([2, 1, 3]);
  expect(movedBefore([1, 2, 3], 1, null)).toEqual([2, 3, 1]);
  expect(movedBefore([1, 2, 3], 2, 2)).toEqual([1, 2, 3]);
  expect(movedBefore([1, 2, 3], 1, 9)).toEqual([2, 3, 1]);
});
