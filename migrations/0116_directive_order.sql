-- Which confirmation was first is told by the order in which they were written, one after the other while
-- the unit's row is held: two calls may note their times the other way round.

alter table directive_acknowledgement add column heard bigint generated always as identity;

create or replace view directive_progress as
  select unit.town_id, unit.directive_id, unit.unit_id, unit.name, unit.name_en, unit.position,
    directive.confirm_by, directive.finish_by,
    standing.acknowledged_by, standing.acknowledged_at,
    standing.received_at as acknowledged_received_at,
    completion.finished_by, completion.finished_at, completion.note,
    completion.received_at as finished_received_at
  from directive_unit unit
  join directive using (town_id, directive_id)
  left join lateral (
    select acknowledged_by, acknowledged_at, received_at
    from directive_acknowledgement made
    where made.town_id = unit.town_id and made.directive_id = unit.directive_id
      and made.unit_id = unit.unit_id
    order by made.acknowledged_at >= directive.confirm_by, made.heard
    limit 1) standing on true
  left join directive_completion completion
    on completion.town_id = unit.town_id and completion.directive_id = unit.directive_id
    and completion.unit_id = unit.unit_id;
