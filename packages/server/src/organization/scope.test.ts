/** What a scope covers: the database's function against the plain meaning of the words. */
import { covers, type Grant, reachOf } from "@lianfang/core/kernel/access.ts";
import { testDatabase } from "@lianfang/testkit/database.ts";
import fc from "fast-check";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import { expect, test } from "vitest";
import "./tables.ts";

const { db } = await testDatabase();
const now = "2020-02-05T04:00:00.000Z";

/** A town in small: each area after the first names an earlier one as its parent, units likewise. */
interface SmallTown {
  areaParents: number[];
  /** -1: a unit at the top. */
  unitParents: number[];
  /** Pairs of unit and area. */
  covered: [unit: number, area: number][];
}

const smallTown: fc.Arbitrary<SmallTown> = fc
  .record({ areas: fc.integer({ min: 0, max: 12 }), units: fc.integer({ min: 1, max: 6 }) })
  .chain(({ areas, units }) =>
    fc.record({
      areaParents: fc.tuple(
        ...Array.from({ length: areas }, (_, index) => fc.integer({ min: 0, max: index })),
      ),
      unitParents: fc.tuple(
        ...Array.from({ length: units }, (_, index) => fc.integer({ min: -1, max: index - 1 })),
      ),
      covered: fc.uniqueArray(
        fc.tuple(fc.integer({ min: 0, max: units - 1 }), fc.integer({ min: 0, max: areas })),
        { maxLength: 8, selector: (pair) => pair.join() },
      ),
    }),
  );

interface Written {
  townId: string;
  areaIds: string[];
  unitIds: string[];
}

async function write({ areaParents, unitParents, covered }: SmallTown): Promise<Written> {
  const townId = uuidv7();
  const areaIds = [uuidv7(), ...areaParents.map(() => uuidv7())];
  const unitIds = unitParents.map(() => uuidv7());
  await insertTown(townId);
  const areas = areaIds.map((area_id, index) => ({
    town_id: townId,
    area_id,
    parent_id: index === 0 ? null : (areaIds[areaParents[index - 1] ?? 0] ?? null),
    kind: index === 0 ? ("town" as const) : ("village" as const),
    name: `${index}`,
    name_en: `${index}`,
    position: index,
    added_at: now,
  }));
  await db.insertInto("area").values(areas).execute();
  const units = unitIds.map((unit_id, index) => ({
    town_id: townId,
    unit_id,
    parent_id: unitIds[unitParents[index] ?? -1] ?? null,
    kind: "combat-unit" as const,
    name: `${index}`,
    name_en: `${index}`,
    members_needed: null,
    position: index,
    formed_at: now,
  }));
  await db.insertInto("unit").values(units).execute();
  const pairs = covered.map(([unit, area]) => ({
    town_id: townId,
    unit_id: unitIds[unit] ?? "",
    area_id: areaIds[area] ?? "",
  }));
  if (pairs.length > 0) await db.insertInto("unit_area").values(pairs).execute();
  return { townId, areaIds, unitIds };
}

async function insertTown(townId: string): Promise<void> {
  const texts = { name: "镇", name_en: "Town", collect_by: "16:00", meet_at: "18:00" };
  await db
    .insertInto("town")
    .values({
      ...texts,
      town_id: townId,
      county: null,
      province: null,
      division_code: null,
      publish_tasks_at: "19:00",
      bulletin_by: "17:00",
      response_id: uuidv7(),
      founded_at: now,
    })
    .execute();
}

async function areasUnder(townId: string, kind: string, id: string): Promise<string[]> {
  const { rows } = await sql<{ areas: string[] }>`
    select areas_under(${townId}, ${kind}, ${id}) as areas`.execute(db);
  return [...(rows[0]?.areas ?? [])].sort();
}

/** Whether `below` is `above` or lies under it. */
function isUnder(parents: readonly number[], below: number, above: number): boolean {
  if (below === above) return true;
  const parent = parents[below];
  return parent !== undefined && parent >= 0 && isUnder(parents, parent, above);
}

test("an area covers itself and what lies in it; a unit what it and its teams cover", async () => {
  await fc.assert(
    fc.asyncProperty(smallTown, async (small) => {
      const { townId, areaIds, unitIds } = await write(small);
      const areaParents = [-1, ...small.areaParents];
      const ids = (indexes: number[]) => indexes.map((index) => areaIds[index] ?? "").sort();
      const all = areaIds.map((_, index) => index);
      for (const area of all) {
        const expected = ids(all.filter((below) => isUnder(areaParents, below, area)));
        expect(await areasUnder(townId, "area", areaIds[area] ?? "")).toEqual(expected);
      }
      for (const [unit, unitId] of unitIds.entries()) {
        const held = small.covered.filter(([of]) => isUnder(small.unitParents, of, unit));
        const expected = all.filter((below) =>
          held.some(([, area]) => isUnder(areaParents, below, area)),
        );
        expect(await areasUnder(townId, "unit", unitId)).toEqual(ids(expected));
      }
    }),
    { numRuns: 25 },
  );
});

test("other scopes, other towns and what isn't there cover nothing", async () => {
  const small: SmallTown = { areaParents: [0], unitParents: [-1], covered: [[0, 0]] };
  const [one, other] = [await write(small), await write(small)];
  for (const kind of ["town", "checkpoint", "store", "unit"]) {
    expect(await areasUnder(one.townId, kind, one.areaIds[0] ?? "")).toEqual([]);
  }
  expect(await areasUnder(one.townId, "area", other.areaIds[0] ?? "")).toEqual([]);
  expect(await areasUnder(one.townId, "unit", other.unitIds[0] ?? "")).toEqual([]);
  expect(await areasUnder(one.townId, "area", uuidv7())).toEqual([]);
});

test("several grants reach together what each covers, and no more", () => {
  const area = fc.constantFrom("a", "b", "c", "d", "e");
  const scopes = fc.array(fc.uniqueArray(area), { maxLength: 4 });
  fc.assert(
    fc.property(scopes, area, (covered, asked) => {
      const grants: Grant[] = covered.map((_, index) => {
        return { role: "medic", scopeKind: "area", scopeId: `${index}` };
      });
      const reach = reachOf(
        { who: "held", roles: ["medic"], on: "area" },
        grants,
        (grant) => covered[grants.indexOf(grant)] ?? [],
      );
      const isCovered = covered.some((areas) => areas.includes(asked));
      expect(reach ? covers(reach, asked) : false).toBe(isCovered);
    }),
  );
});
