/** Who or what stands on the lists of a day's rules, since when, and until when. */

import { type Instant, townDay } from "@lianfang/core/kernel/time.ts";
import type { Register } from "@lianfang/core/rounds/registers.ts";
import type { RoundWindow } from "@lianfang/core/rounds/rules.ts";
import { type RawBuilder, sql } from "kysely";
import { standsOn } from "../checkpoints/checkpoint-store.ts";
import { anyOf } from "../kernel/database/any-of.ts";
import "../checkpoints/tables.ts";
import "../observation/tables.ts";
import "../organization/tables.ts";
import "../registry/premises-tables.ts";
import "../registry/tables.ts";

export interface ListQuestion {
  town: { townId: string; timeZone: string };
  window: RoundWindow;
  /** As of when. */
  at: Instant;
}

type Rows = RawBuilder<unknown>;

const always = sql`'-infinity'::timestamptz`;
const forGood = sql`'infinity'::timestamptz`;

/** A household `h` as one speaks of it: by its head, else whoever comes first, and its number. */
export const householdName = sql`concat_ws(' ', (
  select head.name from resident head
  where head.town_id = h.town_id and head.household_id = h.household_id and head.removed_at is null
  order by head.relation_rank, head.resident_id limit 1), h.number)`;

const household = {
  kind: sql`'household'::text as target_kind, h.household_id as target_id, h.area_id, coalesce(h.address, '') as place, h.number_key as sort_key,
    null::uuid as above_id`,
  stands: sql`h.created_at as begins, coalesce(h.removed_at, ${forGood}) as ends`,
};

/** People under an order on the day, and from when until when. Whoever is not at home is not visited there. */
function observed({ town, window }: ListQuestion, isAtHome: boolean): Rows {
  return sql`
    select p.resident_id, p.household_id, p.area_id, p.name, p.number_key, o.place,
      greatest(o.starts_at, o.issued_at) as begins,
      least(o.ends_at, coalesce(o.ended_at, ${forGood})) as ends
    from observation_order o
    join known_resident p on p.town_id = o.town_id and p.known_as = o.resident_id
    where o.town_id = ${town.townId} and o.ends_at > ${window.dayFrom} and o.issued_at < ${window.to}
      ${isAtHome ? sql`and o.measure <> 'central-isolation'` : sql``}`;
}

function households(question: ListQuestion, which: "all" | "vulnerable" | "observed"): Rows {
  const { townId } = question.town;
  if (which === "observed") {
    return sql`
      select ${household.kind}, u.names as name, u.begins, u.ends
      from household h join (
        select household_id, string_agg(distinct name, '、') as names, min(begins) as begins,
          max(ends) as ends
        from (${observed(question, true)}) as under group by household_id
      ) u on u.household_id = h.household_id
      where h.town_id = ${townId} and h.removed_at is null`;
  }
  const isVulnerable = sql`and exists (
    select from resident r
    where r.town_id = h.town_id and r.household_id = h.household_id
      and r.removed_at is null and r.vulnerabilities <> '{}')`;
  return sql`
    select ${household.kind}, ${householdName} as name, ${household.stands}
    from household h
    where h.town_id = ${townId} and (h.removed_at is null or h.removed_at >= ${question.window.to})
      ${which === "vulnerable" ? isVulnerable : sql``}`;
}

function people(question: ListQuestion): Rows {
  return sql`
    select 'person'::text as target_kind, resident_id as target_id, area_id, name,
      min(place) as place, number_key as sort_key, household_id as above_id,
      min(begins) as begins, max(ends) as ends
    from (${observed(question, false)}) as under
    group by resident_id, area_id, name, number_key, household_id`;
}

type PremisesRegister = Extract<Register, { kind: "premises" }>;

function premises({ town, window, at }: ListQuestion, { which }: PremisesRegister): Rows {
  const today = townDay(at < window.to ? at : window.dayFrom, town.timeZone);
  const isMeant =
    which === "closed"
      ? sql`p.state = 'closed' and p.state_since <= ${today}`
      : sql`p.state <> 'closed' and p.kind = ${anyOf(which, "text")}`;
  return sql`
    select 'premises'::text as target_kind, p.premises_id as target_id, p.area_id, p.name,
      coalesce(p.address, '') as place, lpad(p.kind_rank::text, 2, '0') || p.name_pinyin as sort_key,
      null::uuid as above_id, p.created_at as begins, coalesce(p.removed_at, ${forGood}) as ends
    from premises p
    where p.town_id = ${town.townId} and ${isMeant}
      and (p.removed_at is null or p.removed_at >= ${window.to})`;
}

function checkpoints({ town, window }: ListQuestion): Rows {
  return sql`
    select 'checkpoint'::text as target_kind, c.checkpoint_id as target_id, c.area_id, c.name,
      '' as place, c.name as sort_key, null::uuid as above_id, ${always} as begins, ${forGood} as ends
    from checkpoint c
    where c.town_id = ${town.townId} and exists (
      select from checkpoint_period period
      where period.town_id = c.town_id and period.checkpoint_id = c.checkpoint_id
        and ${standsOn(window.day)})`;
}

function villages({ town }: ListQuestion): Rows {
  return sql`
    select 'area'::text as target_kind, v.area_id as target_id, v.area_id, v.name, '' as place,
      lpad(v.position::text, 9, '0') as sort_key, null::uuid as above_id, v.added_at as begins,
      ${forGood} as ends
    from area v
    where v.town_id = ${town.townId} and v.kind in ('village', 'community')`;
}

/**
 * The list a register gives for a day: `target_kind`, `target_id`, `area_id`, `name`, `place`,
 * `sort_key`, `above_id` (the household of a person), `begins`, `ends`.
 */
export function candidates(register: Register, question: ListQuestion): Rows {
  switch (register.kind) {
    case "household":
      return households(question, register.which);
    case "person":
      return people(question);
    case "premises":
      return premises(question, register);
    case "checkpoint":
      return checkpoints(question);
    case "area":
      return villages(question);
  }
}
