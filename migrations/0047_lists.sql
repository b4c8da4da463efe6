-- How people look at lists: saved views, chosen columns. And what lists of the register ask by.

-- A list's filters, order and columns under a name. Searches are not kept: they name people.
create table list_view (
  town_id uuid not null references town,
  view_id uuid not null,
  list text not null,
  account_id uuid not null,
  name text not null,
  filters jsonb not null,
  sort text,
  columns text[] not null,
  -- With the town's office, which may also change and remove it.
  is_shared boolean not null default false,
  revision int not null default 1,
  saved_at timestamptz not null,
  primary key (town_id, view_id),
  foreign key (town_id, account_id) references account
);
create unique index list_view_name on list_view (town_id, account_id, list, name);
create index list_view_shared on list_view (town_id, list) where is_shared;

-- How somebody has a list when nothing else is asked for.
create table list_habit (
  town_id uuid not null,
  account_id uuid not null,
  list text not null,
  columns text[],
  view_id uuid,
  primary key (town_id, account_id, list),
  foreign key (town_id, account_id) references account,
  foreign key (town_id, view_id) references list_view on delete set null (view_id)
);
create index list_habit_by_view on list_habit (town_id, view_id) where view_id is not null;

-- Those off the register are few, and listed like the others.
create index resident_removed on resident (town_id, number_key, relation_rank, resident_id)
  where removed_at is not null;
create index household_removed on household (town_id, number_key, household_id)
  where removed_at is not null;
create index household_by_change on household (town_id, changed_at, household_id)
  where removed_at is null;
