-- Arrivals: people who came, or will come, from elsewhere, and what policy said of each.

create table arrival (
  town_id uuid not null references town,
  arrival_id uuid not null,
  resident_id uuid not null,
  revision int not null default 1,
  origin_code text not null check (origin_code ~ '^\d{6}$'),
  origin_detail text,
  transit_codes text[] not null default '{}',
  left_origin_on date,
  arrived_on date not null,
  transport text not null
    check (transport in ('train', 'plane', 'coach', 'car', 'boat', 'other')),
  transport_number text,
  is_close_contact boolean not null,
  door text not null
    check (door in ('door-knock', 'self-report', 'checkpoint', 'county-list', 'tip')),
  note text,
  -- What the policy in force when it was entered said, word for word, and which version it was.
  assessment jsonb not null,
  policy_version_id uuid not null,
  measure text not null
    check (measure in ('none', 'health-monitoring', 'home-isolation', 'central-isolation')),
  -- Where it came from by the same policy: how far, and through which stop a risk region.
  distance text not null
    check (distance in ('same-county', 'same-city', 'same-province', 'other-province', 'abroad')),
  risk_by text check (risk_by in ('origin', 'transit')),
  recorded_by uuid,
  created_at timestamptz not null,
  -- Since when the record says what it says now; what it said before is in arrival_history.
  known_from timestamptz not null,
  voided_at timestamptz,
  voided_by uuid,
  void_reason text,
  -- The latest order issued for it and how it stands; told by observation.
  order_id uuid,
  order_state text check (order_state in ('issued', 'released', 'revoked')),
  -- The last day on which an order is still awaited; null when none is.
  awaiting_until date,
  primary key (town_id, arrival_id),
  constraint arrival_resident foreign key (town_id, resident_id) references resident,
  constraint arrival_policy_version
    foreign key (town_id, policy_version_id) references policy_version,
  constraint arrival_recorded_by foreign key (town_id, recorded_by) references account,
  constraint arrival_dates check (left_origin_on <= arrived_on),
  constraint arrival_voided check ((voided_at is null) = (void_reason is null)),
  constraint arrival_order check ((order_id is null) = (order_state is null)),
  constraint arrival_voided_without_order check (voided_at is null or order_state is distinct from 'issued')
);
-- One arrival for each person and journey.
create unique index arrival_journey on arrival (town_id, resident_id, arrived_on)
  where voided_at is null;
create index arrival_newest on arrival (town_id, arrived_on desc, arrival_id desc);
create index arrival_awaiting on arrival (town_id, awaiting_until)
  where voided_at is null and awaiting_until is not null;

-- What an arrival said before it was put right, so that figures of past cut-offs stay what they were.
create table arrival_history (
  town_id uuid not null,
  arrival_id uuid not null,
  revision int not null,
  origin_code text not null,
  origin_detail text,
  transit_codes text[] not null,
  left_origin_on date,
  arrived_on date not null,
  transport text not null,
  transport_number text,
  is_close_contact boolean not null,
  door text not null,
  note text,
  assessment jsonb not null,
  policy_version_id uuid not null,
  measure text not null,
  distance text not null,
  risk_by text,
  recorded_by uuid,
  known_from timestamptz not null,
  known_until timestamptz not null,
  primary key (town_id, arrival_id, revision),
  foreign key (town_id, arrival_id) references arrival
);
create trigger arrival_history_is_append_only before update on arrival_history
  for each row execute function refuse_change();

-- Every arrival at every time it was known: pick `known_from <= at` and `known_until > at`.
create view arrival_as_known as
  select town_id, arrival_id, resident_id, arrived_on, measure, distance, risk_by,
    is_close_contact, known_from, null::timestamptz as known_until, voided_at
  from arrival
  union all
  select h.town_id, h.arrival_id, a.resident_id, h.arrived_on, h.measure, h.distance, h.risk_by,
    h.is_close_contact, h.known_from, h.known_until, a.voided_at
  from arrival_history h
  join arrival a on a.town_id = h.town_id and a.arrival_id = h.arrival_id;
