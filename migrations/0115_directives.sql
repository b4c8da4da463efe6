-- Directives: what the town tells its units to do; who confirmed, what came of it, who has finished.
-- Nothing here is ever changed: a directive is replaced by another or withdrawn.

-- The last number given in a year.
create table directive_number (
  town_id uuid not null references town,
  year int not null,
  last int not null check (last > 0),
  primary key (town_id, year)
);

create table directive (
  town_id uuid not null references town,
  directive_id uuid not null,
  number_year int not null,
  number int not null check (number > 0),
  title text not null check (btrim(title) <> ''),
  body text not null check (btrim(body) <> ''),
  issued_by uuid not null,
  issued_at timestamptz not null,
  confirm_by timestamptz not null,
  finish_by timestamptz,
  -- The directive this one takes the place of.
  replaces uuid,
  primary key (town_id, directive_id),
  constraint directive_numbered unique (town_id, number_year, number),
  constraint directive_issuer foreign key (town_id, issued_by) references account,
  constraint directive_replaces foreign key (town_id, replaces) references directive,
  constraint directive_times check (issued_at < confirm_by and confirm_by <= finish_by)
);
-- One takes another's place once.
create unique index directive_replaced on directive (town_id, replaces) where replaces is not null;
create index directive_by_time on directive (town_id, issued_at desc, directive_id desc);
create trigger directive_is_append_only before update on directive
  for each row execute function refuse_change();

create table directive_withdrawal (
  town_id uuid not null,
  directive_id uuid not null,
  withdrawn_by uuid not null,
  withdrawn_at timestamptz not null,
  reason text not null check (btrim(reason) <> ''),
  primary key (town_id, directive_id),
  constraint directive_withdrawal_of foreign key (town_id, directive_id) references directive,
  constraint directive_withdrawal_by foreign key (town_id, withdrawn_by) references account
);
create trigger directive_withdrawal_is_append_only before update on directive_withdrawal
  for each row execute function refuse_change();

-- The units it was addressed to, as they were called then. A unit may be dissolved later.
create table directive_unit (
  town_id uuid not null,
  directive_id uuid not null,
  unit_id uuid not null,
  name text not null,
  name_en text not null,
  position int not null,
  primary key (town_id, directive_id, unit_id),
  constraint directive_unit_of foreign key (town_id, directive_id) references directive
);
create index directive_unit_by_unit on directive_unit (town_id, unit_id, directive_id);
create trigger directive_unit_is_append_only before update on directive_unit
  for each row execute function refuse_change();

-- What units do with directives: said by themselves or entered by the office, taken back or put right.
create table directive_act (
  town_id uuid not null,
  act_id uuid not null,
  directive_id uuid not null,
  unit_id uuid not null,
  kind text not null check (kind in ('acknowledgement', 'feedback', 'completion')),
  -- What was fed back, or done.
  body text check (btrim(body) <> ''),
  -- Of what the office entered: who entered it.
  acted_by uuid not null,
  -- In which order they were written, one after the other while the unit's row is held: two calls may note
  -- their times the other way round.
  heard bigint generated always as identity,
  -- By the device's clock, or as it was said on the telephone, held between the issue and the receipt.
  acted_at timestamptz not null,
  received_at timestamptz not null,
  -- Who rang, came or wrote, where the office entered it for them.
  said_by text check (btrim(said_by) <> ''),
  said_staff uuid,
  way text check (way in ('telephone', 'in-person', 'paper')),
  primary key (town_id, act_id),
  constraint directive_act_of foreign key (town_id, directive_id, unit_id) references directive_unit,
  constraint directive_act_by foreign key (town_id, acted_by) references account,
  constraint directive_act_said_staff foreign key (town_id, said_staff) references staff,
  constraint directive_act_entered check (
    (said_by is null) = (way is null) and (said_staff is null or said_by is not null)),
  constraint directive_act_words check (kind <> 'feedback' or body is not null)
);

-- Each person of a unit confirms once.
create unique index directive_act_confirmed_once
  on directive_act (town_id, directive_id, unit_id, acted_by)
  where kind = 'acknowledgement' and way is null;
create index directive_act_of_unit on directive_act (town_id, directive_id, unit_id, kind, heard);
-- The history of a directive, the latest first.
create index directive_act_by_time
  on directive_act (town_id, directive_id, received_at desc, act_id desc);
create trigger directive_act_is_append_only before update on directive_act
  for each row execute function refuse_change();

-- An act read otherwise from then on: with other words, or with none, which takes it back.
create table directive_amendment (
  town_id uuid not null,
  amendment_id uuid not null,
  act_id uuid not null,
  heard bigint generated always as identity,
  body text check (btrim(body) <> ''),
  reason text not null check (btrim(reason) <> ''),
  amended_by uuid not null,
  amended_at timestamptz not null,
  received_at timestamptz not null,
  primary key (town_id, amendment_id),
  constraint directive_amendment_of foreign key (town_id, act_id) references directive_act,
  constraint directive_amendment_by foreign key (town_id, amended_by) references account
);
create index directive_amendment_of_act on directive_amendment (town_id, act_id, heard desc);
create unique index directive_taken_back_once on directive_amendment (town_id, act_id)
  where body is null;
create trigger directive_amendment_is_append_only before update on directive_amendment
  for each row execute function refuse_change();

-- Acts as they read now.
create view directive_act_known as
  select act.*, coalesce(last.body, act.body) as words,
    last.amendment_id is not null and last.body is null as is_taken_back
  from directive_act act
  left join lateral (
    select amendment_id, body
    from directive_amendment made
    where made.town_id = act.town_id and made.act_id = act.act_id
    order by made.heard desc
    limit 1) last on true;

-- What stands for each unit, kept with every act and every taking back: lists of directives ask it of
-- each unit of each. Of several people's confirmations the one received first stands, but one made in time, received late, before one that was not.
create table directive_stand (
  town_id uuid not null,
  directive_id uuid not null,
  unit_id uuid not null,
  acknowledgement_id uuid,
  acknowledged_at timestamptz,
  -- When the first confirmation that wasn't taken back was received.
  heard_at timestamptz,
  completion_id uuid,
  finished_at timestamptz,
  primary key (town_id, directive_id, unit_id),
  constraint directive_stand_of foreign key (town_id, directive_id, unit_id) references directive_unit
);
create index directive_stand_waiting on directive_stand (town_id, directive_id)
  where acknowledgement_id is null;
create index directive_stand_unfinished on directive_stand (town_id, directive_id)
  where completion_id is null;
create index directive_stand_heard on directive_stand (town_id, heard_at);
-- What a unit was sent: the rail's count at every desk, and every phone's pull, read how all units stand.
create index directive_stand_of_unit on directive_stand (town_id, unit_id, directive_id);

-- How units stand by what is written: the same for one of them and for all.
create view directive_standing as
  select unit.town_id, unit.directive_id, unit.unit_id, confirmed.act_id as acknowledgement_id,
    confirmed.acted_at as acknowledged_at, confirmed.first_at as heard_at,
    finished.act_id as completion_id, finished.acted_at as finished_at
  from directive_unit unit
  join directive using (town_id, directive_id)
  left join lateral (
    select act_id, acted_at, min(received_at) over () as first_at
    from directive_act_known made
    where made.town_id = unit.town_id and made.directive_id = unit.directive_id
      and made.unit_id = unit.unit_id and made.kind = 'acknowledgement' and not made.is_taken_back
    order by made.acted_at >= directive.confirm_by, made.heard
    limit 1) confirmed on true
  left join lateral (
    select act_id, acted_at
    from directive_act_known made
    where made.town_id = unit.town_id and made.directive_id = unit.directive_id
      and made.unit_id = unit.unit_id and made.kind = 'completion' and not made.is_taken_back
    order by made.heard
    limit 1) finished on true;

-- A directive with the instant from which it stood no more.
create view directive_known as
  select directive.*, withdrawal.withdrawn_at, withdrawal.withdrawn_by, withdrawal.reason,
    successor.directive_id as successor_id,
    coalesce(withdrawal.withdrawn_at, successor.issued_at) as ended_at
  from directive
  left join directive_withdrawal withdrawal using (town_id, directive_id)
  left join directive successor
    on successor.town_id = directive.town_id and successor.replaces = directive.directive_id;

create function stand_of_new_units() returns trigger language plpgsql as $$
begin
  insert into directive_stand (town_id, directive_id, unit_id)
    select town_id, directive_id, unit_id from added;
  return null;
end $$;
create trigger directive_unit_stands after insert on directive_unit
  referencing new table as added for each statement execute function stand_of_new_units();

create function stand_after_act() returns trigger language plpgsql as $$
begin
  update directive_stand stand
    set acknowledgement_id = now_so.acknowledgement_id, acknowledged_at = now_so.acknowledged_at,
      heard_at = now_so.heard_at, completion_id = now_so.completion_id, finished_at = now_so.finished_at
    from directive_standing now_so
    where now_so.town_id = new.town_id and now_so.directive_id = new.directive_id
      and now_so.unit_id = new.unit_id
      and stand.town_id = new.town_id and stand.directive_id = new.directive_id
      and stand.unit_id = new.unit_id;
  return null;
end $$;
create trigger directive_act_stands after insert on directive_act
  for each row when (new.kind <> 'feedback') execute function stand_after_act();

create function stand_after_taking_back() returns trigger language plpgsql as $$
begin
  update directive_stand stand
    set acknowledgement_id = now_so.acknowledgement_id, acknowledged_at = now_so.acknowledged_at,
      heard_at = now_so.heard_at, completion_id = now_so.completion_id, finished_at = now_so.finished_at
    from directive_act act
    join directive_standing now_so using (town_id, directive_id, unit_id)
    where act.town_id = new.town_id and act.act_id = new.act_id
      and stand.town_id = act.town_id and stand.directive_id = act.directive_id
      and stand.unit_id = act.unit_id;
  return null;
end $$;
create trigger directive_taking_back_stands after insert on directive_amendment
  for each row when (new.body is null) execute function stand_after_taking_back();

create view directive_progress as
  select unit.town_id, unit.directive_id, unit.unit_id, unit.name, unit.name_en, unit.position,
    directive.confirm_by, directive.finish_by,
    stand.acknowledgement_id, stand.acknowledged_at, confirmed.acted_by as acknowledged_by,
    confirmed.received_at as acknowledged_received_at,
    confirmed.said_by as acknowledged_said_by, confirmed.way as acknowledged_way,
    stand.completion_id, stand.finished_at, finished.acted_by as finished_by,
    finished.received_at as finished_received_at,
    finished.said_by as finished_said_by, finished.way as finished_way, finished.words as note
  from directive_unit unit
  join directive using (town_id, directive_id)
  join directive_stand stand using (town_id, directive_id, unit_id)
  left join directive_act confirmed
    on confirmed.town_id = stand.town_id and confirmed.act_id = stand.acknowledgement_id
  left join directive_act_known finished
    on finished.town_id = stand.town_id and finished.act_id = stand.completion_id;
