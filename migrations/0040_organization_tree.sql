-- The tree of areas as it changes: what areas and units were, boundaries, and by which write a name
-- came on a target and off it.

-- What an area was until it was removed, became part of another, or became one of another kind, so
-- that figures of past days stay what they were. `area.added_at` says since when it is what it is.
create table area_former (
  town_id uuid not null references town,
  area_id uuid not null,
  parent_id uuid not null,
  kind text not null check (kind in ('village', 'community', 'grid')),
  name text not null,
  name_en text not null,
  known_from timestamptz not null,
  known_until timestamptz not null,
  -- The area that what was its own passed to: the survivor of a merge, the parent of one removed.
  -- Null while it is still there, as one of another kind.
  passed_to uuid,
  primary key (town_id, area_id, known_until)
);
create index area_former_by_heir on area_former (town_id, passed_to) where passed_to is not null;
create trigger area_former_is_append_only before update or delete on area_former
  for each row execute function refuse_change();

-- Every area at every time it was known: pick `known_from <= at` and `known_until > at`.
create view area_as_known as
  select town_id, area_id, parent_id, kind, name, name_en, added_at as known_from,
    null::timestamptz as known_until
  from area
  union all
  select town_id, area_id, parent_id, kind, name, name_en, known_from, known_until
  from area_former;

-- The same of units. `area_id` is the one it covered, when it was just one.
create table unit_former (
  town_id uuid not null references town,
  unit_id uuid not null,
  kind text not null,
  name text not null,
  name_en text not null,
  area_id uuid,
  known_from timestamptz not null,
  known_until timestamptz not null,
  primary key (town_id, unit_id, known_until)
);
create trigger unit_former_is_append_only before update or delete on unit_former
  for each row execute function refuse_change();

-- GeoJSON geometry (RFC 7946): Polygon or MultiPolygon, WGS 84, longitude first.
create table area_boundary (
  town_id uuid not null,
  area_id uuid not null,
  shape jsonb not null check (shape ->> 'type' in ('Polygon', 'MultiPolygon')),
  drawn_at timestamptz not null,
  primary key (town_id, area_id),
  constraint area_boundary_area foreign key (town_id, area_id) references area
);

-- Which kinds of targets there are, the contract says; modules bring theirs.
alter table responsibility drop constraint responsibility_target_kind_check;
alter table responsibility
  add constraint responsibility_target_kind check (target_kind ~ '^[a-z]+(-[a-z]+)*$'),
  -- The writes (their numbers in the journal) that put the name there and took it off.
  add column assigned_in uuid,
  add column ended_in uuid;
create index responsibility_by_assignment on responsibility (town_id, assigned_in)
  where assigned_in is not null and ended_at is null;
create index responsibility_by_ending on responsibility (town_id, ended_in)
  where ended_in is not null;

-- The areas a scope covers, subtrees included: an area's own, or those of a unit and its sub-units.
-- What passed to an area is covered with it, so that records which never change (the journal) stay
-- in reach of who answers for them now. Scopes without areas (the town, a store) cover none.
create or replace function areas_under(town_id uuid, scope_kind text, scope_id uuid)
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
    select below.area_id from areas cross join lateral (
      select a.area_id from area a where a.town_id = $1 and a.parent_id = areas.area_id
      union all
      select f.area_id from area_former f where f.town_id = $1 and f.passed_to = areas.area_id
    ) below
  )
  select coalesce(array_agg(area_id), '{}') from areas
$$;

-- A UUIDv7 that always follows from a write's and a name: what the write makes besides its own
-- subject, when it makes thousands at once. It carries the same time.
create function derived_id(write_id uuid, name text)
returns uuid language sql immutable strict parallel safe as $$
  select (left(replace(write_id::text, '-', ''), 12) || '7' || substr(digest, 1, 3)
    || '8' || substr(digest, 4, 15))::uuid
  from md5(write_id::text || E'\n' || name) as digest
$$;
