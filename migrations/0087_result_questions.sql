-- Results may also come from the county's platform, asked about one person at a time.
alter table checkpoint_test drop constraint checkpoint_test_source_check;
alter table checkpoint_test add constraint checkpoint_test_source_check
  check (source in ('manual', 'list', 'county'));

-- What was asked. The number itself goes once there is an answer; the rest after two days.
create table checkpoint_question (
  town_id uuid not null references town,
  question_id uuid not null,
  identity bytea,
  identity_blind bytea not null,
  asked_at timestamptz not null,
  asked_by uuid,
  answered_at timestamptz,
  is_known boolean,
  primary key (town_id, question_id),
  constraint checkpoint_question_keeps_nothing_answered
    check ((answered_at is null) = (identity is not null) and (answered_at is null) = (is_known is null))
);
create index checkpoint_question_waiting
  on checkpoint_question (town_id, asked_at) where answered_at is null;
create index checkpoint_question_by_person
  on checkpoint_question (town_id, identity_blind, asked_at desc);

-- How the platform did when it was last asked; no domain fact, so not in the journal.
create table checkpoint_result_source (
  town_id uuid primary key references town,
  answered_at timestamptz,
  failed_at timestamptz,
  failure text check (failure in ('unreachable', 'timeout', 'refused', 'busy', 'failed', 'unreadable')),
  -- It is left alone until then.
  retry_at timestamptz
);
