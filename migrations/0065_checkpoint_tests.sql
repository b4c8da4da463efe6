-- Results of tests and colours of health codes, by person: entered by hand or from the county's list.
create table checkpoint_test (
  town_id uuid not null references town,
  received_at timestamptz not null,
  test_id uuid not null,
  -- Sealed with the response's key; the blind is a keyed digest.
  identity bytea not null,
  identity_blind bytea not null,
  sampled_at timestamptz,
  result text check (result in ('negative', 'positive', 'pending')),
  health_code text check (health_code in ('green', 'amber', 'red')),
  source text not null check (source in ('manual', 'list')),
  -- The write it came with: an import brings many.
  write_id uuid not null,
  recorded_by uuid,
  primary key (town_id, received_at, test_id),
  constraint checkpoint_test_says_something
    check ((sampled_at is null) = (result is null) and (result is not null or health_code is not null))
);
create index checkpoint_test_by_person
  on checkpoint_test (town_id, identity_blind, received_at desc);
create index checkpoint_test_in_order
  on checkpoint_test (town_id, received_at desc, test_id desc);
create trigger checkpoint_test_is_append_only before update on checkpoint_test
  for each row execute function refuse_change();
