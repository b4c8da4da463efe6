/**
 * What crossed, in numbers. Crossings count where they were received by the cut-off and not replaced by
 * then; each in the checkpoint's area. What a crossing adds to each figure stands in
 * migrations/0120_crossing_closings.sql, as the days that are closed were counted by it.
 */
import { sql } from "kysely";
import type {
  CountedFigure,
  Figure,
  FigureQuery,
  FigureScope,
  FigureSum,
  FigureSums,
} from "../kernel/figures/figures.ts";
import "./tables.ts";

/**
 * Written down after `since`. One that corrects another counts by when the first of them was received:
 * nobody is reported twice for being put right.
 */
const firstReceivedAfter = (
  townId: string,
  since: string,
) => sql<boolean>`crossing.received_at > ${since}
  and (crossing.crossing_id not in (
      select replaced_by from checkpoint_crossing_replaced
      where town_id = ${townId} and replaced_by is not null)
    or not exists (
      with recursive earlier as (
        select gone.town_id, gone.crossing_id from checkpoint_crossing_replaced gone
        where gone.town_id = crossing.town_id and gone.replaced_by = crossing.crossing_id
        union
        select gone.town_id, gone.crossing_id from checkpoint_crossing_replaced gone
        join earlier on gone.town_id = earlier.town_id and gone.replaced_by = earlier.crossing_id)
      select from earlier join checkpoint_crossing first on first.town_id = earlier.town_id
        and first.crossing_id = earlier.crossing_id and first.received_at <= ${since}))`;

function crossed({ db, town, at, since }: FigureScope) {
  return db
    .selectFrom("checkpoint_crossing_counted as crossing")
    .where("crossing.town_id", "=", town.townId)
    .where("crossing.received_at", "<=", at)
    .$if(since !== undefined, (query) => query.where(firstReceivedAfter(town.townId, since ?? at)))
    .where(
      sql<boolean>`not exists (select from checkpoint_crossing_replaced gone
        where gone.town_id = crossing.town_id and gone.crossing_id = crossing.crossing_id
          and gone.at <= ${at})`,
    );
}

const measures = [
  "vehicles",
  "boats",
  "people",
  "registered",
  "temperatures",
  "refused",
  "fevers",
  "persuaded",
] as const;
type Measure = (typeof measures)[number];

const figureOf = (measure: Measure) => `checkpoints.crossings.${measure}`;

const rowsOf =
  (measure: Measure) =>
  (scope: FigureScope): FigureQuery =>
    crossed(scope)
      .innerJoin("checkpoint", (join) =>
        join
          .onRef("checkpoint.town_id", "=", "crossing.town_id")
          .onRef("checkpoint.checkpoint_id", "=", "crossing.checkpoint_id"),
      )
      .select([
        sql<string>`'crossing'`.as("subject_kind"),
        sql<string>`crossing.crossing_id::text || '/' || crossing.line`.as("subject_id"),
        "checkpoint.name as label",
        "crossing.area_id",
        "crossing.crossed_at as at",
        `crossing.${measure} as value`,
      ])
      .where(measure, ">", 0);

/** All of them by one look at the crossings since the last closing, or since the instant asked. */
const sums: FigureSums = (scope) => {
  const { db, town, at, since } = scope;
  const added = measures.map((name) => sql`sum(${sql.ref(name)}) as ${sql.ref(name)}`);
  const counts =
    since === undefined
      ? sql`crossing_counts(${town.townId}, ${at})`
      : sql`(select area_id, ${sql.join(added)} from ${crossed(scope)
          .select(["crossing.area_id", ...measures])
          .as("since")} group by area_id)`;
  const values = measures.map((name) => sql`(${sql.lit(figureOf(name))}, ${sql.ref(name)})`);
  return db
    .selectFrom(
      sql<FigureSum>`(select figure.id, counts.area_id, figure.value from ${counts} counts
        cross join lateral (values ${sql.join(values)}) as figure (id, value))`.as("sums"),
    )
    .select(["id", "area_id", "value"]);
};

export const crossingFigures: readonly Figure[] = measures.map(
  (measure): CountedFigure => ({ id: figureOf(measure), rows: rowsOf(measure), adds: true, sums }),
);
