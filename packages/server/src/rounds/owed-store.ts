/** What a day's rules owe, for all targets at once, and how it stands: as `standingOf` says of one. */
import type { Day, Instant } from "@lianfang/core/kernel/time.ts";
import { type RoundRule, windowOf } from "@lianfang/core/rounds/rules.ts";
import { type RawBuilder, sql } from "kysely";
import type { Db } from "../kernel/database/database.ts";
import { candidates } from "./candidate-store.ts";
import "./tables.ts";

/** A rule by which something is due. */
export type DueRule = RoundRule & { times: number };

export const isDue = (rule: RoundRule): rule is DueRule => rule.times !== undefined;

export interface OwedQuestion {
  town: { townId: string; timeZone: string };
  rules: readonly DueRule[];
  day: Day;
  /** As of when: what is over by then is missed. */
  at: Instant;
  /** Areas of the targets; all when undefined. */
  areaIds: readonly string[] | undefined;
}

interface RuleRow {
  position: number;
  rule_id: string;
  times: number;
  from_at: Instant;
  day_from: Instant;
  to_at: Instant;
}

function rowsOf({ rules, day, town }: OwedQuestion): RuleRow[] {
  return rules.map((rule, position) => {
    const { from, dayFrom, to } = windowOf(rule, day, town.timeZone);
    const { times } = rule;
    return {
      ...{ position, rule_id: rule.rule.id, times },
      ...{ from_at: from, day_from: dayFrom, to_at: to },
    };
  });
}

function ruleTable(question: OwedQuestion, alias: "w" | "said"): RawBuilder<unknown> {
  return sql`jsonb_to_recordset(${JSON.stringify(rowsOf(question))}::jsonb) as ${sql.ref(alias)} (
    position int, rule_id text, times int, from_at timestamptz, day_from timestamptz,
    to_at timestamptz)`;
}

/** What each target has of records that count for a rule. */
function recordsIn(question: OwedQuestion): RawBuilder<unknown> {
  const { town } = question;
  return sql`
    select said.position,
      case r.target_kind when 'person' then known.resident_id
        when 'area' then standing_area(r.town_id, r.target_id) else r.target_id end as target_id,
      count(*) filter (where r.outcome = 'done') as done,
      jsonb_agg(to_char(r.done_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
        order by r.done_at) filter (where r.outcome = 'done') as done_at,
      max(r.done_at) filter (where r.outcome = 'not-met') as not_met_at,
      count(r.finding) as findings
    from round_record r
    join ${ruleTable(question, "said")}
      on r.rule_id = said.rule_id and r.done_at >= said.from_at and r.done_at < said.to_at
    left join known_resident known
      on r.target_kind = 'person' and known.town_id = r.town_id and known.known_as = r.target_id
    where r.town_id = ${town.townId} and r.outcome <> 'void'
      and not exists (
        select from round_record newer
        where newer.town_id = r.town_id and newer.corrects = r.record_id)
    group by 1, 2`;
}

/**
 * One row for each rule and target on its list: how often it is due by now (`due`), how often of that
 * it was done (`settled`), and its `state`.
 * @param narrowed a further condition on `t`, the target
 */
export function owedRows(question: OwedQuestion, narrowed: RawBuilder<unknown> = sql``) {
  const { town, rules, day, at, areaIds } = question;
  const lists = rules.map(
    (rule, position) => sql`
      select ${sql.lit(position)}::int as position, list.target_kind, list.target_id, list.area_id,
        list.name, list.place, list.sort_key, list.above_id, list.begins, list.ends
      from (${candidates(rule.register, { town, window: windowOf(rule, day, town.timeZone), at })})
        as list`,
  );
  const isOver = sql`w.to_at <= ${at}`;
  return sql`
    select owed.*, case when owed.settled >= owed.due then 'done'
      when owed.is_over then 'missed' else 'open' end as state
    from (
      select t.*, w.rule_id, w.times, coalesce(r.done, 0) as done, r.done_at, r.not_met_at,
        coalesce(r.findings, 0) as findings, ${isOver} as is_over,
        least(coalesce(r.done, 0), w.times) as settled,
        case when t.begins <= w.day_from or not ${isOver} then w.times
          else least(coalesce(r.done, 0), w.times) end as due
      from (${sql.join(lists, sql` union all `)}) as t
      join ${ruleTable(question, "w")} on w.position = t.position
      left join (${recordsIn(question)}) r
        on r.position = t.position and r.target_id = t.target_id
      where t.begins < w.to_at and t.ends >= w.to_at
        ${areaIds ? sql`and t.area_id = any(${[...areaIds]}::uuid[])` : sql``} ${narrowed}
    ) as owed
    where owed.due > 0`;
}

export interface OwedTally {
  position: number;
  villageId: string;
  targets: number;
  due: number;
  done: number;
  findings: number;
  isOver: boolean;
}

/** By rule and village: grids count in their village. */
export async function tallyOwed(db: Db, question: OwedQuestion): Promise<OwedTally[]> {
  if (question.rules.length === 0) return [];
  const { rows } = await sql<OwedTally>`
    select owed.position, case when a.kind = 'grid' then a.parent_id else a.area_id end
      as "villageId", count(*) as targets, sum(owed.due)::bigint as due,
      sum(owed.settled)::bigint as done,
      sum(owed.findings)::bigint as findings, bool_and(owed.is_over) as "isOver"
    from (${owedRows(question)}) as owed
    join area a on a.town_id = ${question.town.townId} and a.area_id = owed.area_id
    group by 1, 2`.execute(db);
  return rows;
}
