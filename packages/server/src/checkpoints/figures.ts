/** Checkpoints in numbers, as known at the cut-off. */
import { instantAt, townTime } from "@lianfang/core/kernel/time.ts";
import { sql } from "kysely";
import type { Figure, FigureQuery, FigureScope } from "../kernel/figures/figures.ts";
import { crossingFigures } from "./crossing-figures.ts";
import { passFigures } from "./pass-figures.ts";
import { turns } from "./shift-store.ts";
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
  turns({ db, town })
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
    .where("shift.set_at", "<=", at)
    .where("shift.starts_at", "<", instantAt(day, "24:00", town.timeZone))
    .where("shift.ends_at", ">", instantAt(day, "00:00", town.timeZone))
    .orderBy("staff.staff_id")
    .orderBy("shift.starts_at");

/** Whether somebody has a shift at the checkpoint at the cut-off. */
const hasShift = ({ at }: FigureScope) => sql<boolean>`exists (select from checkpoint_shift shift
  where shift.town_id = checkpoint.town_id and shift.checkpoint_id = checkpoint.checkpoint_id
    and shift.starts_at <= ${at} and shift.ends_at > ${at} and shift.set_at <= ${at})`;

/** Within its hours, which may go past midnight; always where it has none. */
const isInHours = ({ at, town }: FigureScope) => {
  const time = townTime(at, town.timeZone);
  return sql<boolean>`(hours_from is null or case when hours_from <= hours_to
    then ${time} >= hours_from and ${time} < hours_to
    else ${time} >= hours_from or ${time} < hours_to end)`;
};

const manned = (scope: FigureScope): FigureQuery => open(scope).where(hasShift(scope));

/** Nobody is there although it is to be manned at that time. */
const unmanned = (scope: FigureScope): FigureQuery =>
  open(scope)
    .where(isInHours(scope))
    .where(({ not }) => not(hasShift(scope)));

export const checkpointFigures: readonly Figure[] = [
  { id: "checkpoints.before", rows: before },
  { id: "checkpoints.open", rows: open },
  { id: "checkpoints.open.allDay", rows: allDay },
  { id: "checkpoints.manned", rows: manned },
  { id: "checkpoints.unmanned", rows: unmanned },
  { id: "checkpoints.staff", rows: staff },
  ...crossingFigures,
  ...passFigures,
];
