/** What a day's rules owe, for all targets at once, and how it stands: as `standingOf` says of one. */
import type { Day, Instant } from "@lianfang/core/kernel/time.ts";
import type { RoundTargetKind } from "@lianfang/core/rounds/registers.ts";
import { type RoundRule, type RoundWindow, windowOf } from "@lianfang/core/rounds/rules.ts";
import { type RawBuilder, sql } from "kysely";
import { anyOf } from "../kernel/database/any-of.ts";
import type { Db } from "../kernel/database/database.ts";
import { instantText } from "../kernel/database/instant.ts";
import { candidates } from "./candidate-store.ts";
import { keptCandidates } from "./kept-store.ts";
import "./tables.ts";

/** A rule by which something is due; by one of no times a day nothing is, and its list is `free`. */
export type DueRule = RoundRule & { times: number };

export const isDue = (rule: RoundRule): rule is DueRule => rule.times !== undefined;
/** A rule with its list, whether something is due by it or not. */
export const asListed = (rule: RoundRule): DueRule => ({ ...rule, times: rule.times ?? 0 });

export interface OwedQuestion {
  town: { townId: string; timeZone: string };
  rules: readonly DueRule[];
  day: Day;
  /** The day has ended, and its lists are kept as they were. */
  isClosed?: boolean;
  /** As of when: what is over by then is missed. */
  at: Instant;
  /** Records received or replaced since are left out; as of now all count, for clocks are set back too. */
  knownAt?: Instant;
  /** Areas of the targets; all when undefined. */
  areaIds: readonly string[] | undefined;
}

/** What a target `t` has of records that count for a rule: looked up target by target, by their index. */
function recordsOf(
  { town, knownAt }: OwedQuestion,
  { rule, register }: DueRule,
  { from, to }: RoundWindow,
): RawBuilder<unknown> {
  const isKnown = (record: string) =>
    knownAt ? sql`and ${sql.ref(`${record}.received_at`)} <= ${knownAt}` : sql``;
  return sql`
    select count(*) filter (where r.outcome = 'done') as done,
      jsonb_agg(${instantText(sql`r.done_at`)}
        order by r.done_at) filter (where r.outcome = 'done') as done_at,
      max(r.done_at) filter (where r.outcome = 'not-met') as not_met_at,
      count(r.finding) as findings
    from round_record r
    where r.town_id = ${town.townId} and r.target_kind = ${register.kind}
      and r.target_id = ${namesOf(town.townId, register.kind)} and r.rule_id = ${rule.id}
      and r.done_at >= ${from} and r.done_at < ${to} and r.outcome <> 'void'
      ${isKnown("r")}
      and not exists (
        select from round_record newer
        where newer.town_id = r.town_id and newer.corrects = r.record_id
          ${isKnown("newer")})`;
}

/** By which ids records name a target `t`: a person was known by others, a village took others in. */
function namesOf(townId: string, kind: RoundTargetKind): RawBuilder<unknown> {
  if (kind === "person") {
    return sql`any(array(select known.known_as from known_resident known
      where known.town_id = ${townId} and known.resident_id = t.target_id))`;
  }
  if (kind === "area") {
    return sql`any(t.target_id || array(select former.area_id from area_former former
      where former.town_id = ${townId}
        and standing_area(${townId}, former.area_id) = t.target_id))`;
  }
  return sql`t.target_id`;
}

/**
 * One row for each rule and target on its list: how often it is due by now (`due`), how often of that
 * it was done (`settled`), and its `state`.
 * @param narrowed a further condition on `t`, the target
 */
export function owedRows(question: OwedQuestion, narrowed: RawBuilder<unknown> = sql``) {
  const { town, rules, day, at, areaIds, isClosed } = question;
  const inAreas = areaIds ? sql`and t.area_id = ${anyOf(areaIds)}` : sql``;
  const lists = rules.map((rule, position) => {
    const window = windowOf(rule, day, town.timeZone);
    const isOver = window.to <= at;
    const asked = { town, window, at };
    const list =
      isClosed && rule.times > 0 ? keptCandidates(rule, asked) : candidates(rule.register, asked);
    const done = sql`coalesce(r.done, 0)`;
    const settled = rule.times === 0 ? done : sql`least(${done}, ${rule.times}::int)`;
    const owing =
      rule.times === 0
        ? sql`0`
        : sql`
      case when t.begins <= ${window.dayFrom} or not ${sql.lit(isOver)} then ${rule.times}::int
        else ${settled} end`;
    return sql`
      select ${sql.lit(position)}::int as position, ${rule.rule.id}::text as rule_id,
        ${rule.times}::int as times, ${sql.lit(isOver)}::boolean as is_over, t.target_kind,
        t.target_id, t.area_id, t.name, t.place, t.sort_key, t.above_id, t.begins, t.ends,
        r.done_at, r.not_met_at, r.findings, ${settled} as settled, ${owing} as due
      from (${list}) as t
      left join lateral (${recordsOf(question, rule, window)}) r on true
      where t.begins < ${window.to} and t.ends >= ${window.to} ${inAreas} ${narrowed}`;
  });
  return sql`
    select owed.*, case when owed.times = 0 then 'free' when owed.settled >= owed.due then 'done'
      when owed.is_over then 'missed' else 'open' end as state
    from (${sql.join(lists, sql` union all `)}) as owed
    where owed.due > 0 or owed.times = 0`;
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
