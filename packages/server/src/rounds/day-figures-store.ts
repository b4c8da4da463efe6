/** What a day's rules owe and how far it is done, target by target, as figures. */
import { roundsIn } from "@lianfang/core/rounds/rules.ts";
import { type RawBuilder, sql } from "kysely";
import type {
  FigureQuery,
  FigureScope,
  FigureSum,
  FigureSumsQuery,
} from "../kernel/figures/figures.ts";
import { dutiesKept } from "./closing.ts";
import { type DueRule, isDue, owedRows } from "./owed-store.ts";

export const dayMeasures = [
  "rounds.visits.due",
  "rounds.visits.done",
  "rounds.visits.uncovered",
  "rounds.patrols.due",
  "rounds.patrols.done",
  "rounds.patrols.uncovered",
  "venues.patrol.due",
  "venues.patrol.covered",
] as const;
export type DayMeasure = (typeof dayMeasures)[number];

const isDoor = sql`target.target_kind in ('household', 'person')`;
/** What a target adds to each. */
const measures: Readonly<Record<DayMeasure, RawBuilder<number>>> = {
  "rounds.visits.due": sql`case when ${isDoor} then due else 0 end`,
  "rounds.visits.done": sql`case when ${isDoor} then done else 0 end`,
  "rounds.visits.uncovered": sql`case when ${isDoor} then due - done else 0 end`,
  "rounds.patrols.due": sql`case when ${isDoor} then 0 else due end`,
  "rounds.patrols.done": sql`case when ${isDoor} then 0 else done end`,
  "rounds.patrols.uncovered": sql`case when ${isDoor} then 0 else due - done end`,
  "venues.patrol.due": sql`case when is_venue then 1 else 0 end`,
  "venues.patrol.covered": sql`case when is_venue and is_seen then 1 else 0 end`,
};

interface TargetRow {
  target_kind: string;
  target_id: string;
  area_id: string;
  name: string;
  at: string | null;
}

const isOfVenue = ({ rule, register }: DueRule): boolean =>
  register.kind === "premises" && (rule.duty === "patrol" || rule.duty === "closed-check");

/**
 * A row for each target that is owed anything.
 * @param isNamed with its name, which is looked up for each: sums have no use for it
 */
async function targets({ db, town, at, day }: FigureScope, isNamed: boolean) {
  const { duties, isClosed } = await dutiesKept({ db, town }, day);
  const rules = roundsIn(duties).filter(isDue);
  const venues = rules.flatMap((rule, position) => (isOfVenue(rule) ? [position] : []));
  const question = { town, rules, day, isClosed, at, knownAt: at, areaIds: undefined };
  const owed =
    rules.length > 0 ? owedRows(question, sql`and t.begins <= ${at}`) : sql`${nothingOwed}`;
  const isVenue = sql`owed.position = any(${venues}::int[])`;
  return db.selectFrom(
    sql<TargetRow>`(
      select owed.target_kind, owed.target_id, owed.area_id, ${isNamed ? sql`min(owed.name)` : sql`''`} as name,
        max(owed.done_at ->> -1)::timestamptz as at, sum(owed.due)::int as due,
        sum(owed.settled)::int as done, bool_or(${isVenue}) as is_venue,
        bool_or(${isVenue} and owed.settled > 0) as is_seen
      from (${owed}) as owed
      group by 1, 2, 3)`.as("target"),
  );
}

const nothingOwed = sql`
  select ''::text as target_kind, null::uuid as target_id, null::uuid as area_id, '' as name,
    null::jsonb as done_at, 0 as due, 0 as settled, 0 as position where false`;

export async function rowsOfDay(measure: DayMeasure, scope: FigureScope): Promise<FigureQuery> {
  return (await targets(scope, true))
    .select([
      sql<string>`case target_kind when 'person' then 'resident' else target_kind end`.as(
        "subject_kind",
      ),
      sql<string>`target_id::text`.as("subject_id"),
      "name as label",
      "area_id",
      "at",
      sql<number>`${measures[measure]}`.as("value"),
    ])
    .where(sql<boolean>`${measures[measure]} > 0`);
}

/** All measures at once: the day is worked out one time. */
export async function sumsOfDay(scope: FigureScope): Promise<FigureSumsQuery> {
  const pairs = dayMeasures.map((id) => sql`(${sql.lit(id)}, ${measures[id]})`);
  const split = (await targets(scope, false))
    .innerJoin(
      sql<FigureSum>`lateral (values ${sql.join(pairs)})`.as<"counted">(sql`counted (id, value)`),
      (join) => join.onTrue(),
    )
    .select(["counted.id", "target.area_id", "counted.value"])
    .where("counted.value", ">", 0);
  return scope.db.selectFrom(split.as("split")).selectAll();
}
