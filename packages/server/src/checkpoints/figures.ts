/**
 * Checkpoints in numbers, as known at the cut-off. Crossings count where they were received by then and
 * not replaced by then; each in the checkpoint's area.
 */

import { instantAt } from "@lianfang/core/kernel/time.ts";
import { sql } from "kysely";
import type { Figure, FigureQuery, FigureScope } from "../kernel/figures/figures.ts";
import "./tables.ts";

const one = sql<number>`1`;

/** Periods known by the cut-off, ends that were known by then. */
function everStood({ db, town, at }: FigureScope) {
  return db
    .selectFrom("checkpoint")
    .innerJoin("checkpoint_period as period", (join) =>
      join
        .onRef("period.town_id", "=", "checkpoint.town_id")
        .onRef("period.checkpoint_id", "=", "checkpoint.checkpoint_id"),
    )
    .where("checkpoint.town_id", "=", town.townId)
    .where("period.known_from", "<=", at);
}

function standing(scope: FigureScope) {
  const { at, day } = scope;
  return everStood(scope)
    .where("opened_on", "<=", day)
    .where(
      sql<boolean>`not (closed_on is not null and closed_on <= ${day}
        and closed_known_from <= ${at})`,
    );
}

const asCheckpoint = [
  sql<string>`'checkpoint'`.as("subject_kind"),
  sql<string>`checkpoint.checkpoint_id::text`.as("subject_id"),
  "checkpoint.name as label",
  "checkpoint.area_id",
  "period.known_from as at",
  one.as("value"),
] as const;

/** Every checkpoint the town ever had: what there was before any was closed. */
const before = (scope: FigureScope): FigureQuery =>
  everStood(scope)
    .distinctOn("checkpoint.checkpoint_id")
    .select(asCheckpoint)
    .orderBy("checkpoint.checkpoint_id")
    .orderBy("period.opened_on");

const open = (scope: FigureScope): FigureQuery => standing(scope).select(asCheckpoint);
const allDay = (scope: FigureScope): FigureQuery =>
  standing(scope).select(asCheckpoint).where("hours_from", "is", null);

/** People with a shift that touches the cut-off's day, each once, where the first one is. */
const staff = ({ db, town, at, day }: FigureScope): FigureQuery =>
  db
    .selectFrom("checkpoint_shift as shift")
    .innerJoin("checkpoint_shift_staff as turn", (join) =>
      join
        .onRef("turn.town_id", "=", "shift.town_id")
        .onRef("turn.shift_id", "=", "shift.shift_id"),
    )
    .innerJoin("staff", (join) =>
      join
        .onRef("staff.town_id", "=", "turn.town_id")
        .onRef("staff.staff_id", "=", "turn.staff_id"),
    )
    .innerJoin("checkpoint", (join) =>
      join
        .onRef("checkpoint.town_id", "=", "shift.town_id")
        .onRef("checkpoint.checkpoint_id", "=", "shift.checkpoint_id"),
    )
    .distinctOn("staff.staff_id")
    .select([
      sql<string>`'staff'`.as("subject_kind"),
      sql<string>`staff.staff_id::text`.as("subject_id"),
      "staff.name as label",
      "checkpoint.area_id",
      "shift.starts_at as at",
      one.as("value"),
    ])
    .where("shift.town_id", "=", town.townId)
    .where("shift.set_at", "<=", at)
    .where("shift.starts_at", "<", instantAt(day, "24:00", town.timeZone))
    .where("shift.ends_at", ">", instantAt(day, "00:00", town.timeZone))
    .orderBy("staff.staff_id")
    .orderBy("shift.starts_at");

function crossed({ db, town, at }: FigureScope) {
  return db
    .selectFrom("checkpoint_crossing as crossing")
    .innerJoin("checkpoint", (join) =>
      join
        .onRef("checkpoint.town_id", "=", "crossing.town_id")
        .onRef("checkpoint.checkpoint_id", "=", "crossing.checkpoint_id"),
    )
    .where("crossing.town_id", "=", town.townId)
    .where("crossing.received_at", "<=", at)
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
const people = (scope: FigureScope): FigureQuery =>
  crossed(scope)
    .select([
      ...asCrossing,
      sql<number>`case when subject = 'person' then 1 else others end`.as("value"),
    ])
    .where(sql<boolean>`subject = 'person' or others > 0`);

const written = (scope: FigureScope): FigureQuery =>
  persons(scope).where(sql<boolean>`'register' = any(steps)`);
const measured = (scope: FigureScope): FigureQuery =>
  persons(scope).where("celsius", "is not", null);
const refused = (scope: FigureScope): FigureQuery => persons(scope).where("outcome", "=", "refuse");
const informed = (scope: FigureScope): FigureQuery =>
  crossed(scope)
    .select([
      ...asCrossing,
      sql<number>`case when subject = 'person' then 1 else others end`.as("value"),
    ])
    .where("is_informed", "=", true)
    .where(sql<boolean>`subject = 'person' or others > 0`);

/** Cards given out by the cut-off, whatever became of them since. */
const passesIssued = ({ db, town, at }: FigureScope): FigureQuery =>
  db
    .selectFrom("checkpoint_pass as pass")
    .select([
      sql<string>`'pass'`.as("subject_kind"),
      sql<string>`pass.pass_id::text`.as("subject_id"),
      "pass.holder_name as label",
      "pass.area_id",
      "pass.decided_at as at",
      one.as("value"),
    ])
    .where("pass.town_id", "=", town.townId)
    .where("pass.serial", "is not", null)
    .where("pass.decided_at", "<=", at);

export const checkpointFigures: readonly Figure[] = [
  { id: "checkpoints.before", rows: before },
  { id: "checkpoints.open", rows: open },
  { id: "checkpoints.open.allDay", rows: allDay },
  { id: "checkpoints.staff", rows: staff },
  { id: "checkpoints.crossings.vehicles", rows: vehicles },
  { id: "checkpoints.crossings.boats", rows: boats },
  { id: "checkpoints.crossings.people", rows: people },
  { id: "checkpoints.crossings.registered", rows: written },
  { id: "checkpoints.crossings.temperatures", rows: measured },
  { id: "checkpoints.crossings.refused", rows: refused },
  { id: "checkpoints.crossings.persuaded", rows: informed },
  { id: "checkpoints.passes.issued", rows: passesIssued },
];
