/** The lists of a day that has ended, as they were kept; each target is named as its register has it now. */
import type { Register } from "@lianfang/core/rounds/registers.ts";
import { type RawBuilder, sql } from "kysely";
import { householdName, type ListQuestion } from "./candidate-store.ts";

const named = {
  household: (townId: string) => sql`
    select k.kept_id, h.household_id as target_id, ${householdName} as name,
      coalesce(h.address, '') as place, h.number_key as sort_key, null::uuid as above_id
    from kept k join household h on h.town_id = ${townId} and h.household_id = k.kept_id`,
  person: (townId: string) => sql`
    select k.kept_id, p.resident_id as target_id, p.name, coalesce(h.address, '') as place,
      p.number_key as sort_key, p.household_id as above_id
    from kept k
    join known_resident p on p.town_id = ${townId} and p.known_as = k.kept_id
    left join household h on h.town_id = ${townId} and h.household_id = p.household_id`,
  premises: (townId: string) => sql`
    select k.kept_id, p.premises_id as target_id, p.name, coalesce(p.address, '') as place,
      lpad(p.kind_rank::text, 2, '0') || p.name_pinyin as sort_key, null::uuid as above_id
    from kept k join premises p on p.town_id = ${townId} and p.premises_id = k.kept_id`,
  checkpoint: (townId: string) => sql`
    select k.kept_id, c.checkpoint_id as target_id, c.name, '' as place, c.name as sort_key,
      null::uuid as above_id
    from kept k join checkpoint c on c.town_id = ${townId} and c.checkpoint_id = k.kept_id`,
  area: (townId: string) => sql`
    select k.kept_id, v.area_id as target_id, v.name, '' as place,
      lpad(v.position::text, 9, '0') as sort_key, null::uuid as above_id
    from kept k
    join area v on v.town_id = ${townId} and v.area_id = standing_area(${townId}, k.kept_id)`,
} satisfies Record<Register["kind"], (townId: string) => RawBuilder<unknown>>;

/** What `candidates` gave for a rule when the day was closed. */
export function keptCandidates(
  { rule, register }: { rule: { id: string }; register: Register },
  { town: { townId }, window }: ListQuestion,
): RawBuilder<unknown> {
  return sql`
    with kept as materialized (
      select kept_id, l.area_id, is_late
      from round_day_list l
      cross join lateral (
        select unnest(l.whole) as kept_id, false as is_late
        union all select unnest(l.late), true) as each
      where l.town_id = ${townId} and l.day = ${window.day} and l.rule_id = ${rule.id})
    select distinct on (target.target_id) ${register.kind}::text as target_kind, target.target_id,
      k.area_id, target.name, target.place, target.sort_key, target.above_id,
      case when k.is_late then ${window.dayFrom}::timestamptz + interval '1 millisecond'
        else '-infinity' end as begins,
      'infinity'::timestamptz as ends
    from kept k join (${named[register.kind](townId)}) as target using (kept_id)
    order by target.target_id, k.is_late`;
}
