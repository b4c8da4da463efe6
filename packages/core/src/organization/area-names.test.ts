import { describe, expect, test } from "vitest";
import { indexAreaNames, type NamedArea } from "./area-names.ts";

const area = (
  areaId: string,
  kind: NamedArea["kind"],
  name: string,
  nameEn = "",
  parentId = "town",
): NamedArea => ({ areaId, kind, name, nameEn, parentId });

const places: NamedArea[] = [
  { areaId: "town", kind: "town", name: "青石镇", nameEn: "Qingshi" },
  area("liulin", "village", "柳林村", "Liulin Village"),
  area("shiqiao", "village", "石桥村", "Shiqiao Village"),
  area("dongjie", "community", "东街社区", "Dongjie Community"),
  area("hongqi", "village", "红旗村"),
  area("hongqi-c", "community", "红旗社区"),
  area("third", "village", "第3村", "Village 3"),
  area("grid", "grid", "第1网格", "Grid 1", "liulin"),
  area("grid-b", "grid", "第1网格", "Grid 1", "shiqiao"),
];
const areas = indexAreaNames(places, ["青石镇", "Qingshi"]);

describe("an area is known", () => {
  test.each([
    ["柳林村", "liulin"],
    [" 柳 林 村 ", "liulin"],
    ["柳林", "liulin"],
    ["青石镇柳林村", "liulin"],
    ["柳林村委会", "liulin"],
    ["柳林村民委员会", "liulin"],
    ["东街", "dongjie"],
    ["东街居委会", "dongjie"],
    ["liulin village", "liulin"],
    ["Liulin", "liulin"],
    ["第三村", "third"],
    ["3村", "third"],
    ["红旗村", "hongqi"],
    ["红旗社区", "hongqi-c"],
    ["柳林村第一网格", "grid"],
  ])("as %s", (text, areaId) => {
    expect(areas.find(text)).toMatchObject({ is: "found", areaId });
  });

  test("with the villagers' group behind it", () => {
    expect(areas.find("柳林村3组")).toMatchObject({ areaId: "liulin", group: "3组" });
    expect(areas.find("柳林村第十二村民小组")).toMatchObject({
      areaId: "liulin",
      group: "第十二村民小组",
    });
  });
});

describe("an area is not guessed", () => {
  test("when several go by the name", () => {
    expect(areas.find("红旗")).toEqual({
      is: "ambiguous",
      near: [
        { areaId: "hongqi", name: "红旗村" },
        { areaId: "hongqi-c", name: "红旗社区" },
      ],
    });
    expect(areas.find("第1网格")).toMatchObject({ is: "ambiguous" });
  });

  test("when it is only near; the near ones are told", () => {
    expect(areas.find("柳村")).toMatchObject({ is: "unknown", near: [{ name: "柳林村" }] });
    expect(areas.find("石侨村")).toMatchObject({ is: "unknown", near: [{ name: "石桥村" }] });
    expect(areas.find("外星球基地")).toEqual({ is: "unknown", near: [] });
  });

  test("the town itself is no place for a household", () => {
    expect(areas.find("青石镇")).toMatchObject({ is: "unknown" });
  });
});

test("a grid lies in its village", () => {
  expect(areas.isIn("grid", "liulin")).toBe(true);
  expect(areas.isIn("liulin", "liulin")).toBe(true);
  expect(areas.isIn("liulin", "grid")).toBe(false);
  expect(areas.isIn("grid", "shiqiao")).toBe(false);
});

describe("what is known besides the names", () => {
  const chosen = new Map([
    ["柳村", "liulin"],
    ["老街", "gone"],
  ]);
  const sounds: Record<string, string> = { 师乔: "shiqiao", 石桥: "shiqiao" };
  const knowing = indexAreaNames(places, [], { chosen, soundOf: (text) => sounds[text] ?? text });

  test("what somebody said a name means is believed, while there is such an area", () => {
    expect(knowing.find("柳村")).toMatchObject({ is: "found", areaId: "liulin" });
    expect(knowing.find("老街")).toMatchObject({ is: "unknown" });
  });

  test("a name of the same sound is near", () => {
    expect(areas.find("师乔村")).toMatchObject({ is: "unknown", near: [] });
    expect(knowing.find("师乔村")).toMatchObject({ is: "unknown", near: [{ areaId: "shiqiao" }] });
  });
});

test("a title names the area it is about", () => {
  expect(areas.findIn("青石镇柳林村2020年户籍人口登记表")).toMatchObject({ areaId: "liulin" });
  expect(areas.findIn("柳 林 村")).toMatchObject({ areaId: "liulin" });
  expect(areas.findIn("柳林村、石桥村名单")).toBeUndefined();
  expect(areas.findIn("青石镇花名册")).toBeUndefined();
});
