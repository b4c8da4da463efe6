-- Observation: orders that restrict a person, temperature readings, alerts.

-- The last number given in a year, of orders and of release certificates.
create table observation_number (
  town_id uuid not null references town,
  kind text not null check (kind in ('order', 'certificate')),
  year int not null,
  last int not null check (last > 0),
  primary key (town_id, kind, year)
);

-- An order without basis, reason, issuer, start, end, place, somebody who answers for the person or
-- a way to appeal can't be written down.
create table observation_order (
  town_id uuid not null references town,
  order_id uuid not null,
  arrival_id uuid not null,
  resident_id uuid not null,
  number_year int not null,
  number int not null check (number > 0),
  -- Which part of the assessment it carries out: what follows on is an order of its own.
  part text not null check (part in ('main', 'follow-on')),
  measure text not null
    check (measure in ('health-monitoring', 'home-isolation', 'central-isolation')),
  -- The day the period is counted from, which is not counted itself.
  counted_from date not null,
  start_day date not null,
  end_day date not null,
  -- The same in instants: from 00:00 of the first day until 24:00 of the last.
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  place text not null check (btrim(place) <> ''),
  reason_zh text not null check (btrim(reason_zh) <> ''),
  reason_en text not null check (btrim(reason_en) <> ''),
  -- Laws and notices it rests on, with their texts.
  bases jsonb not null check (jsonb_typeof(bases) = 'array' and jsonb_array_length(bases) > 0),
  -- Who answers for the person, with the names they had when it was issued.
  chain jsonb not null check (jsonb_typeof(chain) = 'array' and jsonb_array_length(chain) > 0),
  appeal_name text not null check (btrim(appeal_name) <> ''),
  appeal_phone text not null check (btrim(appeal_phone) <> ''),
  -- The rule of the policy version that asked for it.
  rule_id text not null,
  policy_version_id uuid not null,
  issued_by uuid not null,
  issued_at timestamptz not null,
  state text not null default 'issued' check (state in ('issued', 'released', 'revoked')),
  ended_at timestamptz,
  ended_by uuid,
  -- The write that ended it: its number in the journal.
  end_write_id uuid,
  checklist text[],
  certificate_year int,
  certificate_number int check (certificate_number > 0),
  revocation_reason text check (btrim(revocation_reason) <> ''),
  primary key (town_id, order_id),
  constraint observation_order_arrival foreign key (town_id, arrival_id) references arrival,
  constraint observation_order_resident foreign key (town_id, resident_id) references resident,
  constraint observation_order_policy_version
    foreign key (town_id, policy_version_id) references policy_version,
  constraint observation_order_issuer foreign key (town_id, issued_by) references account,
  constraint observation_order_ender foreign key (town_id, ended_by) references account,
  constraint observation_order_number unique (town_id, number_year, number),
  constraint observation_certificate_number
    unique (town_id, certificate_year, certificate_number),
  constraint observation_order_days
    check (counted_from <= start_day and start_day <= end_day and starts_at < ends_at),
  constraint observation_order_ended check (
    case state
      when 'issued' then num_nonnulls(ended_at, ended_by, end_write_id, checklist,
        certificate_year, certificate_number, revocation_reason) = 0
      when 'released' then num_nulls(ended_at, ended_by, end_write_id, checklist,
        certificate_year, certificate_number) = 0 and revocation_reason is null
      else num_nulls(ended_at, ended_by, end_write_id, revocation_reason) = 0
        and num_nonnulls(checklist, certificate_year, certificate_number) = 0
    end)
);
-- Nobody is under two orders.
create unique index observation_order_standing on observation_order (town_id, resident_id)
  where state = 'issued';
-- The order of the list: standing orders by their end, then ended ones, the latest first.
create index observation_order_in_order on observation_order (town_id,
  (case when state = 'issued' then end_day - date '2000-01-01'
    else 1000000 - (end_day - date '2000-01-01') end), order_id);
create index observation_order_by_resident on observation_order (town_id, resident_id, issued_at);
create index observation_order_by_arrival on observation_order (town_id, arrival_id);
create index observation_order_by_time on observation_order (town_id, ends_at, starts_at);

-- What was issued stays as it was issued; only its end is added, once.
create function keep_order_as_issued() returns trigger language plpgsql as $$
begin
  if old.state <> 'issued' or
    (to_jsonb(old) - array['state', 'ended_at', 'ended_by', 'end_write_id', 'checklist',
      'certificate_year', 'certificate_number', 'revocation_reason'])
    is distinct from
    (to_jsonb(new) - array['state', 'ended_at', 'ended_by', 'end_write_id', 'checklist',
      'certificate_year', 'certificate_number', 'revocation_reason'])
  then
    raise exception 'an order is never changed' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger observation_order_is_kept before update on observation_order
  for each row execute function keep_order_as_issued();

create table observation_reading (
  town_id uuid not null,
  reading_id uuid not null,
  order_id uuid not null,
  celsius numeric(3, 1) not null check (celsius between 34 and 43),
  -- By the policy of the day it was taken on.
  is_fever boolean not null,
  policy_version_id uuid not null,
  symptoms text[] not null default '{}',
  note text,
  -- By the device's clock.
  taken_at timestamptz not null,
  received_at timestamptz not null,
  taken_by uuid,
  -- The reading this one replaces, and why.
  corrects uuid,
  correction_reason text,
  primary key (town_id, reading_id),
  constraint observation_reading_order
    foreign key (town_id, order_id) references observation_order,
  constraint observation_reading_corrects
    foreign key (town_id, corrects) references observation_reading,
  constraint observation_reading_policy_version
    foreign key (town_id, policy_version_id) references policy_version,
  constraint observation_reading_taker foreign key (town_id, taken_by) references account,
  constraint observation_reading_correction
    check ((corrects is null) = (correction_reason is null))
);
create index observation_reading_by_order
  on observation_reading (town_id, order_id, taken_at, reading_id);
-- All readings of a day at once.
create index observation_reading_by_time on observation_reading (town_id, taken_at);
create unique index observation_reading_replaced on observation_reading (town_id, corrects)
  where corrects is not null;
create trigger observation_reading_is_append_only before update on observation_reading
  for each row execute function refuse_change();

create table observation_alert (
  town_id uuid not null,
  alert_id uuid not null,
  kind text not null check (kind in ('fever', 'missed')),
  order_id uuid not null,
  day date not null,
  -- Of a missed reading: the window and its grace, within which a late arrival settles the matter.
  window_id text,
  window_from timestamptz,
  window_until timestamptz,
  -- Of a fever: the reading.
  reading_id uuid,
  raised_at timestamptz not null,
  -- Closed by a person who says what was done, or by the reading that settles the matter: one made
  -- in the window and received late, or the correction of a fever that was none.
  closed_at timestamptz,
  closed_by uuid,
  action text,
  settled_by uuid,
  primary key (town_id, alert_id),
  constraint observation_alert_order
    foreign key (town_id, order_id) references observation_order,
  constraint observation_alert_reading
    foreign key (town_id, reading_id) references observation_reading,
  constraint observation_alert_settled
    foreign key (town_id, settled_by) references observation_reading,
  constraint observation_alert_closer foreign key (town_id, closed_by) references account,
  constraint observation_alert_kind check (
    case kind when 'fever' then reading_id is not null and window_id is null
      else reading_id is null and num_nulls(window_id, window_from, window_until) = 0 end),
  constraint observation_alert_closed check (
    case when closed_at is null then num_nonnulls(closed_by, action, settled_by) = 0
      else (num_nulls(closed_by, action) = 0) <> (settled_by is not null) end)
);
create unique index observation_alert_missed on observation_alert (town_id, order_id, day, window_id)
  where kind = 'missed';
create unique index observation_alert_fever on observation_alert (town_id, reading_id)
  where kind = 'fever';
create index observation_alert_open on observation_alert (town_id, raised_at desc, alert_id desc)
  where closed_at is null;
create index observation_alert_closed_ones
  on observation_alert (town_id, raised_at desc, alert_id desc) where closed_at is not null;
create index observation_alert_by_order on observation_alert (town_id, order_id);

-- Reading windows that have closed and were looked through for missed readings.
create table observation_watch (
  town_id uuid not null references town,
  day date not null,
  window_id text not null,
  closed_at timestamptz not null,
  checked_at timestamptz not null,
  primary key (town_id, day, window_id)
);
