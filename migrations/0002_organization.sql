-- The town's areas, units, staff, chain of responsibility and the names on its targets.

-- The county's code (GB/T 2260), where the names at founding pointed to exactly one.
alter table town add column division_code text;

create table area (
  town_id uuid not null references town,
  area_id uuid not null,
  parent_id uuid,
  kind text not null check (kind in ('town', 'village', 'community', 'grid')),
  name text not null,
  name_en text not null,
  -- Whether the name is a number given at founding.
  is_numbered boolean not null default false,
  position int not null,
  added_at timestamptz not null,
  primary key (town_id, area_id),
  foreign key (town_id, parent_id) references area,
  constraint area_name_key unique (town_id, parent_id, name),
  constraint area_root check ((kind = 'town') = (parent_id is null))
);
create unique index area_one_root on area (town_id) where parent_id is null;

create table unit (
  town_id uuid not null references town,
  unit_id uuid not null,
  parent_id uuid,
  kind text not null check (kind in (
    'leading-group', 'task-force', 'combat-unit', 'household-team', 'checkpoint-team',
    'checkpoint-leader', 'emergency-team', 'inspection-team', 'strike-team', 'vanguard',
    'patrol', 'militia', 'grid')),
  name text not null,
  name_en text not null,
  members_needed int check (members_needed >= 0),
  position int not null,
  formed_at timestamptz not null,
  primary key (town_id, unit_id),
  foreign key (town_id, parent_id) references unit
);
create index unit_by_parent on unit (town_id, parent_id);

create table unit_area (
  town_id uuid not null,
  unit_id uuid not null,
  area_id uuid not null,
  primary key (town_id, unit_id, area_id),
  foreign key (town_id, unit_id) references unit,
  foreign key (town_id, area_id) references area
);
create index unit_area_by_area on unit_area (town_id, area_id);

create table staff (
  town_id uuid not null references town,
  staff_id uuid not null,
  name text not null,
  kind text not null check (kind in (
    'town-leader', 'town-cadre', 'village-cadre', 'grid-worker', 'village-doctor', 'police',
    'militia', 'volunteer', 'sent-down-cadre', 'other')),
  -- Sealed with the response's key.
  phone bytea,
  unit_id uuid,
  area_id uuid,
  is_active boolean not null default true,
  added_at timestamptz not null,
  primary key (town_id, staff_id),
  constraint staff_unit foreign key (town_id, unit_id) references unit,
  constraint staff_area foreign key (town_id, area_id) references area
);
create index staff_by_name on staff (town_id, name collate "C", staff_id);
create index staff_by_unit on staff (town_id, unit_id);
create index staff_by_area on staff (town_id, area_id);

-- From when until when somebody served, as what: figures of past days stay what they were.
create table staff_service (
  town_id uuid not null,
  staff_id uuid not null,
  from_at timestamptz not null,
  until_at timestamptz,
  kind text not null,
  primary key (town_id, staff_id, from_at),
  foreign key (town_id, staff_id) references staff
);
create unique index staff_service_current on staff_service (town_id, staff_id)
  where until_at is null;

alter table account
  add constraint account_staff foreign key (town_id, staff_id) references staff;
create unique index account_staff_key on account (town_id, staff_id);

create table chain_level (
  town_id uuid not null references town,
  level int not null check (level between 1 and 9),
  label text not null,
  label_en text not null,
  primary key (town_id, level)
);

-- Who answers for what. A name taken off stays as history.
create table responsibility (
  town_id uuid not null references town,
  responsibility_id uuid not null,
  target_kind text not null check (target_kind in ('area', 'household')),
  target_id uuid not null,
  -- The area the target lay in when the name was put on it; for an area, itself.
  area_id uuid not null,
  level int not null,
  staff_id uuid not null,
  assigned_at timestamptz not null,
  ended_at timestamptz,
  primary key (town_id, responsibility_id),
  constraint responsibility_area foreign key (town_id, area_id) references area,
  constraint responsibility_staff foreign key (town_id, staff_id) references staff,
  constraint responsibility_level foreign key (town_id, level) references chain_level
);
create unique index responsibility_current
  on responsibility (town_id, target_kind, target_id, level) where ended_at is null;
create index responsibility_by_staff on responsibility (town_id, staff_id) where ended_at is null;
create index responsibility_by_area on responsibility (town_id, area_id);

-- The areas a scope covers, subtrees included: an area's own, or those of a unit and its sub-units.
-- Scopes without areas (the town, a store) cover none.
create function areas_under(town_id uuid, scope_kind text, scope_id uuid)
returns uuid[] language sql stable parallel safe as $$
  with recursive units (unit_id) as (
    select u.unit_id from unit u
      where $2 = 'unit' and u.town_id = $1 and u.unit_id = $3
    union
    select u.unit_id from unit u join units on u.town_id = $1 and u.parent_id = units.unit_id
  ), areas (area_id) as (
    (select a.area_id from area a where $2 = 'area' and a.town_id = $1 and a.area_id = $3
     union
     select c.area_id from unit_area c join units using (unit_id) where c.town_id = $1)
    union
    select a.area_id from area a join areas on a.town_id = $1 and a.parent_id = areas.area_id
  )
  select coalesce(array_agg(area_id), '{}') from areas
$$;

-- Whether a role may be held on this: the part of the town exists.
create function scope_exists(town_id uuid, scope_kind text, scope_id uuid)
returns boolean language sql stable parallel safe as $$
  select case $2
    when 'town' then $3 = $1
    when 'area' then exists (select from area a where a.town_id = $1 and a.area_id = $3)
    when 'unit' then exists (select from unit u where u.town_id = $1 and u.unit_id = $3)
    else false
  end
$$;
