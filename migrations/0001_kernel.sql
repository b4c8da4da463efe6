-- Towns, their responses and keys, accounts and sessions, the journal and its seals.
-- Every key begins with town_id, so that the schema distributes by it unchanged.

create extension if not exists pg_trgm;
-- The job queue keeps its own tables in here.
create schema if not exists pgboss;

create table instance_state (
  name text primary key,
  value jsonb not null
);

create table town (
  town_id uuid primary key,
  name text not null,
  name_en text not null,
  county text,
  province text,
  time_zone text not null default 'Asia/Shanghai',
  is_drill boolean not null default false,
  collect_by text not null,
  meet_at text not null,
  publish_tasks_at text not null,
  bulletin_by text not null,
  response_id uuid not null,
  founded_at timestamptz not null
);

create table response (
  town_id uuid not null references town,
  response_id uuid not null,
  name text not null,
  name_en text not null,
  activated_on date not null,
  ended_on date,
  primary key (town_id, response_id)
);

-- The key personal fields of one response are sealed with, itself sealed with the instance's key.
create table response_key (
  town_id uuid not null,
  response_id uuid not null,
  wrapped bytea,
  made_at timestamptz not null,
  destroyed_at timestamptz,
  primary key (town_id, response_id),
  foreign key (town_id, response_id) references response,
  constraint response_key_destroyed check ((wrapped is null) = (destroyed_at is not null))
);

create table account (
  town_id uuid not null references town,
  account_id uuid not null,
  user_name text not null,
  display_name text not null,
  staff_id uuid,
  state text not null check (state in ('invited', 'active', 'suspended')),
  password_hash text,
  code_hash text,
  code_expires_at timestamptz,
  created_at timestamptz not null,
  last_sign_in_at timestamptz,
  primary key (town_id, account_id),
  constraint account_user_name_key unique (town_id, user_name)
);

create table account_grant (
  town_id uuid not null,
  account_id uuid not null,
  role text not null,
  scope_kind text not null check (scope_kind in ('town', 'area', 'unit', 'checkpoint', 'store')),
  -- For the scope kind `town`, the town's own id.
  scope_id uuid not null,
  primary key (town_id, account_id, role, scope_kind, scope_id),
  foreign key (town_id, account_id) references account
);

-- Only the SHA-256 of the token is kept.
create table session (
  town_id uuid not null,
  token_hash bytea not null,
  account_id uuid not null,
  opened_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (town_id, token_hash),
  foreign key (town_id, account_id) references account
);
create index session_by_account on session (town_id, account_id);
create index session_by_token on session (token_hash);

-- Failed tries, by a keyed digest of what was tried (account name, address): never in clear.
create table throttle (
  key bytea primary key,
  failures int not null,
  last_at timestamptz not null
);

create table journal (
  town_id uuid not null references town,
  id uuid not null,
  sequence bigint generated always as identity,
  -- Rows become visible in commit order, not in sequence order: cursors go by transaction.
  xid xid8 not null default pg_current_xact_id(),
  entry text not null,
  actor_id uuid,
  device text,
  subject_kind text,
  subject_ids uuid[] not null default '{}',
  area_id uuid,
  details jsonb,
  happened_at timestamptz,
  received_at timestamptz not null,
  digest bytea not null,
  answer jsonb,
  primary key (town_id, id)
);
create index journal_by_order on journal (town_id, xid, sequence);
create index journal_by_time on journal (town_id, received_at desc, id desc);
create index journal_by_subject on journal using gin (subject_ids);

-- The same id sent again with other content: refused, and kept for somebody to look at.
create table journal_conflict (
  town_id uuid not null references town,
  conflict_id uuid not null,
  id uuid not null,
  entry text not null,
  actor_id uuid,
  received_at timestamptz not null,
  digest bytea not null,
  primary key (town_id, conflict_id)
);

create table journal_seal (
  town_id uuid not null references town,
  number int not null,
  upto_xid xid8 not null,
  upto_sequence bigint not null,
  rows int not null,
  root bytea not null,
  head bytea not null,
  signature bytea not null,
  key_id text not null,
  sealed_at timestamptz not null,
  primary key (town_id, number)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are never changed', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger journal_is_append_only before update or delete on journal
  for each row execute function refuse_change();
create trigger journal_seal_is_append_only before update or delete on journal_seal
  for each row execute function refuse_change();

create table division (
  code text primary key,
  name text not null,
  name_en text,
  parent_code text,
  path text[] not null
);
create index division_by_parent on division (parent_code, code);
create index division_by_name on division using gin (name gin_trgm_ops);
