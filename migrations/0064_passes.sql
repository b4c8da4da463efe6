-- Passes (出入证): applied for, issued as signed cards, renewed, lost, revoked.

-- The last serial number given in a town.
create table checkpoint_pass_number (
  town_id uuid primary key references town,
  last int not null check (last > 0)
);

create table checkpoint_pass (
  town_id uuid not null references town,
  pass_id uuid not null,
  kind text not null check (kind in ('person', 'vehicle', 'household')),
  area_id uuid not null,
  resident_id uuid,
  household_id uuid,
  holder_name text not null check (btrim(holder_name) <> ''),
  -- Sealed with the response's key.
  identity bytea,
  plate bytea,
  -- Keyed digest of identity number, plate or household: the same holder, the same digest.
  holder_key bytea not null,
  every_days int check (every_days between 1 and 14),
  valid_from date not null,
  valid_until date not null,
  purpose text,
  state text not null
    check (state in ('applied', 'refused', 'issued', 'renewed', 'lost', 'revoked')),
  -- From its issue on.
  serial int check (serial > 0),
  salt bytea check (length(salt) = 4),
  renews uuid,
  applied_at timestamptz not null,
  applied_by uuid,
  decided_at timestamptz,
  decided_by uuid,
  ended_at timestamptz,
  ended_by uuid,
  reason text check (btrim(reason) <> ''),
  primary key (town_id, pass_id),
  constraint checkpoint_pass_serial unique (town_id, serial),
  constraint checkpoint_pass_area foreign key (town_id, area_id) references area,
  constraint checkpoint_pass_resident foreign key (town_id, resident_id) references resident,
  constraint checkpoint_pass_household foreign key (town_id, household_id) references household,
  constraint checkpoint_pass_renews foreign key (town_id, renews) references checkpoint_pass,
  constraint checkpoint_pass_days check (valid_from <= valid_until),
  constraint checkpoint_pass_issued
    check ((state in ('applied', 'refused')) = (serial is null)
      and (serial is null) = (salt is null)),
  constraint checkpoint_pass_ended
    check ((state in ('renewed', 'lost', 'revoked')) = (ended_at is not null)),
  constraint checkpoint_pass_holder check (
    case kind when 'person' then identity is not null and plate is null
      when 'vehicle' then plate is not null and identity is null
      else household_id is not null and plate is null and identity is null end)
);
-- One person, one card.
create unique index checkpoint_pass_of_holder on checkpoint_pass (town_id, kind, holder_key)
  where state in ('applied', 'issued');
create index checkpoint_pass_by_area on checkpoint_pass (town_id, area_id);
create index checkpoint_pass_in_order
  on checkpoint_pass (town_id, applied_at desc, pass_id desc);
create index checkpoint_pass_cancelled on checkpoint_pass (town_id, serial)
  where state in ('renewed', 'lost', 'revoked');

-- What somebody said of a card used twice at once, elsewhere, or refused for a grave reason.
create table checkpoint_misuse_answer (
  town_id uuid not null references town,
  -- The earlier and the later use; twice the same for a card refused.
  earlier_id uuid not null,
  later_id uuid not null,
  action text not null check (btrim(action) <> ''),
  by_account uuid,
  at timestamptz not null,
  primary key (town_id, earlier_id, later_id)
);
create trigger checkpoint_misuse_answer_is_append_only before update on checkpoint_misuse_answer
  for each row execute function refuse_change();
