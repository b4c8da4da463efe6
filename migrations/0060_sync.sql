-- Phones: the devices, what they sent without being allowed to, and where the town's history stands.

create table sync_device (
  town_id uuid not null references town,
  device_id uuid not null,
  account_id uuid not null,
  -- SHA-256 of the key the phone was given; the key is stored nowhere.
  key_hash bytea not null,
  label text not null,
  app_version text not null,
  protocol int not null,
  registered_at timestamptz not null,
  last_seen_at timestamptz not null,
  -- The phone's clock minus ours, at the last contact.
  skew_ms bigint not null,
  -- `<role> <area>` → when records were last given for it.
  scope_seen jsonb not null default '{}',
  has_quarantined boolean not null default false,
  lost_at timestamptz,
  lost_by uuid,
  wiped_at timestamptz,
  primary key (town_id, device_id),
  constraint sync_device_account foreign key (town_id, account_id) references account,
  constraint sync_device_loser foreign key (town_id, lost_by) references account
);
-- A phone that has no session says who it is, and not of which town.
create index sync_device_by_id on sync_device (device_id);
create index sync_device_in_order on sync_device (town_id, last_seen_at desc, device_id desc);

create table sync_quarantine (
  town_id uuid not null,
  -- The id the phone gave the record.
  record_id uuid not null,
  device_id uuid not null,
  account_id uuid not null,
  procedure text not null,
  digest bytea not null,
  -- Sealed with the response's key, whole.
  input bytea not null,
  happened_at timestamptz not null,
  received_at timestamptz not null,
  reason text not null
    check (reason in ('suspended', 'device-lost', 'scope-lost', 'outdated', 'not-known')),
  state text not null default 'open' check (state in ('open', 'applied', 'discarded')),
  decided_by uuid,
  decided_at timestamptz,
  decision text,
  primary key (town_id, record_id),
  constraint sync_quarantine_device foreign key (town_id, device_id) references sync_device,
  constraint sync_quarantine_account foreign key (town_id, account_id) references account,
  constraint sync_quarantine_decider foreign key (town_id, decided_by) references account,
  constraint sync_quarantine_decided check ((state = 'open') = (decided_at is null))
);
create index sync_quarantine_in_order on sync_quarantine (town_id, state, received_at, record_id);

create table sync_history (
  town_id uuid primary key references town,
  epoch uuid not null,
  -- Everything below this transaction is in the last complete backup.
  backup_number int not null default 0,
  backup_xid xid8 not null default '0',
  begun_xid xid8,
  begun_at timestamptz
);
