import { expect, test } from "vitest";
import { unitLines, unitTree } from "./unit-tree.ts";

const unit = (unitId: string, members: number, parentId?: string) => ({
  unitId,
  parentId,
  kind: "combat-unit" as const,
  name: unitId,
  nameEn: `${unitId} unit`,
  areaIds: [],
  members,
});
const units = [
  unit("甲村", 2),
  unit("入户组", 5, "甲村"),
  unit("卡点组", 3, "甲村"),
  unit("乙村", 1),
];

test("units stand under those they are part of, with everybody counted", () => {
  const tops = unitTree(units);
  expect(tops.map(({ unitId, strength }) => [unitId, strength])).toEqual([
    ["甲村", 10],
    ["乙村", 1],
  ]);
  expect(unitTree([unit("组", 1, "没有的队")]).map(({ unitId }) => unitId)).toEqual(["组"]);
});

test("a search keeps what a unit is part of, and the teams of a unit that is found", () => {
  const found = (text: string) =>
    unitLines(unitTree(units), text).map(({ node, depth }) => [node.unitId, depth]);
  expect(found("卡点")).toEqual([
    ["甲村", 0],
    ["卡点组", 1],
  ]);
  expect(found("甲村")).toHaveLength(3);
  expect(found("")).toHaveLength(4);
  expect(found("丙")).toEqual([]);
});
