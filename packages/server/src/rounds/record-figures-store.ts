/** Records of rounds as figures: how often, by how many people, at how many households. */
import type { DutyKind, DutyTarget } from "@lianfang/core/policy/duty-kinds.ts";
import type { RoundTargetKind } from "@lianfang/core/rounds/registers.ts";
import { type RawBuilder, sql } from "kysely";
import { anyOf } from "../kernel/database/any-of.ts";
import type { FigureQuery, FigureQueryRow, FigureScope } from "../kernel/figures/figures.ts";
import { targetName } from "./record-store.ts";

interface Choice {
  duties: readonly DutyKind[];
  target?: DutyTarget;
  targetKind?: RoundTargetKind;
}

/** Done, as it stood at the cut-off, in the caller's reach. */
function done(
  { town, at, since, reach }: FigureScope,
  { duties, target, targetKind }: Choice,
): RawBuilder<unknown> {
  return sql`
    from round_record r
    where r.town_id = ${town.townId} and r.outcome = 'done' and r.received_at <= ${at}
      and r.duty = any(${[...duties]}::text[])
      ${target ? sql`and r.target = ${target}` : sql``}
      ${targetKind ? sql`and r.target_kind = ${targetKind}` : sql``}
      ${reach.all ? sql`` : sql`and r.area_id = ${anyOf(reach.areaIds)}`}
      ${since === undefined ? sql`` : firstReceivedAfter(since)}
      and not exists (
        select from round_record newer
        where newer.town_id = r.town_id and newer.corrects = r.record_id
          and newer.received_at <= ${at})`;
}

/** One that corrects another counts by when the first of them was received. */
const firstReceivedAfter = (since: string) => sql`
  and r.received_at > ${since} and not exists (
    with recursive line (record_id) as (
      select r.corrects where r.corrects is not null
      union all
      select earlier.corrects from line join round_record earlier
        on earlier.town_id = r.town_id and earlier.record_id = line.record_id
      where earlier.corrects is not null)
    select from line join round_record first
      on first.town_id = r.town_id and first.record_id = line.record_id
    where first.received_at <= ${since})`;

const asRows = ({ db }: FigureScope, rows: RawBuilder<unknown>): FigureQuery =>
  db.selectFrom(sql<FigureQueryRow>`(${rows})`.as("counted")).selectAll();

/** Each time. */
export const countedRecords = (choice: Choice) => (scope: FigureScope) =>
  asRows(
    scope,
    sql`select 'round'::text as subject_kind, r.record_id::text as subject_id,
      ${targetName} as label, r.area_id, r.done_at as at, 1 as value
    from (select r.* ${done(scope, choice)}) as r
    left join known_resident person on r.target_kind = 'person'
      and person.town_id = r.town_id and person.known_as = r.target_id`,
  );

/** Each person who did it, or each on each day; shown by the last of those records. */
export const makers =
  ({ eachDay = false, ...choice }: Choice & { eachDay?: boolean }) =>
  (scope: FigureScope) => {
    const day = eachDay
      ? sql`(r.done_at at time zone ${scope.town.timeZone})::date`
      : sql`null::date`;
    return asRows(
      scope,
      sql`select distinct on (r.maker, r.day) 'round'::text as subject_kind,
        r.record_id::text as subject_id, coalesce(staff.name, r.account_name, '') as label,
        r.area_id, r.done_at as at, 1 as value
      from (
        select r.*, ${day} as day, account.display_name as account_name,
          coalesce(r.done_by, account.staff_id, r.recorded_by) as maker
        from (select r.* ${done(scope, choice)}) as r
        left join account
          on account.town_id = r.town_id and account.account_id = r.recorded_by) as r
      left join staff on staff.town_id = r.town_id and staff.staff_id = r.maker
      order by r.maker, r.day, r.done_at desc, r.record_id`,
    );
  };

/** Each household, by the last of its records; whoever was met there counts for where they live. */
export const householdsReached = (choice: Choice) => (scope: FigureScope) =>
  asRows(
    scope,
    sql`select distinct on (h.household_id) 'household'::text as subject_kind,
      h.household_id::text as subject_id, h.number as label, h.area_id, r.done_at as at, 1 as value
    from (select r.* ${done(scope, choice)}) as r
    left join known_resident person on r.target_kind = 'person'
      and person.town_id = r.town_id and person.known_as = r.target_id
    join household h on h.town_id = r.town_id
      and h.household_id = case r.target_kind when 'household' then r.target_id
        else person.household_id end
    where r.target_kind in ('household', 'person') and h.created_at <= ${scope.at}
      and (h.removed_at is null or h.removed_at > ${scope.at})
    order by h.household_id, r.done_at desc`,
  );
