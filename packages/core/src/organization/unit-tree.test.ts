import fc from "fast-check";
import { expect, test } from "vitest";
import { checkUnitPlace } from "./unit-tree.ts";

const units = [
  { unitId: "group" },
  { unitId: "combat", parentId: "group" },
  { unitId: "team", parentId: "combat" },
];
const refused = (code: string) => expect.objectContaining({ code: `organization.${code}` });

test("a unit is part of no unit that is not there, of itself, or of its own team", () => {
  expect(() => checkUnitPlace(units, "team", "none")).toThrow(refused("unitNotFound"));
  expect(() => checkUnitPlace(units, "combat", "combat")).toThrow(refused("unitMisplaced"));
  expect(() => checkUnitPlace(units, "group", "team")).toThrow(refused("unitMisplaced"));
  expect(() => checkUnitPlace(units, "team", "group")).not.toThrow();
});

test("whatever is moved, nobody is ever part of themselves", () => {
  const moves = fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { maxLength: 20 });
  fc.assert(
    fc.property(moves, (wanted) => {
      const tree: { unitId: string; parentId?: string }[] = Array.from({ length: 6 }, (_, at) => ({
        unitId: String(at),
      }));
      for (const [unit, parent] of wanted) {
        try {
          checkUnitPlace(tree, String(unit), String(parent));
          tree[unit] = { unitId: String(unit), parentId: String(parent) };
        } catch (error) {
          expect(error).toEqual(refused("unitMisplaced"));
        }
      }
      const byId = new Map(tree.map((unit) => [unit.unitId, unit]));
      for (const { unitId } of tree) {
        const above: string[] = [];
        for (let at = byId.get(unitId)?.parentId; at; at = byId.get(at)?.parentId) {
          above.push(at);
          expect(above.length).toBeLessThan(6);
        }
      }
    }),
  );
});
