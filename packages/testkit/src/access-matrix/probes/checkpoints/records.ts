/** What the probes of checkpoints are made of and aimed at. */
import { issueNumbers } from "../../../people/numbers.ts";

export interface Records {
  checkpointId: string;
  /** Closed, to be opened again. */
  closedId: string;
  staffId: string;
  shiftId: string;
  crossingId: string;
  /** With a fever, and nobody has seen to it. */
  feverishId: string;
  /** Two records that are likely one crossing. */
  pair: { earlierId: string; laterId: string };
  /** Applied for, and issued. */
  appliedPassId: string;
  passId: string;
  planId: string;
}

export const numbers = issueNumbers();
const crossedAt = "2020-02-05T03:00:00.000Z";
export const fields = (areaId: string, name: string) => ({
  name,
  areaId,
  kind: "road" as const,
  location: { lon: 106.1, lat: 30.8 },
});

export const passing = (checkpointId: string, celsius = 36.5) => ({
  checkpointId,
  direction: "in" as const,
  crossedAt,
  people: [
    {
      name: "过客",
      celsius,
      hasMask: true,
      isResident: true,
      outcome: celsius < 37.3 ? ("admit" as const) : ("refer" as const),
    },
  ],
});

export const vehiclePass = (areaId: string, plate: string) => ({
  kind: "vehicle" as const,
  areaId,
  holderName: "运菜车",
  plate,
  validFrom: "2020-02-05",
  validUntil: "2020-02-29",
});

/** A village and the world outside, with one entrance between. */
export const roadsFile = (checkpointId: string) =>
  new File(
    [
      JSON.stringify({
        type: "FeatureCollection",
        features: [
          feature("Point", [106, 30], { id: "o", kind: "outside" }),
          feature("Point", [106, 31], { id: "v", kind: "village", name: "村" }),
          feature(
            "LineString",
            [
              [106, 30],
              [106, 31],
            ],
            {
              id: "r",
              entrance: "路口",
              minutes: 5,
              checkpoint: checkpointId,
            },
          ),
        ],
      }),
    ],
    "roads.geojson",
  );

const feature = (type: string, coordinates: unknown, properties: object) => ({
  type: "Feature",
  geometry: { type, coordinates },
  properties,
});
