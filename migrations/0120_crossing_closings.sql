-- What crossed, counted up to the end of each day, so that a figure counts only what came since.

-- What each line of a crossing adds to each figure. What is closed below was counted by this: whoever
-- changes it empties checkpoint_crossing_closing.
create view checkpoint_crossing_counted with (security_invoker = true) as
select crossing.town_id, crossing.crossing_id, crossing.line, crossing.checkpoint_id,
  crossing.area_id, crossing.crossed_at, crossing.received_at,
  (subject = 'vehicle')::int as vehicles,
  (subject = 'boat')::int as boats,
  -- On foot and in vehicles, written down or only counted.
  case when subject = 'person' then 1 else others end::int as people,
  (subject = 'person' and 'register' = any(steps))::int as registered,
  (subject = 'person' and celsius is not null)::int as temperatures,
  (subject = 'person' and outcome = 'refuse')::int as refused,
  -- Above the fever line of the day.
  (subject = 'person' and reasons @> '[{"code": "fever"}]')::int as fevers,
  case when not is_informed then 0 when subject = 'person' then 1 else others end::int as persuaded
from checkpoint_crossing crossing;

-- Sums of all that was received by an instant, which is the end of a town's day, and not replaced by
-- then. Computed from the crossings and never kept by hand: it may be emptied at any time, and is made
-- anew. Days on which nothing happened have none.
create table checkpoint_crossing_closing (
  town_id uuid not null references town,
  as_of timestamptz not null,
  area_id uuid not null,
  vehicles int not null,
  boats int not null,
  people int not null,
  registered int not null,
  temperatures int not null,
  refused int not null,
  fevers int not null,
  persuaded int not null,
  primary key (town_id, as_of, area_id)
);

create index checkpoint_crossing_replaced_by_time on checkpoint_crossing_replaced (town_id, at);

-- By area, of all that was received by an instant and not replaced by then: the last closing before it,
-- with what was received since, without what was closed already and has been replaced since.
create function crossing_counts(counted_town uuid, upto timestamptz)
returns table (area_id uuid, vehicles int, boats int, people int, registered int, temperatures int,
  refused int, fevers int, persuaded int)
language sql stable parallel safe as $$
  with closed as (
    select coalesce(max(as_of), '-infinity') as at from checkpoint_crossing_closing
    where town_id = counted_town and as_of <= upto)
  select part.area_id, sum(part.vehicles)::int, sum(part.boats)::int, sum(part.people)::int,
    sum(part.registered)::int, sum(part.temperatures)::int, sum(part.refused)::int,
    sum(part.fevers)::int, sum(part.persuaded)::int
  from (
    select closing.area_id, closing.vehicles, closing.boats, closing.people, closing.registered,
      closing.temperatures, closing.refused, closing.fevers, closing.persuaded
    from checkpoint_crossing_closing closing
    where closing.town_id = counted_town and closing.as_of = (select at from closed)
    union all
    select crossing.area_id, crossing.vehicles, crossing.boats, crossing.people,
      crossing.registered, crossing.temperatures, crossing.refused, crossing.fevers,
      crossing.persuaded
    from checkpoint_crossing_counted crossing
    where crossing.town_id = counted_town
      and crossing.received_at > (select at from closed) and crossing.received_at <= upto
      and not exists (select from checkpoint_crossing_replaced gone
        where gone.town_id = crossing.town_id and gone.crossing_id = crossing.crossing_id
          and gone.at <= upto)
    union all
    select crossing.area_id, -crossing.vehicles, -crossing.boats, -crossing.people,
      -crossing.registered, -crossing.temperatures, -crossing.refused, -crossing.fevers,
      -crossing.persuaded
    from checkpoint_crossing_replaced gone
    join checkpoint_crossing_counted crossing on crossing.town_id = gone.town_id
      and crossing.crossing_id = gone.crossing_id
    where gone.town_id = counted_town
      and gone.at > (select at from closed) and gone.at <= upto
      and crossing.received_at <= (select at from closed)
  ) part
  group by part.area_id
$$;

-- Counts a town's days that have ended by an instant and are not counted yet. Nobody writes crossings of
-- the town meanwhile: what is being written would be missing, and nobody would know. What was written
-- before the lock was had is seen, as every statement in here sees what is committed by then.
create function close_crossing_days(closed_town uuid, upto timestamptz)
returns void language plpgsql as $$
declare
  zone text := (select time_zone from town where town_id = closed_town);
  last_end timestamptz;
  happened timestamptz;
  day_end timestamptz;
begin
  perform pg_advisory_xact_lock(hashtextextended('crossings:' || closed_town, 0));
  last_end := coalesce((select max(as_of) from checkpoint_crossing_closing
    where town_id = closed_town), '-infinity');
  loop
    happened := least(
      (select min(received_at) from checkpoint_crossing
       where town_id = closed_town and received_at > last_end),
      (select min(at) from checkpoint_crossing_replaced
       where town_id = closed_town and at > last_end));
    exit when happened is null;
    day_end := ((happened at time zone zone)::date + 1)::timestamp at time zone zone;
    exit when day_end > upto;
    insert into checkpoint_crossing_closing
    select closed_town, day_end, counted.* from crossing_counts(closed_town, day_end) counted;
    last_end := day_end;
  end loop;
end $$;

-- What is written into a day already closed, as by a server whose clock was put back, opens that day
-- again and all after it. Whoever closes days waits for those who write, and they for who closes.
create function reopen_crossing_days(written_town uuid, since timestamptz)
returns void language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('crossings:' || written_town, 0));
  delete from checkpoint_crossing_closing where town_id = written_town and as_of >= since;
end $$;

create function reopen_days_of_crossings() returns trigger language plpgsql as $$
begin
  perform reopen_crossing_days(town_id, min(received_at)) from written group by town_id;
  return null;
end $$;

create function reopen_days_of_replaced() returns trigger language plpgsql as $$
begin
  perform reopen_crossing_days(town_id, min(at)) from written group by town_id;
  return null;
end $$;

create trigger checkpoint_crossing_reopens after insert on checkpoint_crossing
  referencing new table as written for each statement execute function reopen_days_of_crossings();
create trigger checkpoint_crossing_deleted_reopens after delete on checkpoint_crossing
  referencing old table as written for each statement execute function reopen_days_of_crossings();
create trigger checkpoint_crossing_replaced_reopens after insert on checkpoint_crossing_replaced
  referencing new table as written for each statement execute function reopen_days_of_replaced();
create trigger checkpoint_crossing_replaced_deleted_reopens
  after delete on checkpoint_crossing_replaced
  referencing old table as written for each statement execute function reopen_days_of_replaced();

-- As after a restore, nothing may be known of the tables yet: each day would be counted by reading all of
-- them, and half a million crossings of sixty days would take a minute instead of two seconds.
analyze checkpoint_crossing, checkpoint_crossing_replaced;
select close_crossing_days(town_id, now()) from town;
