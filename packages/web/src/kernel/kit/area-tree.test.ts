import { describe, expect, it } from "vitest";
import { treeOf } from "./area-tree.ts";

const area = (areaId: string, parentId?: string) => ({
  areaId,
  kind: "village" as const,
  name: areaId,
  nameEn: areaId,
  isNumbered: false,
  ...(parentId ? { parentId } : {}),
});

describe("the tree of areas", () => {
  it("puts children under their parents, in the order given", () => {
    const [town] = treeOf([area("town"), area("b", "town"), area("a", "town"), area("grid", "a")]);
    expect(town?.children.map(({ areaId }) => areaId)).toEqual(["b", "a"]);
    expect(town?.children[1]?.children.map(({ areaId }) => areaId)).toEqual(["grid"]);
  });

  it("lets an area stand at the top whose parent can't be seen", () => {
    expect(treeOf([area("grid", "elsewhere")]).map(({ areaId }) => areaId)).toEqual(["grid"]);
  });
});
