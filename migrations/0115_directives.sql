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

-- Each person's once. Which of a unit's stands is told by directive_progress.
create table directive_acknowledgement (
  town_id uuid not null,
  acknowledgement_id uuid not null,
  directive_id uuid not null,
  unit_id uuid not null,
  acknowledged_by uuid not null,
  -- In which order they were written, one after the other while the unit's row is held: two calls may note
  -- their times the other way round.
  heard bigint generated always as identity,
  -- By the device's clock, held between the issue and the receipt.
  acknowledged_at timestamptz not null,
  received_at timestamptz not null,
  primary key (town_id, acknowledgement_id),
  constraint directive_acknowledgement_once
    unique (town_id, directive_id, unit_id, acknowledged_by),
  constraint directive_acknowledgement_of
    foreign key (town_id, directive_id, unit_id) references directive_unit,
  constraint directive_acknowledgement_by
    foreign key (town_id, acknowledged_by) references account
);
create trigger directive_acknowledgement_is_append_only before update on directive_acknowledgement
  for each row execute function refuse_change();

create table directive_feedback (
  town_id uuid not null,
  feedback_id uuid not null,
  directive_id uuid not null,
  unit_id uuid not null,
  body text not null check (btrim(body) <> ''),
  written_by uuid not null,
  written_at timestamptz not null,
  received_at timestamptz not null,
  primary key (town_id, feedback_id),
  constraint directive_feedback_of
    foreign key (town_id, directive_id, unit_id) references directive_unit,
  constraint directive_feedback_by foreign key (town_id, written_by) references account
);
create index directive_feedback_by_time
  on directive_feedback (town_id, directive_id, received_at desc, feedback_id desc);
create trigger directive_feedback_is_append_only before update on directive_feedback
  for each row execute function refuse_change();

create table directive_completion (
  town_id uuid not null,
  directive_id uuid not null,
  unit_id uuid not null,
  finished_by uuid not null,
  finished_at timestamptz not null,
  received_at timestamptz not null,
  note text check (btrim(note) <> ''),
  primary key (town_id, directive_id, unit_id),
  constraint directive_completion_of
    foreign key (town_id, directive_id, unit_id) references directive_unit,
  constraint directive_completion_by foreign key (town_id, finished_by) references account
);
create trigger directive_completion_is_append_only before update on directive_completion
  for each row execute function refuse_change();

-- A directive with the instant from which it stood no more.
create view directive_known as
  select directive.*, withdrawal.withdrawn_at, withdrawal.withdrawn_by, withdrawal.reason,
    successor.directive_id as successor_id,
    coalesce(withdrawal.withdrawn_at, successor.issued_at) as ended_at
  from directive
  left join directive_withdrawal withdrawal using (town_id, directive_id)
  left join directive successor
    on successor.town_id = directive.town_id and successor.replaces = directive.directive_id;

-- How each unit stands. Of several people's confirmations the one received first stands, but one made
-- in time, received late, before one that was not.
create view directive_progress as
  select unit.town_id, unit.directive_id, unit.unit_id, unit.name, unit.name_en, unit.position,
    directive.confirm_by, directive.finish_by,
    standing.acknowledged_by, standing.acknowledged_at,
    standing.received_at as acknowledged_received_at,
    completion.finished_by, completion.finished_at, completion.note,
    completion.received_at as finished_received_at
  from directive_unit unit
  join directive using (town_id, directive_id)
  left join lateral (
    select acknowledged_by, acknowledged_at, received_at
    from directive_acknowledgement made
    where made.town_id = unit.town_id and made.directive_id = unit.directive_id
      and made.unit_id = unit.unit_id
    order by made.acknowledged_at >= directive.confirm_by, made.heard
    limit 1) standing on true
  left join directive_completion completion
    on completion.town_id = unit.town_id and completion.directive_id = unit.directive_id
    and completion.unit_id = unit.unit_id;
