import { expect, test } from "vitest";
import { loadByKind, loadByVillage, loadWithin } from "./staff-load.ts";

const area = (areaId: string, kind: "town" | "village" | "grid", parentId?: string) => ({
  areaId,
  kind,
  parentId,
  name: areaId,
  nameEn: areaId,
  isNumbered: false,
});
const areas = [
  area("镇", "town"),
  area("甲村", "village", "镇"),
  area("甲村一格", "grid", "甲村"),
  area("乙村", "village", "镇"),
];
const load = [
  { targetKind: "area" as const, areaId: "乙村", level: 1, count: 1 },
  { targetKind: "household" as const, areaId: "甲村", level: 3, count: 4 },
  { targetKind: "household" as const, areaId: "甲村一格", level: 3, count: 7 },
  { targetKind: "person" as const, areaId: "甲村一格", level: 3, count: 2 },
];

test("a load is told by kind and by village", () => {
  expect(loadByKind(load)).toEqual([
    { targetKind: "area", count: 1 },
    { targetKind: "household", count: 11 },
    { targetKind: "person", count: 2 },
  ]);
  expect(loadByVillage(load, areas).map(({ area: { name }, count }) => [name, count])).toEqual([
    ["甲村", 13],
    ["乙村", 1],
  ]);
});

test("a part of it is what lies in an area, of some kinds", () => {
  const sum = (areaId: string | undefined, ...kinds: ("household" | "person" | "area")[]) =>
    loadWithin(load, areas, { areaId, kinds }).reduce((total, { count }) => total + count, 0);
  expect(sum("甲村", "household", "person")).toBe(13);
  expect(sum("甲村一格", "household")).toBe(7);
  expect(sum("镇", "area", "household", "person")).toBe(14);
  expect(sum(undefined, "area")).toBe(1);
});
