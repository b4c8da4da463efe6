/** A checkpoint for tests, and people who cross at it. */
import type { Caller } from "@lianfang/server/app.ts";
import type { Visitor } from "./application.ts";
import { write } from "./town.ts";

type Crossing = Parameters<Caller["checkpoints"]["recordCrossing"]>[0];
type Person = Crossing["people"][number];
type Fields = Parameters<Caller["checkpoints"]["create"]>[0];

export async function setUpCheckpoint(
  { call }: Visitor,
  areaId: string,
  name: string,
  given: Partial<Fields> = {},
): Promise<string> {
  const fields = { ...write(), name, areaId, kind: "road" as const, ...given };
  return (await call.checkpoints.create(fields)).checkpointId;
}

/** Somebody who has what early 2020 asked for; let pass unless told. */
export const aVillager = (given: Partial<Person> = {}): Person => ({
  name: "村民",
  celsius: 36.5,
  hasMask: true,
  isResident: true,
  outcome: "admit",
  ...given,
});

/** Crosses on foot, inward, unless told. */
export async function cross(
  { call }: Visitor,
  checkpointId: string,
  crossedAt: string,
  person: Partial<Person> = {},
  given: Partial<Crossing> = {},
) {
  return call.checkpoints.recordCrossing({
    ...write(),
    checkpointId,
    direction: "in",
    crossedAt,
    people: [aVillager(person)],
    ...given,
  });
}
