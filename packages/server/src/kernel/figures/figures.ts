/**
 * Named figures: each defined once, as a query over records cut off at an instant. The same query
 * gives the number, its split by area and the rows behind it.
 */
import type { Reach } from "@lianfang/core/kernel/access.ts";
import type { Page } from "@lianfang/core/kernel/page.ts";
import type { Day, Instant } from "@lianfang/core/kernel/time.ts";
import { type SelectQueryBuilder, sql } from "kysely";
import type { Town } from "../context.ts";
import { decodeCursor, toPage } from "../database/cursor.ts";
import type { Db } from "../database/database.ts";
import type { Tables } from "../database/tables.ts";

/** Where and until when a figure is counted. */
export interface FigureScope {
  db: Db;
  town: Town;
  reach: Reach;
  /** Records received after this instant do not count. */
  at: Instant;
  /** The town's day of `at`. */
  day: Day;
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

export interface CountedFigure {
  id: string;
  /** The rows that make the figure; the kernel limits them to the reach. */
  rows(scope: FigureScope): Promise<FigureQuery> | FigureQuery;
}

/** A share: one figure over another, 0 to 1; 0 when there is nothing to have a share of. */
export interface RatioFigure {
  id: string;
  of: readonly [part: string, whole: string];
}

export type Figure = CountedFigure | RatioFigure;

export interface FigureBook {
  ids: readonly string[];
  has(id: string): boolean;
  value(id: string, scope: FigureScope): Promise<number>;
  values(ids: readonly string[], scope: FigureScope): Promise<Map<string, number>>;
  /** Sums by area; rows without an area are left out. */
  byArea(id: string, scope: FigureScope): Promise<Map<string, number>>;
  rows(
    id: string,
    scope: FigureScope,
    page: { after?: string | undefined; limit: number; areaId?: string | undefined },
  ): Promise<Page<FigureQueryRow>>;
}

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
    return scope.db
      .selectFrom(query.as("counted"))
      .$if(!scope.reach.all, (rows) =>
        rows.where(
          "area_id",
          "=",
          sql<string>`any(${scope.reach.all ? [] : [...scope.reach.areaIds]})`,
        ),
      );
  };
  const total = sql<number>`coalesce(sum(value), 0)`.as("total");
  const value = async (id: string, scope: FigureScope): Promise<number> => {
    const figure = find(id);
    if ("of" in figure) {
      const [part, whole] = await Promise.all(figure.of.map((each) => value(each, scope)));
      return whole ? Number(((part ?? 0) / whole).toFixed(4)) : 0;
    }
    const { total: sum } = await (await counted(id, scope)).select(total).executeTakeFirstOrThrow();
    return Number(sum);
  };

  return {
    ids: figures.map((figure) => figure.id),
    has: (id) => byId.has(id),
    value,
    async values(ids, scope) {
      const pairs = ids.map(async (id) => [id, await value(id, scope)] as const);
      return new Map(await Promise.all(pairs));
    },
    async byArea(id, scope) {
      const query = (await counted(id, scope)).where("area_id", "is not", null);
      const rows = await query.select(["area_id", total]).groupBy("area_id").execute();
      return new Map(rows.map((row) => [String(row.area_id), Number(row.total)]));
    },
    async rows(id, scope, { after, limit, areaId }) {
      const rows = await (await counted(id, scope))
        .selectAll()
        .$if(areaId !== undefined, (query) => query.where("area_id", "=", areaId ?? null))
        .$if(after !== undefined, (query) => {
          const [label, subject] = decodeCursor(after ?? "", 2);
          return query.where(
            sql<boolean>`(label collate "C", subject_id) > (${label} collate "C", ${subject})`,
          );
        })
        .orderBy(sql`label collate "C"`)
        .orderBy("subject_id")
        .limit(limit + 1)
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
