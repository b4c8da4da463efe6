/** Checkpoints as they are listed, shown and put on the map. */
import type {
  Checkpoint,
  CheckpointKind,
  CheckpointRow,
  CheckpointState,
} from "@lianfang/core/checkpoints/checkpoint.ts";
import { stateOn } from "@lianfang/core/checkpoints/checkpoint.ts";
import type { Page, PageInput } from "@lianfang/core/kernel/page.ts";
import { type Day, instantAt, townDay } from "@lianfang/core/kernel/time.ts";
import { sql } from "kysely";
import type { QueryContext } from "../kernel/context.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import { decodeCursor, toPage } from "../kernel/database/cursor.ts";
import { areasSought } from "../registry/store.ts";
import { standsOn } from "./checkpoint-store.ts";
import { heads } from "./count-store.ts";
import { turns } from "./shift-store.ts";
import { type Standing, withinStanding } from "./standing-store.ts";
import "../organization/tables.ts";
import "./tables.ts";

export interface CheckpointFilter extends PageInput {
  search?: string | undefined;
  areaId?: string | undefined;
  kind?: CheckpointKind | undefined;
  state?: CheckpointState | undefined;
}

function checkpoints({ db, town, now }: QueryContext, standing: Standing) {
  const today = townDay(now, town.timeZone);
  const midnight = instantAt(today, "00:00", town.timeZone);
  return db
    .selectFrom("checkpoint")
    .innerJoin("area", (join) =>
      join
        .onRef("area.town_id", "=", "checkpoint.town_id")
        .onRef("area.area_id", "=", "checkpoint.area_id"),
    )
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom("checkpoint_period as period")
          .select(["opened_on", "closed_on"])
          .whereRef("period.town_id", "=", "checkpoint.town_id")
          .whereRef("period.checkpoint_id", "=", "checkpoint.checkpoint_id")
          .orderBy("opened_on", "desc")
          .limit(1)
          .as("last"),
      (join) => join.onTrue(),
    )
    .selectAll("checkpoint")
    .select(["area.name as area_name", "last.opened_on", "last.closed_on"])
    .select([
      sql<number>`(select count(distinct turn.staff_id) from checkpoint_shift shift
        join checkpoint_shift_staff turn using (town_id, shift_id)
        where shift.town_id = checkpoint.town_id
          and shift.checkpoint_id = checkpoint.checkpoint_id
          and shift.starts_at <= ${now} and shift.ends_at > ${now})`.as("guards_now"),
      sql<number>`(select coalesce(sum(${heads}), 0)
        from checkpoint_crossing crossing
        where crossing.town_id = checkpoint.town_id
          and crossing.checkpoint_id = checkpoint.checkpoint_id
          and crossing.crossed_at >= ${midnight}
          and not exists (select from checkpoint_crossing_replaced gone
            where gone.town_id = crossing.town_id
              and gone.crossing_id = crossing.crossing_id))`.as("people_today"),
    ])
    .where("checkpoint.town_id", "=", town.townId)
    .where(withinStanding(standing, "checkpoint"));
}

type Row = Awaited<ReturnType<ReturnType<typeof checkpoints>["executeTakeFirstOrThrow"]>>;

function shownRow(row: Row, today: Day): CheckpointRow {
  const { opened_on: openedOn, closed_on } = row;
  const closedOn = closed_on ?? undefined;
  return {
    checkpointId: row.checkpoint_id,
    name: row.name,
    nameEn: row.name_en ?? undefined,
    areaId: row.area_id,
    areaName: row.area_name,
    kind: row.kind,
    state: stateOn({ openedOn, closedOn }, today),
    openedOn,
    closedOn,
    location: row.lon !== null && row.lat !== null ? { lon: row.lon, lat: row.lat } : undefined,
    posts: row.posts,
    guardsNeeded: row.guards_needed,
    guardsNow: Number(row.guards_now),
    isAllDay: row.hours_from === null,
    peopleToday: Number(row.people_today),
  };
}

/** By name. */
export async function listCheckpoints(
  context: QueryContext,
  standing: Standing,
  filter: CheckpointFilter,
): Promise<Page<CheckpointRow>> {
  const { town, now } = context;
  const today = townDay(now, town.timeZone);
  let query = checkpoints(context, standing);
  const areaIds = filter.areaId ? await areasSought(townWide(context), filter.areaId) : undefined;
  if (areaIds) query = query.where("checkpoint.area_id", "=", anyOf(areaIds));
  if (filter.kind) query = query.where("checkpoint.kind", "=", filter.kind);
  if (filter.state) {
    query = query.where(
      sql<boolean>`(case when ${today}::date < last.opened_on then 'planned'
        when last.closed_on <= ${today}::date then 'closed' else 'open' end) = ${filter.state}`,
    );
  }
  if (filter.search) {
    query = query.where(
      sql<boolean>`strpos(search_folded(checkpoint.name || ' ' || coalesce(checkpoint.name_en, '')
        || ' ' || coalesce(checkpoint.place, '')), search_folded(${filter.search})) > 0`,
    );
  }
  const rows = await query
    .$if(filter.after !== undefined, (page) => {
      const [name, id] = decodeCursor(filter.after ?? "", 2);
      return page.where(
        sql<boolean>`(checkpoint.name collate "C", checkpoint.checkpoint_id)
          > (${name} collate "C", ${id}::uuid)`,
      );
    })
    .orderBy(sql`checkpoint.name collate "C"`)
    .orderBy("checkpoint.checkpoint_id")
    .limit(filter.limit + 1)
    .execute();
  return toPage(
    rows,
    filter.limit,
    (row) => [row.name, row.checkpoint_id],
    (row) => shownRow(row, today),
  );
}

/** The standing has narrowed the list already; an area is only a filter on it. */
function townWide(context: QueryContext): QueryContext {
  return { ...context, reach: { all: true } };
}

export async function showCheckpoint(
  context: QueryContext,
  standing: Standing,
  checkpointId: string,
): Promise<Omit<Checkpoint, "periods" | "shifts" | "today"> | undefined> {
  const row = await checkpoints(context, standing)
    .where("checkpoint.checkpoint_id", "=", checkpointId)
    .executeTakeFirst();
  if (!row) return undefined;
  const { hours_from: from, hours_to: to } = row;
  return {
    ...shownRow(row, townDay(context.now, context.town.timeZone)),
    place: row.place ?? undefined,
    hours: from !== null && to !== null ? { from, to } : undefined,
    equipment: row.equipment,
    note: row.note ?? undefined,
    revision: row.revision,
  };
}

/** Shifts that are not over at the town's midnight, earliest first. */
export async function shiftsOf(
  context: QueryContext,
  checkpointId: string,
): Promise<Checkpoint["shifts"]> {
  const { town, now } = context;
  const midnight = instantAt(townDay(now, town.timeZone), "00:00", town.timeZone);
  const rows = await turns(context)
    .select(["shift.shift_id", "starts_at", "ends_at", "leader_id", "staff.staff_id", "staff.name"])
    .where("shift.checkpoint_id", "=", checkpointId)
    .where("shift.ends_at", ">", midnight)
    .orderBy("starts_at")
    .orderBy("shift.shift_id")
    .orderBy(sql`staff.name collate "C"`)
    .execute();
  const byShift = Map.groupBy(rows, ({ shift_id }) => shift_id);
  return [...byShift].flatMap(([shiftId, [first, ...others]]) =>
    first
      ? [
          {
            shiftId,
            startsAt: first.starts_at,
            endsAt: first.ends_at,
            people: [first, ...others].map(({ staff_id, name, leader_id }) => ({
              staffId: staff_id,
              name,
              isLeader: staff_id === leader_id,
            })),
          },
        ]
      : [],
  );
}

/** Everything that stood on a day; at most two thousand, more than any town has. */
export async function standingOn(context: QueryContext, standing: Standing, day: Day) {
  const { db, town } = context;
  const from = instantAt(day, "00:00", town.timeZone);
  const until = instantAt(day, "24:00", town.timeZone);
  return db
    .selectFrom("checkpoint")
    .innerJoin("checkpoint_period as period", (join) =>
      join
        .onRef("period.town_id", "=", "checkpoint.town_id")
        .onRef("period.checkpoint_id", "=", "checkpoint.checkpoint_id"),
    )
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom("checkpoint_crossing as crossing")
          .select(sql<number>`coalesce(sum(${heads}), 0)`.as("people"))
          .whereRef("crossing.town_id", "=", "checkpoint.town_id")
          .whereRef("crossing.checkpoint_id", "=", "checkpoint.checkpoint_id")
          .where("crossed_at", ">=", from)
          .where("crossed_at", "<", until)
          .where(
            sql<boolean>`not exists (select from checkpoint_crossing_replaced gone
              where gone.town_id = crossing.town_id and gone.crossing_id = crossing.crossing_id)`,
          )
          .as("counted"),
      (join) => join.onTrue(),
    )
    .select([
      "checkpoint.checkpoint_id",
      "checkpoint.name",
      "checkpoint.name_en",
      "checkpoint.kind",
      "checkpoint.area_id",
      "checkpoint.lon",
      "checkpoint.lat",
      "counted.people",
    ])
    .where("checkpoint.town_id", "=", town.townId)
    .where(withinStanding(standing, "checkpoint"))
    .where(standsOn(day))
    .orderBy(sql`checkpoint.name collate "C"`)
    .limit(2_000)
    .execute();
}
