-- Whom and what a day's rules were about, once the day has ended: registers and rules change, a past day
-- does not. Only the lists are kept; what was done is counted from the records, so that one that comes
-- late counts by itself.

create table round_day (
  town_id uuid not null references town,
  day date not null,
  closed_at timestamptz not null,
  -- The day's duties as they were worked out: the rule, how often, and since when where it is owed once.
  duties jsonb not null check (jsonb_typeof(duties) = 'array'),
  primary key (town_id, day)
);

create table round_day_list (
  town_id uuid not null references town,
  list_id uuid not null default gen_random_uuid(),
  day date not null,
  rule_id text not null,
  -- Where the targets lay. It goes where an area that is merged goes.
  area_id uuid not null,
  -- On the list since before the day began.
  whole uuid[] not null,
  -- They came onto it during the day: counted when done, and not missed.
  late uuid[] not null,
  primary key (town_id, day, rule_id, list_id),
  constraint round_day_list_day foreign key (town_id, day) references round_day on delete cascade,
  constraint round_day_list_area foreign key (town_id, area_id) references area
);
create index round_day_list_by_area on round_day_list (town_id, area_id);
