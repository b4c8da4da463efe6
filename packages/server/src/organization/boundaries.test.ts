import { testApplication } from "@lianfang/testkit/application.ts";
import { foundTestTown, write } from "@lianfang/testkit/town.ts";
import { v7 as uuidv7 } from "uuid";
import { describe, expect, test } from "vitest";

const application = await testApplication();
const town = await foundTestTown(application);
const { areas, director } = town;
const { organization } = director.call;
const refused = (code: string) => expect.objectContaining({ code });

const corners = [
  [105, 30],
  [105.02, 30],
  [105.02, 30.02],
  [105, 30.02],
  [105, 30],
];
const village = { type: "Polygon", coordinates: [corners] };
const bow = {
  type: "Polygon",
  coordinates: [[corners[0], corners[2], corners[1], corners[3], corners[0]]],
};

describe("a boundary", () => {
  test("is drawn by the town's office, around an area there is", async () => {
    const lead = await town.unitLeadOfA();
    const boundaries = [{ areaId: areas.villageA, shape: village }];
    await expect(lead.call.organization.setBoundaries({ ...write(), boundaries })).rejects.toEqual(
      refused("kernel.forbidden"),
    );
    await expect(
      organization.setBoundaries({
        ...write(),
        boundaries: [{ areaId: uuidv7(), shape: village }],
      }),
    ).rejects.toEqual(refused("organization.areaNotFound"));
  });

  test("that crosses itself is refused, saying whose and where; nothing is drawn then", async () => {
    const boundaries = [
      { areaId: areas.villageB, shape: village },
      { areaId: areas.villageA, shape: bow },
    ];
    await expect(organization.setBoundaries({ ...write(), boundaries })).rejects.toMatchObject({
      code: "organization.boundaryInvalid",
      message: "“柳林村”的边界有误：边线在 105.01, 30.01 处与自己相交。",
      data: { details: { areaId: areas.villageA, reason: "crossing", at: [105.01, 30.01] } },
    });
    expect((await organization.boundaries({})).boundaries).toEqual([]);
  });

  test("is known to everybody in the town, with its surface, and to no other town", async () => {
    const office = await town.office();
    await office.call.organization.setBoundaries({
      ...write(),
      boundaries: [
        { areaId: areas.villageA, shape: village },
        { areaId: areas.villageB, shape: village },
      ],
    });
    const guard = await town.guardAtPier();
    const { boundaries } = await guard.call.organization.boundaries({});
    expect(boundaries).toContainEqual({
      areaId: areas.villageA,
      shape: village,
      surfaceM2: expect.any(Number),
      drawnAt: expect.stringMatching(/^2020-02-05T04:/),
    });
    expect(boundaries[0]?.surfaceM2).toBeGreaterThan(4_000_000);
    const elsewhere = await foundTestTown(application, { townsBefore: 1, name: "临江镇" });
    const there = await elsewhere.director.call.organization.boundaries({});
    expect(there.boundaries).toEqual([]);
    await expect(
      elsewhere.director.call.organization.setBoundaries({
        ...write(),
        boundaries: [{ areaId: areas.villageA, shape: null }],
      }),
    ).rejects.toEqual(refused("organization.areaNotFound"));
  });

  test("is drawn anew and taken away", async () => {
    const shape = { type: "Polygon", coordinates: [[...corners.slice(0, 3), corners[0]]] };
    await organization.setBoundaries({
      ...write(),
      boundaries: [
        { areaId: areas.villageA, shape },
        { areaId: areas.villageB, shape: null },
      ],
    });
    const { boundaries } = await organization.boundaries({});
    expect(boundaries.map(({ areaId }) => areaId)).toEqual([areas.villageA]);
    expect(boundaries[0]?.shape.coordinates[0]).toHaveLength(4);
  });
});
