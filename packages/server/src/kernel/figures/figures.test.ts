import type { Reach } from "@lianfang/core/kernel/access.ts";
import { insertBareTown } from "@lianfang/testkit/bare-town.ts";
import { testDatabase } from "@lianfang/testkit/database.ts";
import fc from "fast-check";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import { describe, expect, test } from "vitest";
import { townById } from "../session/town.ts";
import { type FigureQuery, type FigureScope, figureBook } from "./figures.ts";

const { db } = await testDatabase();
const townId = await insertBareTown(db);
const town = await townById(db, townId);
const [east, west, nowhere] = [uuidv7(), uuidv7(), null];

/** What was met, where and when: the records the figures below count. */
const sightings = [
  { label: "甲", area: east, at: "2020-02-04T08:00:00.000Z", value: 1 },
  { label: "乙", area: east, at: "2020-02-05T08:00:00.000Z", value: 2 },
  { label: "丙", area: west, at: "2020-02-05T09:00:00.000Z", value: 4 },
  { label: "丙", area: west, at: "2020-02-05T09:00:00.000Z", value: 8 },
  { label: "丁", area: nowhere, at: "2020-02-05T08:30:00.000Z", value: 16 },
];
const ids = sightings.map(() => uuidv7());

function sighted({ db: given, at }: FigureScope, which = sql<boolean>`true`): FigureQuery {
  const rows = JSON.stringify(sightings.map((one, index) => ({ ...one, id: ids[index] })));
  return given
    .selectFrom(
      sql<{ id: string; label: string; area: string; at: string; value: number }>`
        (select * from jsonb_to_recordset(${rows}::jsonb)
           as given (id text, label text, area uuid, at timestamptz, value int))`.as("s"),
    )
    .select([
      sql<string>`'resident'`.as("subject_kind"),
      "s.id as subject_id",
      "s.label",
      sql<string | null>`s.area`.as("area_id"),
      sql<string | null>`s.at`.as("at"),
      "s.value",
    ])
    .where(sql<boolean>`s.at <= ${at}::timestamptz`)
    .where(which);
}

const book = figureBook([
  { id: "seen", rows: (scope) => sighted(scope) },
  { id: "seen.big", rows: (scope) => sighted(scope, sql<boolean>`s.value > 2`) },
  { id: "seen.never", rows: async (scope) => sighted(scope, sql<boolean>`false`) },
  { id: "share.big", of: ["seen.big", "seen"] },
  { id: "share.never", of: ["seen", "seen.never"] },
  { id: "share.twice", of: ["share.big", "seen"] },
]);

function scope(at = "2020-02-05T09:00:00.000Z", reach: Reach = { all: true }): FigureScope {
  if (!town) throw new Error("no town");
  return { db, town, reach, at, day: "2020-02-05" };
}

const onlyWest: Reach = { all: false, areaIds: [west] };
const nobody: Reach = { all: false, areaIds: [] };

describe("a figure", () => {
  test("is the sum of its rows as of the cut-off", async () => {
    expect(await book.value("seen", scope())).toBe(31);
    expect(await book.value("seen", scope("2020-02-05T08:59:59.999Z"))).toBe(19);
    expect(await book.value("seen", scope("2020-02-01T00:00:00.000Z"))).toBe(0);
  });

  test("counts only what lies within reach; what lies nowhere belongs to the whole town", async () => {
    expect(await book.value("seen", scope(undefined, onlyWest))).toBe(12);
    expect(await book.value("seen", scope(undefined, nobody))).toBe(0);
  });

  test("split by area sums to what lies in areas", async () => {
    const split = await book.byArea("seen", scope());
    expect(Object.fromEntries(split)).toEqual({ [east]: 3, [west]: 12 });
    expect(Object.fromEntries(await book.byArea("seen", scope(undefined, onlyWest)))).toEqual({
      [west]: 12,
    });
  });

  test("is split with others at once", async () => {
    const split = await book.byAreas(["seen", "seen.big", "seen.never"], scope());
    expect([...split].map(([id, areas]) => [id, Object.fromEntries(areas)])).toEqual([
      ["seen", { [east]: 3, [west]: 12 }],
      ["seen.big", { [west]: 12 }],
      ["seen.never", {}],
    ]);
    expect(await book.byAreas([], scope())).toEqual(new Map());
  });

  test("is asked for with others at once", async () => {
    const values = await book.values(["seen", "seen.big", "share.big", "seen.never"], scope());
    expect(Object.fromEntries(values)).toEqual({
      seen: 31,
      "seen.big": 28,
      "share.big": 0.9032,
      "seen.never": 0,
    });
    expect(await book.values([], scope())).toEqual(new Map());
  });

  test("that nobody registered is not there", async () => {
    expect(book.has("seen")).toBe(true);
    expect(book.has("heard")).toBe(false);
    await expect(book.value("heard", scope())).rejects.toThrow("heard");
    await expect(book.values(["heard"], scope())).rejects.toThrow("heard");
  });

  test("may not share its id with another", () => {
    expect(() =>
      figureBook([
        { id: "seen", rows: (given) => sighted(given) },
        { id: "seen", of: ["a", "b"] },
      ]),
    ).toThrow("one id");
  });
});

describe("a share", () => {
  test("is one figure over another, and nothing of nothing is nothing", async () => {
    expect(await book.value("share.big", scope())).toBe(0.9032);
    expect(await book.value("share.never", scope())).toBe(0);
    expect(await book.value("share.big", scope(undefined, nobody))).toBe(0);
  });

  test("opens the rows of its part", async () => {
    const { rows } = await book.rows("share.big", scope(), { limit: 10 });
    expect(rows.map((row) => row.value)).toEqual([16, 4, 8]);
  });

  test("of a share is none", async () => {
    await expect(book.rows("share.twice", scope(), { limit: 10 })).rejects.toThrow("share");
    await expect(book.value("share.twice", scope())).rejects.toThrow("share");
  });
});

describe("the rows behind a figure", () => {
  test("sum to it, page by page, none twice, whatever the page's length", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 6 }), async (limit) => {
        const seen: string[] = [];
        let sum = 0;
        let after: string | undefined;
        do {
          const page = await book.rows("seen", scope(), { limit, after });
          seen.push(...page.rows.map((row) => row.subject_id));
          sum += page.rows.reduce((total, row) => total + row.value, 0);
          after = page.next;
        } while (after !== undefined);
        expect(new Set(seen)).toEqual(new Set(ids));
        expect(seen).toHaveLength(ids.length);
        expect(sum).toBe(31);
      }),
      { numRuns: 8 },
    );
  });

  test("can be asked for in one area, within reach", async () => {
    const inEast = await book.rows("seen", scope(), { limit: 10, areaId: east });
    expect(inEast.rows.map((row) => row.label)).toEqual(["乙", "甲"]);
    const outside = await book.rows("seen", scope(undefined, onlyWest), {
      limit: 10,
      areaId: east,
    });
    expect(outside.rows).toEqual([]);
  });

  test("say what, where and when", async () => {
    const { rows } = await book.rows("seen", scope("2020-02-04T12:00:00.000Z"), { limit: 10 });
    expect(rows).toEqual([
      {
        subject_kind: "resident",
        subject_id: ids[0],
        label: "甲",
        area_id: east,
        at: "2020-02-04T08:00:00.000Z",
        value: 1,
      },
    ]);
  });
});
