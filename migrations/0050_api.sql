-- The API for other systems: tokens, the order in which records changed, and how many people are
-- read.

create table api_token (
  town_id uuid not null references town,
  token_id uuid not null,
  -- Only the SHA-256 of the token is kept.
  token_hash bytea not null,
  -- Under whose roles it acts, never beyond them.
  account_id uuid not null,
  name text not null check (btrim(name) <> ''),
  purpose text not null check (btrim(purpose) <> ''),
  holder text not null check (btrim(holder) <> ''),
  groups text[] not null check (cardinality(groups) > 0),
  -- The areas it is held to, each with what lies under it; null where only the account's roles do.
  area_ids uuid[] check (cardinality(area_ids) > 0),
  -- Addresses and networks it may come from; none named, from anywhere.
  addresses text[] not null default '{}',
  made_at timestamptz not null,
  -- The last day it may be used, and the end of that day.
  ends_on date not null,
  ends_at timestamptz not null,
  revoked_at timestamptz,
  -- Null where the system did it: from the command line, or with the account.
  revoked_by uuid,
  last_used_at timestamptz,
  last_used_from text,
  primary key (town_id, token_id),
  foreign key (town_id, account_id) references account,
  constraint api_token_revoked check (revoked_by is null or revoked_at is not null)
);
create index api_token_by_hash on api_token (token_hash);
create index api_token_newest on api_token (town_id, made_at desc, token_id desc);
create index api_token_by_account on api_token (town_id, account_id);

-- Which token a write came by; null for a session.
alter table journal add column token_id uuid;

-- From an instant to what had settled by then.
create index journal_seal_by_time on journal_seal (town_id, sealed_at);

-- The latest change of each record, as whoever reaches an area sees it: one row for the area the
-- record lies in, and one for each it has left. Ordered as transactions are numbered: whoever reads
-- stops below the oldest open one, and misses nothing that commits late.
create sequence feed_sequence;
create table feed_change (
  town_id uuid not null references town,
  kind text not null check (kind in ('household', 'resident', 'arrival', 'order')),
  record_id uuid not null,
  area_id uuid not null,
  -- Whether the record lies in the area, has left it for another one, or is gone from the database.
  standing text not null check (standing in ('here', 'left', 'gone')),
  xid xid8 not null default pg_current_xact_id(),
  sequence bigint not null default nextval('feed_sequence'),
  primary key (town_id, kind, record_id, area_id)
);
create index feed_change_in_order on feed_change (town_id, kind, xid, sequence)
  where standing <> 'left';
create index feed_change_by_area on feed_change (town_id, kind, area_id, xid, sequence);
create index arrival_of_resident on arrival (town_id, resident_id);

-- Households and residents carry their area. What hangs on a resident moves with the resident.
create function feed_of_placed() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    execute format(
      'insert into feed_change (town_id, kind, record_id, area_id, standing)
       select town_id, %1$L, %2$I, area_id, ''here'' from after
       on conflict (town_id, kind, record_id, area_id) do update
         set standing = excluded.standing, xid = excluded.xid, sequence = excluded.sequence',
      tg_argv[0], tg_argv[1]);
  elsif tg_op = 'UPDATE' then
    execute format(
      'insert into feed_change (town_id, kind, record_id, area_id, standing)
       select after.town_id, %1$L, after.%2$I, place.area_id, place.standing
       from after
       join before on before.town_id = after.town_id and before.%2$I = after.%2$I
       cross join lateral (
         select after.area_id, ''here''
         union all
         select before.area_id, ''left'' where before.area_id <> after.area_id
       ) as place (area_id, standing)
       where after is distinct from before
       on conflict (town_id, kind, record_id, area_id) do update
         set standing = excluded.standing, xid = excluded.xid, sequence = excluded.sequence',
      tg_argv[0], tg_argv[1]);
    if tg_argv[0] = 'resident' then
      -- Arrivals and orders lie where the person is whom their resident's record stands for by now.
      with moved as (
        select after.town_id, after.resident_id, coalesce(was.area_id, before.area_id) as from_area,
          coalesce(becomes.area_id, after.area_id) as to_area
        from after
        join before on before.town_id = after.town_id and before.resident_id = after.resident_id
        left join resident was
          on was.town_id = after.town_id and was.resident_id = before.merged_into
        left join resident becomes
          on becomes.town_id = after.town_id and becomes.resident_id = after.merged_into
        where after.area_id <> before.area_id
          or after.merged_into is distinct from before.merged_into
      ), known as (
        select town_id, resident_id as known_as, from_area, to_area from moved
        union all
        select moved.town_id, merged.resident_id, from_area, to_area
        from moved
        join resident merged
          on merged.town_id = moved.town_id and merged.merged_into = moved.resident_id
      )
      insert into feed_change (town_id, kind, record_id, area_id, standing)
      select distinct on (known.town_id, borne.kind, borne.record_id, place.area_id)
        known.town_id, borne.kind, borne.record_id, place.area_id, place.standing
      from known
      cross join lateral (
        select 'arrival', arrival_id from arrival
        where arrival.town_id = known.town_id and arrival.resident_id = known_as
        union all
        select 'order', order_id from observation_order
        where observation_order.town_id = known.town_id
          and observation_order.resident_id = known_as
      ) as borne (kind, record_id)
      cross join lateral (values (to_area, 'here'), (from_area, 'left'))
        as place (area_id, standing)
      where from_area <> to_area
      -- Told more than once, it is here.
      order by known.town_id, borne.kind, borne.record_id, place.area_id, place.standing
      on conflict (town_id, kind, record_id, area_id) do update
        set standing = excluded.standing, xid = excluded.xid, sequence = excluded.sequence;
    end if;
  else
    execute format(
      'update feed_change
       set standing = ''gone'', xid = pg_current_xact_id(), sequence = nextval(''feed_sequence'')
       from before
       where feed_change.town_id = before.town_id and kind = %1$L and record_id = before.%2$I',
      tg_argv[0], tg_argv[1]);
  end if;
  return null;
end $$;

-- Arrivals and orders lie where their person does. The person is held there meanwhile: else a move
-- at the same moment would not know of them, nor they of it.
create function feed_of_borne() returns trigger language plpgsql as $$
begin
  execute format(
    'insert into feed_change (town_id, kind, record_id, area_id, standing)
     select after.town_id, %1$L, after.%2$I, person.area_id, ''here''
     from after
     join resident named on named.town_id = after.town_id
       and named.resident_id = after.resident_id
     join resident person on person.town_id = after.town_id
       and person.resident_id = coalesce(named.merged_into, named.resident_id)
     for share of named, person
     on conflict (town_id, kind, record_id, area_id) do update
       set standing = excluded.standing, xid = excluded.xid, sequence = excluded.sequence',
    tg_argv[0], tg_argv[1]);
  return null;
end $$;

create trigger household_entered after insert on household referencing new table as after
  for each statement execute function feed_of_placed('household', 'household_id');
create trigger household_changed after update on household
  referencing old table as before new table as after
  for each statement execute function feed_of_placed('household', 'household_id');
create trigger household_deleted after delete on household referencing old table as before
  for each statement execute function feed_of_placed('household', 'household_id');

create trigger resident_entered after insert on resident referencing new table as after
  for each statement execute function feed_of_placed('resident', 'resident_id');
create trigger resident_changed after update on resident
  referencing old table as before new table as after
  for each statement execute function feed_of_placed('resident', 'resident_id');
create trigger resident_deleted after delete on resident referencing old table as before
  for each statement execute function feed_of_placed('resident', 'resident_id');

create trigger arrival_entered after insert on arrival referencing new table as after
  for each statement execute function feed_of_borne('arrival', 'arrival_id');
create trigger arrival_changed after update on arrival referencing new table as after
  for each statement execute function feed_of_borne('arrival', 'arrival_id');

create trigger observation_order_entered after insert on observation_order
  referencing new table as after
  for each statement execute function feed_of_borne('order', 'order_id');
create trigger observation_order_changed after update on observation_order
  referencing new table as after
  for each statement execute function feed_of_borne('order', 'order_id');

-- What there is already has changed now.
insert into feed_change (town_id, kind, record_id, area_id, standing)
select town_id, 'household', household_id, area_id, 'here' from household
union all
select town_id, 'resident', resident_id, area_id, 'here' from resident
union all
select a.town_id, 'arrival', a.arrival_id, r.area_id, 'here'
from arrival a join known_resident r on r.town_id = a.town_id and r.known_as = a.resident_id
union all
select o.town_id, 'order', o.order_id, r.area_id, 'here'
from observation_order o
join known_resident r on r.town_id = o.town_id and r.known_as = o.resident_id;

-- How many different people somebody has read about in an hour, through a session or a token.
create table reading_hour (
  town_id uuid not null references town,
  -- The account's id, or the token's.
  reader_id uuid not null,
  hour timestamptz not null,
  account_id uuid not null,
  token_id uuid,
  people int not null,
  primary key (town_id, reader_id, hour),
  foreign key (town_id, account_id) references account,
  foreign key (town_id, token_id) references api_token
);

-- How many people each role, and a token, may read about in an hour, where the town says otherwise
-- than usual.
create table reading_budget (
  town_id uuid not null references town,
  reader text not null,
  people_an_hour int not null check (people_an_hour > 0),
  primary key (town_id, reader)
);

-- Somebody wanted to read about more people than the budget allows.
create table reading_alarm (
  town_id uuid not null references town,
  alarm_id uuid not null,
  account_id uuid not null,
  token_id uuid,
  hour timestamptz not null,
  budget int not null,
  raised_at timestamptz not null,
  seen_at timestamptz,
  seen_by uuid,
  remark text,
  primary key (town_id, alarm_id),
  foreign key (town_id, account_id) references account,
  foreign key (town_id, token_id) references api_token,
  foreign key (town_id, seen_by) references account,
  constraint reading_alarm_seen check ((seen_at is null) = (seen_by is null))
);
create index reading_alarm_newest on reading_alarm (town_id, raised_at desc, alarm_id desc);
create index reading_alarm_open on reading_alarm (town_id) where seen_at is null;
