import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isHeaderAgain, type SheetRow } from "../kernel/sheet.ts";
import type { AreaColumn } from "./area-sheet-columns.ts";
import { planAreas } from "./area-sheet-plan.ts";
import type { AreaCells } from "./area-sheet-row.ts";
import type { Area } from "./contract.ts";
import { checkPlace } from "./rules.ts";

const area = (areaId: string, kind: Area["kind"], parentId: string | undefined, name: string) => ({
  areaId,
  kind,
  parentId,
  name,
  nameEn: `${name} in English`,
  isNumbered: false,
});
const tree: Area[] = [
  area("town", "town", undefined, "青石镇"),
  area("liulin", "village", "town", "柳林村"),
  area("shiqiao", "village", "town", "石桥村"),
  area("dongjie", "community", "town", "东街社区"),
  area("l1", "grid", "liulin", "柳林村第1网格"),
  area("l2", "grid", "liulin", "柳林村第2网格"),
  area("s1", "grid", "shiqiao", "第1网格"),
];

const rowsOf = (lines: readonly AreaCells[]): SheetRow<AreaColumn>[] =>
  lines.map((cells, at) => ({ where: String(at + 2), cells, isHeader: false }));
const plan = (...lines: AreaCells[]) => planAreas(rowsOf(lines), tree, (what) => `new ${what}`);
/** Fate and first reason of each line. */
const fates = (...lines: AreaCells[]) =>
  plan(...lines).rows.map(({ fate, reasons: [reason] }) =>
    reason ? `${fate} ${reason.code}` : fate,
  );

describe("a line", () => {
  test.each<[string, AreaCells]>([
    ["rejected nameMissing", { nameEn: "Nowhere" }],
    ["rejected nameLong", { village: "长".repeat(41) }],
    ["rejected kindUnknown", { village: "新村", kind: "片区" }],
    ["rejected kindMisplaced", { village: "柳林村", grid: "第3网格", kind: "村" }],
    ["rejected kindMisplaced", { name: "新村", parent: "柳林村", kind: "村" }],
    ["rejected villageMissing", { grid: "第3网格" }],
    ["rejected villageMissing", { village: "青石镇", grid: "第3网格" }],
    ["rejected villageUnknown", { village: "柳林沟村", grid: "第3网格" }],
    ["rejected parentUnknown", { village: "柳林村", grid: "第1网格", parent: "无此村" }],
    ["rejected oldNameUnknown", { village: "无此村", newName: "新村" }],
    ["rejected nameTaken", { village: "柳林村", newName: "石桥村" }],
    ["rejected nameTaken", { village: "柳林村", grid: "第1网格", newName: "柳林村第2网格" }],
  ])("%s", (expected, cells) => {
    expect(fates(cells)).toEqual([expected]);
  });

  test("is the same when it says what is there, however the town writes it", () => {
    const said: AreaCells[] = [
      { village: "青石镇" },
      { village: "柳林" },
      { village: "石桥 村", kind: "行政村" },
      { name: "东街", kind: "社区" },
      { village: "柳林村委会", grid: "第1网格" },
      { name: "柳林村第2网格", parent: "柳林村" },
      { village: "石桥村", grid: "1网格" },
    ];
    expect(fates(...said)).toEqual(said.map(() => "same"));
  });

  test("adds what is not there, a grid before its village as well, and brings a village along", () => {
    const planned = plan(
      { village: "桃源村", grid: "第1网格", nameEn: "Taoyuan 1" },
      { village: "桃源村", nameEn: "Taoyuan" },
      { village: "杏花社区", grid: "一网格" },
      { village: "石桥村", grid: "第2网格" },
      { name: "第2网格", parent: "东街社区" },
    );
    expect(
      planned.rows.map(({ fate, reasons }) => [fate, reasons.map(({ code }) => code)]),
    ).toEqual([
      ["new", []],
      ["new", []],
      ["new", ["alsoAdds"]],
      ["new", []],
      ["new", []],
    ]);
    expect(planned.added.map(({ name, kind, parentId }) => [name, kind, parentId])).toEqual([
      ["桃源村", "village", "town"],
      ["杏花社区", "community", "town"],
      ["第1网格", "grid", "new town 桃源村"],
      ["一网格", "grid", "new town 杏花社区"],
      ["第2网格", "grid", "shiqiao"],
      ["第2网格", "grid", "dongjie"],
    ]);
    expect(planned.counts).toEqual({ read: 5, new: 5, changed: 0, same: 0, rejected: 0 });
  });

  test("that is like another's name is taken and said to be", () => {
    expect(fates({ village: "下柳林村" })).toEqual(["new near"]);
  });

  test("changes kind, English name, and where a grid belongs", () => {
    const planned = plan(
      { village: "东街社区", kind: "村" },
      { village: "石桥村", nameEn: "Stone Bridge" },
      { village: "柳林村", grid: "第2网格", parent: "石桥村" },
    );
    expect(planned.rows.map(({ changes }) => changes)).toEqual([
      [{ field: "kind", from: "community", to: "village" }],
      [{ field: "nameEn", from: "石桥村 in English", to: "Stone Bridge" }],
      [{ field: "parent", from: "柳林村", to: "石桥村" }],
    ]);
    const again = { village: "柳林村", grid: "柳林村第2网格", parent: "石桥村" };
    const after = [
      ...tree.filter(({ areaId }) => areaId !== "l2"),
      { ...tree[5], parentId: "shiqiao" },
    ];
    const planned2 = planAreas(rowsOf([again]), after as Area[], (what) => what);
    expect(planned2.rows.map(({ fate }) => fate)).toEqual(["same"]);
  });

  test("renames, with the grids named for it; said again it says nothing new", () => {
    const line = { village: "柳林村", newName: "杨柳村" };
    const planned = plan(line, { village: "柳林村", grid: "第1网格" });
    expect(planned.rows.map(({ fate, reasons }) => [fate, reasons[0]?.code])).toEqual([
      ["changed", "renamesBelow"],
      ["same", undefined],
    ]);
    expect(planned.changed.map(({ name }) => name)).toEqual([
      "杨柳村",
      "杨柳村第1网格",
      "杨柳村第2网格",
    ]);
    const after = tree.map(
      (held) => planned.changed.find(({ areaId }) => areaId === held.areaId) ?? held,
    );
    const again = planAreas(rowsOf([line]), after as Area[], (what) => what);
    expect(again.rows.map(({ fate }) => fate)).toEqual(["same"]);
  });

  test("about the same area as an earlier one is rejected, naming that", () => {
    const [, second] = plan({ village: "柳林村" }, { name: "柳林", nameEn: "Liulin" }).rows;
    expect(second).toMatchObject({
      fate: "rejected",
      reasons: [{ code: "sheet.repeated", params: { where: "2" } }],
    });
    expect(plan({ village: "柳林村" }, { name: "柳林", nameEn: "Liulin" }).changed).toEqual([]);
  });

  test("may take a name another gives up", () => {
    expect(
      fates({ village: "石桥村", newName: "大桥村" }, { village: "柳林村", newName: "石桥村" }),
    ).toEqual(["changed renamesBelow", "changed renamesBelow"]);
  });

  test("means the village that a line before gave that name, and adds no second one", () => {
    const renamed = { village: "柳林村", newName: "桃源村" };
    expect(fates(renamed, { village: "桃源村" })).toEqual([
      "changed renamesBelow",
      "rejected sheet.repeated",
    ]);
    const { added } = plan(renamed, { village: "桃源村", grid: "第3网格" });
    expect(added.map(({ kind, parentId }) => [kind, parentId])).toEqual([["grid", "liulin"]]);
  });
});

test("the header once more is no area", () => {
  const header = { village: "村（社区）", grid: "网格" };
  expect(isHeaderAgain({ village: "村 （社区）", grid: "网格" }, header)).toBe(true);
  expect(isHeaderAgain({ village: "柳林村", grid: "网格" }, header)).toBe(false);
  expect(isHeaderAgain({}, header)).toBe(false);
  const rows = [{ where: "9", cells: header, isHeader: true }];
  expect(planAreas(rows, tree, (what) => what).rows).toMatchObject([
    { fate: "rejected", reasons: [{ code: "sheet.headerAgain" }] },
  ]);
});

const villageNames = fc.constantFrom(
  "柳林村",
  "石桥村",
  "东街社区",
  "桃源村",
  "柳林",
  "青石镇",
  "下柳林村",
);
const gridNames = fc.constantFrom("第1网格", "第2网格", "柳林村第1网格", "一网格", "网格");
const some = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: undefined });
const line: fc.Arbitrary<AreaCells> = fc
  .record({
    village: some(villageNames),
    grid: some(gridNames),
    name: some(fc.oneof(villageNames, gridNames)),
    parent: some(villageNames),
    kind: some(fc.constantFrom("村", "社区", "网格", "镇", "片区")),
    nameEn: some(fc.constantFrom("Liulin", "Grid 1")),
    newName: some(fc.oneof(villageNames, gridNames)),
  })
  .map((cells) => JSON.parse(JSON.stringify(cells)));

test("whatever the lines say, each has one fate, and the tree they make is a tree", () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 14 }), (lines) => {
      const { rows, counts, added, changed } = plan(...lines);
      expect(rows).toHaveLength(lines.length);
      expect(counts.new + counts.changed + counts.same + counts.rejected).toBe(counts.read);
      expect(counts.read).toBe(lines.length);
      for (const { fate, changes, reasons } of rows) {
        expect(changes.length > 0).toBe(fate === "changed");
        if (fate === "rejected") expect(reasons.length).toBeGreaterThan(0);
      }
      const became = new Map(changed.map((node) => [node.areaId, node]));
      const after = [...tree.map((held) => became.get(held.areaId) ?? held), ...added];
      const byId = new Map(after.map((node) => [node.areaId, node]));
      expect(byId.size).toBe(tree.length + added.length);
      const places = new Set(after.map(({ parentId, name }) => `${parentId} ${name}`));
      expect(places.size).toBe(after.length);
      for (const node of after) {
        const parent = node.parentId === undefined ? undefined : byId.get(node.parentId);
        if (parent) checkPlace(node.kind, parent.kind);
        else expect(node.kind).toBe("town");
      }
    }),
    { numRuns: 400 },
  );
});

test("a list made from the tree says nothing new", () => {
  const names = new Map(tree.map(({ areaId, name }) => [areaId, name]));
  const lines = tree.map(
    ({ kind, name, nameEn, parentId }): AreaCells =>
      kind === "grid"
        ? { village: names.get(parentId ?? "") ?? "", grid: name, kind: "网格", nameEn }
        : { village: name, nameEn },
  );
  expect(new Set(fates(...lines))).toEqual(new Set(["same"]));
});
