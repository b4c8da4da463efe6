/**
 * What crossed, in numbers. Crossings count where they were received by the cut-off and not replaced by
 * then; each in the checkpoint's area.
 */
import { sql } from "kysely";
import type { Figure, FigureQuery, FigureScope } from "../kernel/figures/figures.ts";
import { heads } from "./count-store.ts";
import "./tables.ts";

const one = sql<number>`1`;

/**
 * Written down after `since`, where that is asked. One that corrects another counts by when the first of
 * them was received: nobody is reported twice for being put right.
 */
const firstReceivedAfter = (since: string) => sql<boolean>`crossing.received_at > ${since}
  and not exists (
    with recursive earlier as (
      select gone.town_id, gone.crossing_id from checkpoint_crossing_replaced gone
      where gone.town_id = crossing.town_id and gone.replaced_by = crossing.crossing_id
      union
      select gone.town_id, gone.crossing_id from checkpoint_crossing_replaced gone
      join earlier on gone.town_id = earlier.town_id and gone.replaced_by = earlier.crossing_id)
    select from earlier join checkpoint_crossing first on first.town_id = earlier.town_id
      and first.crossing_id = earlier.crossing_id and first.received_at <= ${since})`;

function crossed({ db, town, at, since }: FigureScope) {
  return db
    .selectFrom("checkpoint_crossing as crossing")
    .innerJoin("checkpoint", (join) =>
      join
        .onRef("checkpoint.town_id", "=", "crossing.town_id")
        .onRef("checkpoint.checkpoint_id", "=", "crossing.checkpoint_id"),
    )
    .where("crossing.town_id", "=", town.townId)
    .where("crossing.received_at", "<=", at)
    .$if(since !== undefined, (query) => query.where(firstReceivedAfter(since ?? at)))
    .where(
      sql<boolean>`not exists (select from checkpoint_crossing_replaced gone
        where gone.town_id = crossing.town_id and gone.crossing_id = crossing.crossing_id
          and gone.at <= ${at})`,
    );
}

const asCrossing = [
  sql<string>`'crossing'`.as("subject_kind"),
  sql<string>`crossing.crossing_id::text || '/' || crossing.line`.as("subject_id"),
  "checkpoint.name as label",
  "crossing.area_id",
  "crossing.crossed_at as at",
] as const;

const counted = (scope: FigureScope) => crossed(scope).select([...asCrossing, one.as("value")]);
const persons = (scope: FigureScope) => counted(scope).where("subject", "=", "person");

const vehicles = (scope: FigureScope): FigureQuery =>
  counted(scope).where("subject", "=", "vehicle");
const boats = (scope: FigureScope): FigureQuery => counted(scope).where("subject", "=", "boat");

/** Everybody on foot and in vehicles, written down or only counted. */
const everybody = (scope: FigureScope) =>
  crossed(scope)
    .select([...asCrossing, heads.as("value")])
    .where(sql<boolean>`(subject = 'person' or others > 0)`);
const people = (scope: FigureScope): FigureQuery => everybody(scope);

const written = (scope: FigureScope): FigureQuery =>
  persons(scope).where(sql<boolean>`'register' = any(steps)`);
const measured = (scope: FigureScope): FigureQuery =>
  persons(scope).where("celsius", "is not", null);
const refused = (scope: FigureScope): FigureQuery => persons(scope).where("outcome", "=", "refuse");
const informed = (scope: FigureScope): FigureQuery =>
  everybody(scope).where("is_informed", "=", true);

/** People whose temperature was above the fever line of the day. */
const fevers = (scope: FigureScope): FigureQuery =>
  persons(scope).where(sql<boolean>`reasons @> '[{"code": "fever"}]'`);

export const crossingFigures: readonly Figure[] = [
  { id: "checkpoints.crossings.vehicles", rows: vehicles, adds: true },
  { id: "checkpoints.crossings.boats", rows: boats, adds: true },
  { id: "checkpoints.crossings.people", rows: people, adds: true },
  { id: "checkpoints.crossings.registered", rows: written, adds: true },
  { id: "checkpoints.crossings.temperatures", rows: measured, adds: true },
  { id: "checkpoints.crossings.refused", rows: refused, adds: true },
  { id: "checkpoints.crossings.fevers", rows: fevers, adds: true },
  { id: "checkpoints.crossings.persuaded", rows: informed, adds: true },
];
