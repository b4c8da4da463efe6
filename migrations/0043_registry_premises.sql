-- Premises: where people work, stay, learn, buy and meet; and who of the register is there.

create table premises (
  town_id uuid not null references town,
  premises_id uuid not null,
  area_id uuid not null,
  kind text not null check (kind in ('enterprise', 'construction-site', 'quarry', 'rented-dwelling',
    'lodging', 'restaurant', 'shop', 'market', 'school', 'kindergarten', 'clinic', 'pharmacy',
    'nursing-home', 'station', 'cold-store', 'entertainment', 'religious-site', 'square', 'other')),
  -- Lists go by kind, and within one by name as it is read.
  kind_rank int generated always as (array_position(array['enterprise', 'construction-site',
    'quarry', 'rented-dwelling', 'lodging', 'restaurant', 'shop', 'market', 'school',
    'kindergarten', 'clinic', 'pharmacy', 'nursing-home', 'station', 'cold-store',
    'entertainment', 'religious-site', 'square', 'other'], kind)) stored,
  name text not null,
  name_pinyin text collate "C" not null,
  address text,
  credit_code text check (credit_code ~ '^[0-9A-Z]{18}$'),
  in_charge_name text,
  -- Sealed with the response's key; the tail is a keyed digest for search.
  in_charge_phone bytea,
  in_charge_phone_tail bytea,
  floor_area_m2 int check (floor_area_m2 > 0),
  capacity int check (capacity > 0),
  state text not null check (state in ('open', 'closed', 'resumed')),
  state_since date,
  note text,
  -- What is searched besides the name's readings, folded as searches fold it.
  search_text text generated always as (lower(regexp_replace(name || ' ' || coalesce(address, '')
    || ' ' || coalesce(credit_code, '') || ' ' || coalesce(in_charge_name, ''),
    '\s', '', 'g'))) stored,
  revision int not null default 1,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  removed_at timestamptz,
  removal_reason text check (removal_reason in ('closed-down', 'moved-away', 'entered-by-mistake')),
  -- When it was off the register and came back, so that past days count as they did.
  absences tstzmultirange not null default '{}',
  primary key (town_id, premises_id),
  constraint premises_area foreign key (town_id, area_id) references area,
  constraint premises_state_day check ((state = 'open') = (state_since is null)),
  constraint premises_removed check ((removed_at is null) = (removal_reason is null))
);
create index premises_in_order on premises (town_id, kind_rank, name_pinyin, premises_id)
  where removed_at is null;
create index premises_by_area on premises (town_id, area_id, kind_rank, name_pinyin, premises_id)
  where removed_at is null;
create index premises_by_credit_code on premises (town_id, credit_code)
  where credit_code is not null;
create index premises_by_name on premises (town_id, kind, name) where removed_at is null;
create index premises_by_phone_tail on premises (town_id, in_charge_phone_tail)
  where in_charge_phone_tail is not null;

-- The states premises went through, for figures of past days. Kept by the database, so that what is
-- put back is known too.
create table premises_state (
  town_id uuid not null,
  premises_id uuid not null,
  revision int not null,
  state text not null,
  state_since date,
  known_at timestamptz not null,
  primary key (town_id, premises_id, revision),
  foreign key (town_id, premises_id) references premises
);
create function keep_premises_state() returns trigger language plpgsql as $$
begin
  insert into premises_state (town_id, premises_id, revision, state, state_since, known_at)
  values (new.town_id, new.premises_id, new.revision, new.state, new.state_since, new.changed_at);
  return null;
end $$;
create trigger premises_state_is_kept after insert on premises
  for each row execute function keep_premises_state();
create trigger premises_state_is_kept_changed after update of state, state_since on premises
  for each row when ((old.state, old.state_since) is distinct from (new.state, new.state_since))
  execute function keep_premises_state();
create trigger premises_state_is_append_only before update on premises_state
  for each row execute function refuse_change();

create table premises_person (
  town_id uuid not null,
  link_id uuid not null,
  premises_id uuid not null,
  resident_id uuid not null,
  role text not null check (role in ('owner', 'landlord', 'in-charge', 'employee', 'tenant',
    'lodger', 'student', 'cared-for')),
  role_rank int generated always as (array_position(array['owner', 'landlord', 'in-charge',
    'employee', 'tenant', 'lodger', 'student', 'cared-for'], role)) stored,
  -- The first day, where it is known.
  since date,
  started_at timestamptz not null,
  ended_at timestamptz,
  primary key (town_id, link_id),
  foreign key (town_id, premises_id) references premises,
  foreign key (town_id, resident_id) references resident
);
create unique index premises_person_once
  on premises_person (town_id, premises_id, resident_id, role) where ended_at is null;
create index premises_person_in_order
  on premises_person (town_id, premises_id, role_rank, resident_id) where ended_at is null;
create index premises_person_by_resident on premises_person (town_id, resident_id);
