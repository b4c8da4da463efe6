-- Two crossings of one card, or of one person or vehicle, close together in time: found once, so that who
-- looks for doubles and for the misuse of passes reads them and not all crossings of three days.

-- Within ten minutes. What makes of a pair a double or a misuse is asked of the crossings, as is whether
-- they still count: that two crossings were so close never changes. May be emptied at any time, together
-- with checkpoint_crossing_paired, and is made anew.
create table checkpoint_crossing_pair (
  town_id uuid not null references town,
  of text not null check (of in ('card', 'who')),
  earlier_at timestamptz not null,
  earlier_id uuid not null,
  earlier_line smallint not null,
  later_id uuid not null,
  later_line smallint not null,
  primary key (town_id, of, earlier_at, earlier_id, earlier_line, later_id, later_line)
);

-- All pairs of crossings received by then are found.
create table checkpoint_crossing_paired (
  town_id uuid primary key references town,
  upto timestamptz not null
);

-- Pairs of which one at least was received after an instant, and none after another.
create function crossing_pairs_between(pair_town uuid, pair_of text, since timestamptz,
  received_after timestamptz, received_upto timestamptz)
returns table (earlier_at timestamptz, earlier_id uuid, earlier_line smallint, later_id uuid,
  later_line smallint)
language sql stable as $$
  with fresh as materialized (
    select * from checkpoint_crossing
    where town_id = pair_town and received_at > received_after and received_at <= received_upto
      and crossed_at >= since),
  near as (
    select fresh.crossed_at, fresh.crossing_id, fresh.line, near.crossed_at as near_at,
      near.crossing_id as near_id, near.line as near_line, near.received_at
    from fresh join checkpoint_crossing near on near.town_id = pair_town
      and near.pass_serial = fresh.pass_serial
      and near.crossed_at >= fresh.crossed_at - interval '10 minutes'
      and near.crossed_at <= fresh.crossed_at + interval '10 minutes'
    where pair_of = 'card'
    union all
    select fresh.crossed_at, fresh.crossing_id, fresh.line, near.crossed_at, near.crossing_id,
      near.line, near.received_at
    from fresh join checkpoint_crossing near on near.town_id = pair_town
      and near.identity_blind = fresh.identity_blind
      and near.crossed_at >= fresh.crossed_at - interval '10 minutes'
      and near.crossed_at <= fresh.crossed_at + interval '10 minutes'
    where pair_of = 'who'
    union all
    select fresh.crossed_at, fresh.crossing_id, fresh.line, near.crossed_at, near.crossing_id,
      near.line, near.received_at
    from fresh join checkpoint_crossing near on near.town_id = pair_town
      and near.plate_blind = fresh.plate_blind
      and near.crossed_at >= fresh.crossed_at - interval '10 minutes'
      and near.crossed_at <= fresh.crossed_at + interval '10 minutes'
    where pair_of = 'who' and fresh.identity_blind is null and near.identity_blind is null)
  -- Of two that are both fresh, each finds the other.
  select crossed_at, crossing_id, line, near_id, near_line from near
  where (crossed_at, crossing_id) < (near_at, near_id) and received_at <= received_upto
  union
  select near_at, near_id, near_line, crossing_id, line from near
  where (near_at, near_id) < (crossed_at, crossing_id) and received_at <= received_upto
$$;

-- Pairs whose crossings were both received by an instant, the earlier one not crossed before another.
create function crossing_pairs(pair_town uuid, pair_of text, since timestamptz, received_upto timestamptz)
returns table (earlier_id uuid, earlier_line smallint, later_id uuid, later_line smallint)
language sql stable as $$
  select pair.earlier_id, pair.earlier_line, pair.later_id, pair.later_line
  from checkpoint_crossing_pair pair
  where pair.town_id = pair_town and pair.of = pair_of and pair.earlier_at >= since
  union
  select fresh.earlier_id, fresh.earlier_line, fresh.later_id, fresh.later_line
  from crossing_pairs_between(pair_town, pair_of, since,
    coalesce((select upto from checkpoint_crossing_paired where town_id = pair_town), '-infinity'),
    received_upto) fresh
$$;

-- Finds the pairs among the next twenty thousand crossings, up to what was received by an instant. Nobody
-- writes crossings of the town meanwhile, as while days are closed. Says whether there are more.
create function find_crossing_pairs(pair_town uuid, received_upto timestamptz)
returns boolean language plpgsql as $$
declare
  found_upto timestamptz;
  next_upto timestamptz;
begin
  perform pg_advisory_xact_lock(hashtextextended('crossings:' || pair_town, 0));
  found_upto := coalesce((select upto from checkpoint_crossing_paired where town_id = pair_town),
    '-infinity');
  if found_upto >= received_upto then return false; end if;
  next_upto := least(received_upto, (select received_at from checkpoint_crossing
    where town_id = pair_town and received_at > found_upto
    order by received_at offset 20000 limit 1));
  insert into checkpoint_crossing_pair
  select pair_town, kind, pair.* from unnest(array['card', 'who']) kind
  cross join lateral crossing_pairs_between(pair_town, kind, '-infinity', found_upto, next_upto) pair
  on conflict do nothing;
  insert into checkpoint_crossing_paired values (pair_town, next_upto)
  on conflict (town_id) do update set upto = excluded.upto;
  return next_upto < received_upto;
end $$;

-- What is written into time already looked through is looked through again.
create or replace function reopen_crossing_days(written_town uuid, since timestamptz)
returns void language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('crossings:' || written_town, 0));
  delete from checkpoint_crossing_closing where town_id = written_town and as_of >= since;
  update checkpoint_crossing_paired set upto = since - interval '1 microsecond'
  where town_id = written_town and upto >= since;
end $$;

create function forget_pairs_of_crossings() returns trigger language plpgsql as $$
begin
  delete from checkpoint_crossing_pair
  where town_id in (select town_id from written)
    and (earlier_id in (select crossing_id from written)
      or later_id in (select crossing_id from written));
  return null;
end $$;

create trigger checkpoint_crossing_deleted_forgets_pairs after delete on checkpoint_crossing
  referencing old table as written for each statement execute function forget_pairs_of_crossings();

-- A page of the crossings behind a figure begins with the checkpoint whose name comes first.
create index checkpoint_by_label on checkpoint (town_id, name collate "C");
