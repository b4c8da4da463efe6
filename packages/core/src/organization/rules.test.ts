import { describe, expect, test } from "vitest";
import { checkPlace, isPhone, renamedAlong } from "./rules.ts";

describe("an area", () => {
  test("is refused where its kind does not stand", () => {
    const misplaced = [
      ["grid", "town"],
      ["grid", "grid"],
      ["village", "village"],
      ["community", "grid"],
      ["town", "town"],
    ] as const;
    for (const [kind, parent] of misplaced) {
      expect(() => checkPlace(kind, parent), `${kind} in ${parent}`).toThrow(
        expect.objectContaining({ code: "organization.areaKindMisplaced" }),
      );
    }
  });

  test("stands in the town, or in a village or community", () => {
    expect(() => checkPlace("village", "town")).not.toThrow();
    expect(() => checkPlace("community", "town")).not.toThrow();
    expect(() => checkPlace("grid", "village")).not.toThrow();
    expect(() => checkPlace("grid", "community")).not.toThrow();
  });
});

describe("a name made from an area's", () => {
  test("follows when the area is renamed", () => {
    expect(renamedAlong("第3村作战单元", "第3村", "柳林村")).toBe("柳林村作战单元");
    expect(renamedAlong("Village 3 combat unit", "Village 3", "Liulin Village")).toBe(
      "Liulin Village combat unit",
    );
    expect(renamedAlong("第3村", "第3村", "柳林村")).toBe("柳林村");
  });

  test("stays when it only looks so", () => {
    expect(renamedAlong("Village 12 combat unit", "Village 1", "Liulin")).toBe(
      "Village 12 combat unit",
    );
    expect(renamedAlong("突击队", "第3村", "柳林村")).toBe("突击队");
  });
});

test("a phone is digits with what people write between them", () => {
  const phones = ["0817-0000000", "13000000000", "+86 817 000 0000", "110", "(0817)0000000"];
  expect(phones.filter((text) => !isPhone(text))).toEqual([]);
  expect(["12", "call me", "<b>110</b>", "+ - ( )", ""].filter(isPhone)).toEqual([]);
});
