/**
 * Named figures: each defined once, as a query over records cut off at an instant. The same query
 * gives the number, its split by area and the rows behind it.
 */

import type { Reach } from "@lianfang/core/kernel/access.ts";
import type { Page } from "@lianfang/core/kernel/page.ts";
import type { Day, Instant } from "@lianfang/core/kernel/time.ts";
import { type SelectQueryBuilder, sql } from "kysely";
import { anyOf } from "../database/any-of.ts";
import { decodeCursor, toPage } from "../database/cursor.ts";
import type { Db } from "../database/database.ts";
import type { Tables } from "../database/tables.ts";
import type { Town } from "../session/town.ts";

/** Where and until when a figure is counted. */
export interface FigureScope {
  db: Db;
  town: Town;
  reach: Reach;
  /** Records received after this instant do not count. */
  at: Instant;
  /** The town's day of `at`. */
  day: Day;
  /** Only what came in after this instant; heeded by figures that add up (`adds`). */
  since?: Instant | undefined;
}

/** What a figure's query selects: one row for each thing counted. */
export interface FigureQueryRow {
  subject_kind: string;
  subject_id: string;
  label: string;
  area_id: string | null;
  at: Instant | null;
  /** What the row adds to the figure; 1 when things are counted. */
  value: number;
}

export type FigureQuery = SelectQueryBuilder<Tables, never, FigureQueryRow>;

/** A figure's sum in one area, or a part of it. */
export interface FigureSum {
  id: string;
  area_id: string | null;
  value: number;
}

/** Sums of several figures at once; the kernel limits them to the figures asked for and to the reach. */
export type FigureSums = (scope: FigureScope) => Promise<FigureSumsQuery> | FigureSumsQuery;
export type FigureSumsQuery = SelectQueryBuilder<Tables, never, FigureSum>;

export interface CountedFigure {
  id: string;
  /** The rows that make the figure; the kernel limits them to the reach. */
  rows(scope: FigureScope): Promise<FigureQuery> | FigureQuery;
  /**
   * What the rows sum to, where that is known more quickly; figures that share it are asked at once. Each row
   * adds one at least.
   */
  sums?: FigureSums;
  /** It adds up over time, and can be counted from an instant on. */
  adds?: true;
}

/** A share: one figure over another, 0 to 1; 0 when there is nothing to have a share of. */
export interface RatioFigure {
  id: string;
  of: readonly [part: string, whole: string];
}

export type Figure = CountedFigure | RatioFigure;

export interface FigurePage {
  after?: string | undefined;
  limit: number;
  areaId?: string | undefined;
  /** The figure's value in the same scope, where it is known already. */
  value?: number | undefined;
}

export interface FigureBook {
  ids: readonly string[];
  has(id: string): boolean;
  /** Whether it can be counted from an instant on. */
  adds(id: string): boolean;
  value(id: string, scope: FigureScope): Promise<number>;
  values(ids: readonly string[], scope: FigureScope): Promise<Map<string, number>>;
  /** Sums by area; rows without an area are left out. */
  byArea(id: string, scope: FigureScope): Promise<Map<string, number>>;
  /** The same for several counted figures at once: sums by area under each id. */
  byAreas(ids: readonly string[], scope: FigureScope): Promise<Map<string, Map<string, number>>>;
  rows(id: string, scope: FigureScope, page: FigurePage): Promise<Page<FigureQueryRow>>;
}

interface Total {
  id: string;
  total: number;
}

type TotalsQuery<Row> = SelectQueryBuilder<Tables, never, Row>;

export function figureBook(figures: readonly Figure[]): FigureBook {
  const byId = new Map(figures.map((figure) => [figure.id, figure]));
  if (byId.size !== figures.length) throw new Error("two figures share one id");

  const find = (id: string): Figure => {
    const figure = byId.get(id);
    if (!figure) throw new Error(`there is no figure ${id}`);
    return figure;
  };
  const counted = async (id: string, scope: FigureScope) => {
    const figure = find(id);
    const source = "of" in figure ? find(figure.of[0]) : figure;
    if ("of" in source) throw new Error(`${id} is a share of a share`);
    const query = await source.rows(scope);
    return scope.db.selectFrom(query.as("counted")).where(isWithin(scope));
  };
  const summed = async (sums: FigureSums, ids: readonly string[], scope: FigureScope) => {
    const query = await sums(scope);
    return scope.db
      .selectFrom(query.as("counted"))
      .where("id", "=", anyOf(ids, "text"))
      .where(isWithin(scope));
  };
  const total = sql<number>`coalesce(sum(value), 0)`.as("total");
  const countedIds = (ids: readonly string[]): string[] => {
    const sources = ids.map(find).flatMap((each) => ("of" in each ? each.of : [each.id]));
    const share = sources.find((id) => "of" in find(id));
    if (share) throw new Error(`${share} is a share: there is none of it`);
    return [...new Set(sources)];
  };
  /**
   * One statement for all of them, so that a page of figures is one question to the database. They
   * are made one after the other: some ask for the rules of the day, maybe within a transaction.
   */
  const together = async <Row>(
    ids: readonly string[],
    scope: FigureScope,
    ofOne: (rows: Awaited<ReturnType<typeof counted>>, id: string) => TotalsQuery<Row>,
    ofMany: (sums: Awaited<ReturnType<typeof summed>>) => TotalsQuery<Row>,
  ): Promise<Row[]> => {
    const queries: TotalsQuery<Row>[] = [];
    for (const [sums, some] of Map.groupBy(ids, (id) => sumsOf(find(id)))) {
      if (sums) queries.push(ofMany(await summed(sums, some, scope)));
      else for (const id of some) queries.push(ofOne(await counted(id, scope), id));
    }
    const [first, ...rest] = queries;
    return first ? rest.reduce((all, query) => all.unionAll(query), first).execute() : [];
  };
  const named = (id: string) => sql<string>`${sql.lit(id)}::text`.as("id");
  const values = async (ids: readonly string[], scope: FigureScope) => {
    const rows = await together<Total>(
      countedIds(ids),
      scope,
      (counting, id) => counting.select([named(id), total]).$castTo(),
      (sums) => sums.select(["id", total]).groupBy("id").$castTo(),
    );
    const sums = new Map(rows.map((row) => [row.id, Number(row.total)]));
    return new Map(ids.map((id) => [id, valueIn(find(id), sums)]));
  };
  const byAreas = async (ids: readonly string[], scope: FigureScope) => {
    const split = new Map(ids.map((id) => [id, new Map<string, number>()]));
    const rows = await together<Total & { area_id: string | null }>(
      ids,
      scope,
      (counting, id) =>
        counting
          .where("area_id", "is not", null)
          .select([named(id), "area_id", total])
          .groupBy("area_id")
          .$castTo(),
      (sums) =>
        sums
          .where("area_id", "is not", null)
          .select(["id", "area_id", total])
          .groupBy(["id", "area_id"])
          .$castTo(),
    );
    for (const row of rows) split.get(row.id)?.set(String(row.area_id), Number(row.total));
    return split;
  };

  return {
    ids: figures.map((figure) => figure.id),
    has: (id) => byId.has(id),
    adds: (id) => {
      const figure = byId.get(id);
      return figure !== undefined && "adds" in figure && figure.adds === true;
    },
    value: async (id, scope) => (await values([id], scope)).get(id) ?? 0,
    values,
    byArea: async (id, scope) => (await byAreas([id], scope)).get(id) ?? new Map(),
    byAreas,
    async rows(id, scope, { after, limit, areaId, value }) {
      // What fits on one page is not asked for in its order: a few are found sooner among all than along labels.
      const most = sumsOf(find(id)) ? (value ?? Infinity) : Infinity;
      if (most === 0) return { rows: [] };
      const rows = await (await counted(id, scope))
        .selectAll()
        .$if(areaId !== undefined, (query) => query.where("area_id", "=", areaId ?? null))
        .$if(after !== undefined, (query) => {
          const [label, subject] = decodeCursor(after ?? "", 2);
          // Said by itself too: an index on labels begins there, and not at the first.
          return query.where(
            sql<boolean>`label collate "C" >= ${label} collate "C"
              and (label collate "C", subject_id) > (${label} collate "C", ${subject})`,
          );
        })
        .orderBy(sql`label collate "C"`)
        .orderBy("subject_id")
        .$if(most > limit, (query) => query.limit(limit + 1))
        .execute();
      return toPage(
        rows,
        limit,
        (row) => [row.label, row.subject_id],
        (row) => row,
      );
    },
  };
}

const isWithin = ({ reach }: FigureScope) =>
  reach.all ? sql<boolean>`true` : sql<boolean>`area_id = ${anyOf(reach.areaIds)}`;

const sumsOf = (figure: Figure): FigureSums | undefined =>
  "of" in figure ? undefined : figure.sums;

function valueIn(figure: Figure, sums: ReadonlyMap<string, number>): number {
  if (!("of" in figure)) return sums.get(figure.id) ?? 0;
  const [part = 0, whole = 0] = figure.of.map((id) => sums.get(id));
  return whole ? Number((part / whole).toFixed(4)) : 0;
}
