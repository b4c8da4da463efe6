import { readFileSync, statSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import {
  abroad,
  countyNamed,
  Division,
  distanceBetween,
  indexDivisions,
  isWithin,
  levelOf,
} from "./divisions.ts";

const file = new URL("../../../../towns/divisions.json", import.meta.url);
const rows = z.array(Division).parse(JSON.parse(readFileSync(file, "utf8")));
const index = indexDivisions(rows);
const names = (divisions: readonly Division[]) => divisions.map((division) => division.name);

describe("the national divisions", () => {
  test("are all there, each once, and small enough to ship", () => {
    expect(statSync(file).size).toBeLessThan(300_000);
    expect(new Set(rows.map((row) => row.code)).size).toBe(rows.length);
    expect(index.childrenOf()).toHaveLength(35);
    expect(rows.length).toBeGreaterThan(3_100);
  });

  test("every one has a name in both scripts and a path that begins with its province", () => {
    for (const row of rows) {
      expect(row.nameEn, row.name).toMatch(/^\p{Lu}/u);
      expect(index.pathOf(row.code)[0]?.code, row.name).toBe(`${row.code.slice(0, 2)}0000`);
    }
  });

  test("hang together as people know them", () => {
    expect(names(index.pathOf("511303"))).toEqual(["四川省", "南充市", "高坪区"]);
    expect(names(index.pathOf("110117"))).toEqual(["北京市", "平谷区"]);
    expect(names(index.pathOf("429004"))).toEqual(["湖北省", "仙桃市"]);
    expect(names(index.childrenOf("420000"))).toContain("武汉市");
    expect(index.childrenOf("420100").length).toBeGreaterThan(10);
    expect(index.pathOf("123456")).toEqual([]);
  });

  test("are found by name, by English name and by code, best first", () => {
    expect(names(index.search("武汉"))[0]).toBe("武汉市");
    expect(names(index.search("wuhan"))[0]).toBe("武汉市");
    expect(names(index.search("xian"))).toContain("西安市");
    expect(names(index.search("420100"))[0]).toBe("武汉市");
    expect(names(index.search("四川 高坪"))).toEqual(["高坪区"]);
    expect(names(index.search("朝阳区")).length).toBeGreaterThan(1);
    expect(names(index.search("北京 朝阳区"))).toEqual(["朝阳区"]);
    expect(index.search("  ")).toEqual([]);
    expect(index.search("区", 5)).toHaveLength(5);
    expect(names(index.search("境外"))).toEqual(["境外"]);
    expect(names(indexDivisions([...rows, abroad]).search("境外"))).toEqual(["境外"]);
  });

  test("hold the counties of the five model towns", () => {
    expect(countyNamed(index, "高坪区", "四川省")?.code).toBe("511303");
    expect(countyNamed(index, "平谷区", "北京市")?.code).toBe("110117");
    expect(countyNamed(index, "泸溪县", "湖南省")?.code).toBe("433122");
    expect(countyNamed(index, "丰顺县", "广东省")?.code).toBe("441423");
    expect(countyNamed(index, "临朐县", "山东省")?.code).toBe("370724");
    expect(countyNamed(index, "朝阳区", undefined)).toBeUndefined();
    expect(countyNamed(index, "朝阳区", "北京市")?.code).toBe("110105");
    expect(countyNamed(index, undefined, "北京市")).toBeUndefined();
  });
});

describe("how far a place lies", () => {
  const gaoping = "511303";
  test.each([
    ["511303", "same-county"],
    ["511302", "same-city"],
    ["511300", "same-city"],
    ["510100", "same-province"],
    ["510000", "same-province"],
    ["420100", "other-province"],
    ["710000", "other-province"],
    ["990000", "abroad"],
  ])("%s lies %s", (code, distance) => {
    expect(distanceBetween(code, gaoping)).toBe(distance);
  });

  test("a municipality is one city, and counties under a province are each their own", () => {
    expect(distanceBetween("500241", "500101")).toBe("same-city");
    expect(distanceBetween("429005", "429004")).toBe("same-province");
  });

  test("a county lies in its city and province, not the other way round", () => {
    expect(isWithin("420106", "420100")).toBe(true);
    expect(isWithin("420106", "420000")).toBe(true);
    expect(isWithin("420000", "420100")).toBe(false);
    expect(isWithin("429004", "429000")).toBe(true);
    expect([levelOf("420000"), levelOf("420100"), levelOf("420106")]).toEqual([
      "province",
      "city",
      "county",
    ]);
  });
});
