import { expect, test } from "vitest";
import { boundariesIn } from "./boundary-file.ts";

const shape = {
  type: "Polygon",
  coordinates: [
    [
      [105, 30],
      [105.1, 30],
      [105, 30.1],
      [105, 30],
    ],
  ],
};
const feature = (properties: object | null, geometry: object | null = shape) => ({
  type: "Feature",
  properties,
  geometry,
});

test("what is no GeoJSON is said to be none", () => {
  for (const text of ["", "村,网格", "{}", '{"type":"Point","coordinates":[1,2]}', "[1]"]) {
    expect(boundariesIn(text), text).toBeUndefined();
  }
});

test("a geometry, a feature and a collection are read, with the names surveyors give", () => {
  expect(boundariesIn(JSON.stringify(shape))).toEqual([{ shape }]);
  expect(boundariesIn(`\ufeff${JSON.stringify(feature({ Name: " 柳林村 " }))}`)).toEqual([
    { name: "柳林村", shape },
  ]);
  const features = [
    feature({ ID: 7, XZQMC: "石桥村" }),
    feature({ "村 名": "东街" }),
    feature(null),
    feature({ name: "镇政府" }, { type: "Point", coordinates: [105, 30] }),
    feature({ name: "待测" }, null),
  ];
  const collection = JSON.stringify({ type: "FeatureCollection", features });
  expect(boundariesIn(collection)?.map(({ name }) => name)).toEqual(["石桥村", "东街", undefined]);
});
