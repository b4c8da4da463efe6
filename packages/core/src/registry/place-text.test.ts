import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Division, indexDivisions } from "../policy/divisions.ts";
import { readPlace } from "./place-text.ts";

const rows = Division.array().parse(
  JSON.parse(readFileSync(new URL("../../../../towns/divisions.json", import.meta.url), "utf8")),
);
const index = indexDivisions(rows);

describe("a place is read", () => {
  test.each([
    ["四川省南充市高坪区江陵镇", "511303", "江陵镇"],
    ["四川南充高坪区", "511303", undefined],
    [" 四川省 南充市 ", "511300", undefined],
    ["南充市高坪区江陵镇", "511303", "江陵镇"],
    ["广东深圳", "440300", undefined],
    ["上海市浦东新区张江镇", "310115", "张江镇"],
    ["北京市市辖区海淀区", "110108", undefined],
    ["广西南宁市", "450100", undefined],
    ["内蒙古自治区", "150000", undefined],
    ["江陵镇柳林村", undefined, "江陵镇柳林村"],
    ["邻村", undefined, "邻村"],
    ["", undefined, undefined],
  ])("from %j", (text, division, detail) => {
    expect(readPlace(text, index)).toEqual({ division, detail });
  });

  test("whole, whatever division it is: what is written out comes back as its code", () => {
    fc.assert(
      fc.property(fc.constantFrom(...rows), (row) => {
        const written = index.pathOf(row.code).map(({ name }) => name);
        expect(readPlace(written.join(""), index)).toEqual({ division: row.code });
      }),
      { numRuns: 500 },
    );
  });

  test("without losing a character of what is no division", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const { division, detail } = readPlace(text, index);
        if (!division) expect(detail ?? "").toBe(text.normalize("NFKC").replace(/\s/g, ""));
      }),
    );
  });
});
