-- Checkpoints: where they stand, when they stood, who is on duty, who crossed.

create table checkpoint (
  town_id uuid not null references town,
  checkpoint_id uuid not null,
  name text not null check (btrim(name) <> ''),
  name_en text,
  -- The town itself, a village or a grid.
  area_id uuid not null,
  kind text not null
    check (kind in ('road', 'village-entrance', 'ferry-pier', 'government-gate', 'building')),
  place text,
  lon double precision check (lon between -180 and 180),
  lat double precision check (lat between -90 and 90),
  posts int not null check (posts between 1 and 50),
  guards_needed int not null check (guards_needed between 0 and 500),
  -- Manned day and night when empty.
  hours_from text,
  hours_to text,
  equipment jsonb not null default '[]' check (jsonb_typeof(equipment) = 'array'),
  note text,
  revision int not null default 1,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (town_id, checkpoint_id),
  constraint checkpoint_name unique (town_id, name),
  constraint checkpoint_area foreign key (town_id, area_id) references area,
  constraint checkpoint_location check ((lon is null) = (lat is null)),
  constraint checkpoint_hours check ((hours_from is null) = (hours_to is null))
);
create index checkpoint_by_area on checkpoint (town_id, area_id);

-- From the day it was opened until the day it was closed: what stood on a day is read from here.
create table checkpoint_period (
  town_id uuid not null,
  checkpoint_id uuid not null,
  opened_on date not null,
  -- The first day on which it stood no more.
  closed_on date check (closed_on >= opened_on),
  reason text check (btrim(reason) <> ''),
  merged_into uuid,
  opened_by uuid,
  closed_by uuid,
  known_from timestamptz not null,
  closed_known_from timestamptz,
  primary key (town_id, checkpoint_id, opened_on),
  constraint checkpoint_period_of foreign key (town_id, checkpoint_id) references checkpoint,
  constraint checkpoint_period_merged foreign key (town_id, merged_into) references checkpoint,
  constraint checkpoint_period_closed
    check ((closed_on is null) = (reason is null) and (closed_on is null) = (closed_known_from is null)
      and (merged_into is null or closed_on is not null)),
  constraint checkpoint_period_not_itself check (merged_into <> checkpoint_id)
);
create unique index checkpoint_period_last on checkpoint_period (town_id, checkpoint_id)
  where closed_on is null;

create table checkpoint_shift (
  town_id uuid not null,
  shift_id uuid not null,
  checkpoint_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  leader_id uuid,
  set_by uuid,
  set_at timestamptz not null,
  primary key (town_id, shift_id),
  constraint checkpoint_shift_of foreign key (town_id, checkpoint_id) references checkpoint,
  constraint checkpoint_shift_leader foreign key (town_id, leader_id) references staff,
  constraint checkpoint_shift_times check (starts_at < ends_at)
);
create index checkpoint_shift_by_time on checkpoint_shift (town_id, ends_at, starts_at);
create index checkpoint_shift_by_checkpoint
  on checkpoint_shift (town_id, checkpoint_id, starts_at);

create table checkpoint_shift_staff (
  town_id uuid not null,
  shift_id uuid not null,
  staff_id uuid not null,
  primary key (town_id, shift_id, staff_id),
  constraint checkpoint_shift_staff_shift
    foreign key (town_id, shift_id) references checkpoint_shift on delete cascade,
  constraint checkpoint_shift_staff_who foreign key (town_id, staff_id) references staff
);
create index checkpoint_shift_staff_by_staff on checkpoint_shift_staff (town_id, staff_id);

-- One row for each person who crossed, and one for the vehicle or boat they were in. The time of
-- receipt is part of the key: the table may be partitioned by it as it is.
create table checkpoint_crossing (
  town_id uuid not null,
  received_at timestamptz not null,
  crossing_id uuid not null,
  -- 0: on foot, or the vehicle itself; from 1: people in it.
  line smallint not null check (line between 0 and 60),
  checkpoint_id uuid not null,
  -- Of the checkpoint when it was crossed.
  area_id uuid not null,
  subject text not null check (subject in ('person', 'vehicle', 'boat')),
  direction text not null check (direction in ('in', 'out')),
  -- By the device's clock.
  crossed_at timestamptz not null,
  device text,
  name text,
  -- Sealed with the response's key; the blind is a keyed digest: the same person, the same digest.
  identity bytea,
  identity_blind bytea,
  phone bytea,
  plate bytea,
  plate_blind bytea,
  itinerary bytea,
  origin_code text,
  -- Of a vehicle: people in it who were counted and not written down.
  others smallint not null default 0 check (others between 0 and 200),
  celsius numeric(3, 1) check (celsius between 34 and 43),
  steps text[] not null,
  -- What was shown, without anything that says who it was.
  evidence jsonb not null,
  -- What was done, what the rules of the day say, and why.
  outcome text not null check (outcome in ('admit', 'refuse', 'refer')),
  ruled text not null check (ruled in ('admit', 'refuse', 'refer')),
  reasons jsonb not null check (jsonb_typeof(reasons) = 'array'),
  override_reason text check (btrim(override_reason) <> ''),
  override_by text check (btrim(override_by) <> ''),
  -- The number of the card shown, whether it was valid or not.
  pass_serial int,
  is_informed boolean not null,
  policy_version_id uuid not null,
  recorded_by uuid,
  primary key (town_id, received_at, crossing_id, line),
  constraint checkpoint_crossing_at foreign key (town_id, checkpoint_id) references checkpoint,
  constraint checkpoint_crossing_policy
    foreign key (town_id, policy_version_id) references policy_version,
  constraint checkpoint_crossing_override
    check ((override_reason is null) = (override_by is null))
);
create index checkpoint_crossing_by_id on checkpoint_crossing (town_id, crossing_id, line);
-- The list's order, and a checkpoint's day.
create index checkpoint_crossing_by_time
  on checkpoint_crossing (town_id, crossed_at desc, crossing_id desc, line desc);
create index checkpoint_crossing_of_checkpoint
  on checkpoint_crossing (town_id, checkpoint_id, crossed_at desc);
create index checkpoint_crossing_by_person
  on checkpoint_crossing (town_id, identity_blind, crossed_at desc) where identity_blind is not null;
create index checkpoint_crossing_by_plate
  on checkpoint_crossing (town_id, plate_blind, crossed_at desc) where plate_blind is not null;
create index checkpoint_crossing_by_pass
  on checkpoint_crossing (town_id, pass_serial, crossed_at desc) where pass_serial is not null;
-- Handed over, to be followed up.
create index checkpoint_crossing_handed_over
  on checkpoint_crossing (town_id, crossed_at desc) where outcome = 'refer' or ruled = 'refer';
create trigger checkpoint_crossing_is_append_only before update on checkpoint_crossing
  for each row execute function refuse_change();

-- Crossings that count no more, each once: corrected by another record, taken back, or the same as
-- another.
create table checkpoint_crossing_replaced (
  town_id uuid not null references town,
  crossing_id uuid not null,
  why text not null check (why in ('corrected', 'void', 'double')),
  -- The record that stands instead.
  replaced_by uuid,
  reason text,
  by_account uuid,
  at timestamptz not null,
  primary key (town_id, crossing_id),
  constraint checkpoint_crossing_replaced_by check ((why = 'void') = (replaced_by is null))
);
create trigger checkpoint_crossing_replaced_is_append_only
  before update on checkpoint_crossing_replaced for each row execute function refuse_change();

-- Two records that somebody has looked at; those found to be one are in the table above too.
create table checkpoint_double (
  town_id uuid not null references town,
  earlier_id uuid not null,
  later_id uuid not null,
  is_same boolean not null,
  judged_by uuid,
  judged_at timestamptz not null,
  primary key (town_id, earlier_id, later_id)
);
create trigger checkpoint_double_is_append_only before update on checkpoint_double
  for each row execute function refuse_change();

-- What was done about somebody handed over.
create table checkpoint_follow_up (
  town_id uuid not null references town,
  crossing_id uuid not null,
  line smallint not null,
  action text not null check (btrim(action) <> ''),
  arrival_id uuid,
  by_account uuid,
  at timestamptz not null,
  primary key (town_id, crossing_id, line),
  constraint checkpoint_follow_up_arrival foreign key (town_id, arrival_id) references arrival
);
create trigger checkpoint_follow_up_is_append_only before update on checkpoint_follow_up
  for each row execute function refuse_change();

-- As in 0040, and besides: whoever holds a role on a checkpoint reaches the area it lies in, with what
-- lies under it; of the town itself (a checkpoint on no village's land) only the town's own. Which
-- checkpoint it is, the module narrows further.
create or replace function areas_under(town_id uuid, scope_kind text, scope_id uuid)
returns uuid[] language sql stable parallel safe as $$
  with recursive units (unit_id) as (
    select u.unit_id from unit u
      where $2 = 'unit' and u.town_id = $1 and u.unit_id = $3
    union
    select u.unit_id from unit u join units on u.town_id = $1 and u.parent_id = units.unit_id
  ), areas (area_id, is_whole) as (
    (select a.area_id, true from area a where $2 = 'area' and a.town_id = $1 and a.area_id = $3
     union
     select c.area_id, true from unit_area c join units using (unit_id) where c.town_id = $1
     union
     select a.area_id, a.parent_id is not null from checkpoint k
       join area a on a.town_id = $1 and a.area_id = k.area_id
       where $2 = 'checkpoint' and k.town_id = $1 and k.checkpoint_id = $3)
    union
    select below.area_id, true from areas cross join lateral (
      select a.area_id from area a where a.town_id = $1 and a.parent_id = areas.area_id
      union all
      select f.area_id from area_former f where f.town_id = $1 and f.passed_to = areas.area_id
    ) below
    where areas.is_whole
  )
  select coalesce(array_agg(distinct area_id), '{}') from areas
$$;

create or replace function scope_exists(town_id uuid, scope_kind text, scope_id uuid)
returns boolean language sql stable parallel safe as $$
  select case $2
    when 'town' then $3 = $1
    when 'area' then exists (select from area a where a.town_id = $1 and a.area_id = $3)
    when 'unit' then exists (select from unit u where u.town_id = $1 and u.unit_id = $3)
    when 'checkpoint' then
      exists (select from checkpoint k where k.town_id = $1 and k.checkpoint_id = $3)
    else false
  end
$$;
