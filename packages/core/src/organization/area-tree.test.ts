import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changedArea, childrenOf, mergeOf, placedBefore, type TreeArea } from "./area-tree.ts";
import { checkPlace } from "./rules.ts";

const area = (areaId: string, kind: TreeArea["kind"], parentId?: string, name = areaId) => ({
  areaId,
  kind,
  parentId,
  name,
  nameEn: `${name} in English`,
});
const town: TreeArea[] = [
  area("town", "town"),
  area("liulin", "village", "town", "柳林村"),
  area("shiqiao", "village", "town", "石桥村"),
  area("dongjie", "community", "town", "东街社区"),
  area("liulin-1", "grid", "liulin", "第1网格"),
  area("liulin-2", "grid", "liulin", "第2网格"),
  area("shiqiao-1", "grid", "shiqiao", "第1网格"),
];
const refused = (code: string) => expect.objectContaining({ code: `organization.${code}` });

describe("an area's change", () => {
  test("is refused where its kind does not stand, or what lies below would not", () => {
    const misplaced = refused("areaKindMisplaced");
    expect(() => changedArea(town, "liulin", { kind: "grid", parentId: "shiqiao" })).toThrow(
      misplaced,
    );
    expect(() => changedArea(town, "dongjie", { kind: "grid" })).toThrow(misplaced);
    expect(() => changedArea(town, "dongjie", { kind: "grid", parentId: "dongjie" })).toThrow(
      misplaced,
    );
    expect(() => changedArea(town, "liulin-1", { parentId: "liulin-2" })).toThrow(misplaced);
    expect(() => changedArea(town, "town", { parentId: "liulin" })).toThrow(misplaced);
  });

  test("is refused for what is not there and for a sibling's name", () => {
    expect(() => changedArea(town, "none", {})).toThrow(refused("areaNotFound"));
    expect(() => changedArea(town, "liulin-1", { parentId: "none" })).toThrow(
      refused("areaNotFound"),
    );
    expect(() => changedArea(town, "shiqiao", { name: "柳林村" })).toThrow(
      refused("areaNameTaken"),
    );
    expect(() => changedArea(town, "liulin-1", { parentId: "shiqiao" })).toThrow(
      refused("areaNameTaken"),
    );
  });

  test("keeps what it does not name; the English name follows the Chinese one", () => {
    expect(changedArea(town, "dongjie", { kind: "village" })).toEqual({
      ...area("dongjie", "village", "town", "东街社区"),
    });
    expect(changedArea(town, "shiqiao", { name: "大桥村" }).nameEn).toBe("大桥村");
    expect(changedArea(town, "liulin-2", { parentId: "dongjie" }).parentId).toBe("dongjie");
  });
});

describe("the order of siblings", () => {
  test("takes one out and puts it before another, or last", () => {
    expect(placedBefore(["a", "b", "c"], "c", "a")).toEqual(["c", "a", "b"]);
    expect(placedBefore(["a", "b", "c"], "a", undefined)).toEqual(["b", "c", "a"]);
    expect(placedBefore(["a", "b"], "new", "b")).toEqual(["a", "new", "b"]);
    expect(placedBefore(["a", "b"], "a", "gone")).toEqual(["b", "a"]);
  });

  test("never loses or doubles one", () => {
    const siblings = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1 });
    fc.assert(
      fc.property(siblings, fc.nat(), fc.option(fc.nat()), (all, moved, before) => {
        const movedId = all[moved % all.length] ?? "";
        const beforeId = before === null ? undefined : all[before % all.length];
        const placed = placedBefore(all, movedId, beforeId);
        expect([...placed].sort()).toEqual([...all].sort());
        const others = (ids: string[]) => ids.filter((id) => id !== movedId);
        expect(others(placed)).toEqual(others(all));
      }),
    );
  });
});

describe("a merge", () => {
  test("is refused where one can't be part of the other", () => {
    const misplaced = refused("mergeMisplaced");
    for (const [from, into] of [
      ["liulin", "liulin"],
      ["town", "liulin"],
      ["liulin", "town"],
      ["liulin-1", "town"],
      ["liulin", "shiqiao-1"],
      ["liulin", "liulin-1"],
    ] as const) {
      expect(() => mergeOf(town, from, into), `${from} → ${into}`).toThrow(misplaced);
    }
    expect(() => mergeOf(town, "liulin", "none")).toThrow(refused("areaNotFound"));
  });

  test("brings the areas below, and tells grids of one name apart by the old village's", () => {
    const { below } = mergeOf(town, "liulin", "shiqiao");
    expect(below.map(({ areaId, before, name }) => [areaId, before, name])).toEqual([
      ["liulin-1", "第1网格", "柳林村第1网格"],
      ["liulin-2", "第2网格", "第2网格"],
    ]);
    expect(mergeOf(town, "liulin-1", "shiqiao").below).toEqual([]);
    expect(mergeOf(town, "liulin-1", "liulin").below).toEqual([]);
    const both = [...town, area("also", "grid", "shiqiao", "柳林村第1网格")];
    expect(() => mergeOf(both, "liulin", "shiqiao")).toThrow(refused("areaNameTaken"));
  });
});

/** What a tree must be, whatever was done to it. */
function demandSound(areas: readonly TreeArea[]): void {
  const byId = new Map(areas.map((one) => [one.areaId, one]));
  expect(byId.size).toBe(areas.length);
  expect(areas.filter(({ kind }) => kind === "town")).toHaveLength(1);
  for (const one of areas) {
    const parent = one.parentId === undefined ? undefined : byId.get(one.parentId);
    expect(parent === undefined, one.areaId).toBe(one.kind === "town");
    if (parent) checkPlace(one.kind, parent.kind);
    const names = childrenOf(areas, one.areaId).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  }
}

const names = fc.constantFrom("第1网格", "第2网格", "柳林村", "石桥村", "东街社区", "新村");
const kinds = fc.constantFrom("village", "community", "grid", undefined);
const step = fc.record({
  does: fc.constantFrom("change", "merge"),
  one: fc.nat(),
  other: fc.nat(),
  name: fc.option(names, { nil: undefined }),
  kind: kinds,
  moves: fc.boolean(),
});

test("whatever is changed and merged, the tree stays a tree, and nothing below gets lost", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      let areas: TreeArea[] = town;
      for (const { does, one, other, name, kind, moves } of steps) {
        const [oneId, otherId] = [one, other].map((at) => areas[at % areas.length]?.areaId ?? "");
        if (oneId === undefined || otherId === undefined) continue;
        try {
          if (does === "change") {
            const change = { name, kind, parentId: moves ? otherId : undefined };
            const changed = changedArea(areas, oneId, change);
            areas = areas.map((held) => (held.areaId === oneId ? changed : held));
          } else {
            const before = areas.length;
            const { below } = mergeOf(areas, oneId, otherId);
            const moved = new Map(below.map((child) => [child.areaId, child]));
            areas = areas
              .filter(({ areaId }) => areaId !== oneId)
              .map((held) => {
                const child = moved.get(held.areaId);
                return child ? { ...held, ...child, parentId: otherId } : held;
              });
            expect(areas).toHaveLength(before - 1);
          }
        } catch (error) {
          expect(error).toMatchObject({ status: expect.any(Number) });
        }
        demandSound(areas);
      }
    }),
  );
});
