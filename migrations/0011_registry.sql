-- Households, residents and the spreadsheets they come from.

-- Text as it is compared in searches: small letters, no spaces.
create function search_folded(given text)
returns text language sql immutable strict parallel safe
return lower(regexp_replace(given, '\s', '', 'g'));

-- The single characters and pairs of a text. Trigrams are blind to searches of one or two
-- characters, and two is the length of many Chinese names. Pairs that begin at odd places are cut
-- from the whole text, those at even places from all but its first character. The cost keeps the
-- planner from asking row by row what an index knows. It calls nothing of ours: indexes are built
-- and counted with only the database's own functions in sight.
create function search_grams(given text)
returns text[] language plpgsql immutable strict parallel safe cost 10000 as $$
declare
  folded text := lower(regexp_replace(given, '\s', '', 'g'));
begin
  return string_to_array(folded, null) || string_to_array(
    regexp_replace(folded, '(..)', '\1 ', 'g') || ' ' ||
    regexp_replace(substr(folded, 2), '(..)', '\1 ', 'g'), ' ');
end $$;

-- What a text must hold for a search to find it: its pairs, or the one character it has.
create function search_wanted(sought text)
returns text[] language plpgsql immutable strict parallel safe as $$
declare
  folded text := lower(regexp_replace(sought, '\s', '', 'g'));
begin
  if length(folded) < 2 then return array[folded]; end if;
  return array(select substr(folded, place, 2) from generate_series(1, length(folded) - 1) place);
end $$;

create table household (
  town_id uuid not null references town,
  household_id uuid not null,
  area_id uuid not null,
  number text not null,
  -- The number with its digits padded, so that 9 comes before 10.
  number_key text collate "C" not null,
  villagers_group text,
  address text,
  -- Sealed with the response's key; the blinds are keyed digests for search.
  phone bytea,
  phone_blind bytea,
  phone_tail bytea,
  revision int not null default 1,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  removed_at timestamptz,
  primary key (town_id, household_id),
  -- Residents repeat their household's place, see below.
  constraint household_place unique (town_id, household_id, area_id, number_key),
  constraint household_area foreign key (town_id, area_id) references area
);
create unique index household_number on household (town_id, number) where removed_at is null;
create index household_in_order on household (town_id, number_key, household_id)
  where removed_at is null;
create index household_by_area on household (town_id, area_id, number_key, household_id)
  where removed_at is null;
create index household_by_phone_tail on household (town_id, phone_tail) where removed_at is null;
create index household_by_text on household
  using gin (search_grams(number || ' ' || coalesce(villagers_group, '') || ' ' || coalesce(address, '')))
  where removed_at is null;

create table resident (
  town_id uuid not null references town,
  resident_id uuid not null,
  household_id uuid not null,
  -- The household's, so that lists, figures and scopes need no join; held equal by the key below.
  area_id uuid not null,
  number_key text collate "C" not null,
  name text not null,
  sex text not null check (sex in ('male', 'female')),
  birthday date,
  identity bytea,
  identity_blind bytea,
  identity_tail bytea,
  phone bytea,
  phone_blind bytea,
  phone_tail bytea,
  relation text not null check (relation in ('head', 'spouse', 'child', 'child-in-law',
    'grandchild', 'parent', 'grandparent', 'sibling', 'other')),
  relation_rank int generated always as (array_position(array['head', 'spouse', 'child',
    'child-in-law', 'grandchild', 'parent', 'grandparent', 'sibling', 'other'], relation)) stored,
  residence text not null
    check (residence in ('registered-here', 'lives-here', 'registered-lives-elsewhere')),
  occupation text,
  vulnerabilities text[] not null default '{}',
  note text,
  revision int not null default 1,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  removed_at timestamptz,
  removal_reason text check (removal_reason in ('moved-away', 'died', 'entered-by-mistake')),
  -- When the resident was off the register and came back, so that past days count as they did.
  absences tstzmultirange not null default '{}',
  primary key (town_id, resident_id),
  constraint resident_household foreign key (town_id, household_id, area_id, number_key)
    references household (town_id, household_id, area_id, number_key)
    deferrable initially deferred,
  constraint resident_removed check ((removed_at is null) = (removal_reason is null))
);
create unique index resident_identity on resident (town_id, identity_blind)
  where removed_at is null;
create index resident_by_household on resident (town_id, household_id);
create index resident_in_order on resident (town_id, number_key, relation_rank, resident_id)
  where removed_at is null;
create index resident_by_area
  on resident (town_id, area_id, number_key, relation_rank, resident_id)
  where removed_at is null;
create index resident_by_identity_tail on resident (town_id, identity_tail)
  where removed_at is null;
create index resident_by_phone on resident (town_id, phone_blind) where removed_at is null;
create index resident_by_phone_tail on resident (town_id, phone_tail) where removed_at is null;
create index resident_by_name on resident using gin (search_grams(name)) where removed_at is null;
create index resident_vulnerable
  on resident (town_id, number_key, relation_rank, resident_id)
  where removed_at is null and vulnerabilities <> '{}';

-- A spreadsheet on its way in. Nothing of it is in the register before it is confirmed.
create table register_import (
  town_id uuid not null references town,
  import_id uuid not null,
  state text not null check (state in ('ready', 'confirmed', 'discarded')),
  file_name text not null,
  started_at timestamptz not null,
  closed_at timestamptz,
  sheet_name text not null,
  header_line int not null,
  -- Headers, samples and what each column is taken for; sealed, since samples are personal.
  columns bytea not null,
  -- Sheets of the file that were not read: name, rows, whether hidden.
  unread_sheets jsonb not null,
  hidden_rows int not null,
  rows_read int not null,
  rows_new int not null,
  rows_changed int not null,
  rows_same int not null,
  rows_rejected int not null,
  -- What was shown, in short: confirming does that and nothing else.
  plan_digest bytea not null,
  primary key (town_id, import_id),
  constraint register_import_adds_up
    check (rows_read = rows_new + rows_changed + rows_same + rows_rejected)
);
create index register_import_newest on register_import (town_id, started_at desc, import_id desc);

create table register_import_row (
  town_id uuid not null,
  import_id uuid not null,
  position int not null,
  sheet text not null,
  line int not null,
  fate text not null check (fate in ('new', 'changed', 'same', 'rejected')),
  -- The cells, and what was found of them; sealed. Gone once the import is closed or a week old,
  -- except the rejected rows of a confirmed one, which stay for that week.
  content bytea not null,
  primary key (town_id, import_id, position),
  foreign key (town_id, import_id) references register_import
);
create index register_import_row_by_fate
  on register_import_row (town_id, import_id, fate, position);
