-- The town's rules by the day from which they hold.

create table policy_version (
  town_id uuid not null references town,
  version_id uuid not null,
  effective_from date not null,
  title_zh text not null,
  title_en text not null,
  rules jsonb not null,
  -- Null for the rules a town is founded with.
  approved_by uuid,
  approved_at timestamptz not null,
  withdrawn_at timestamptz,
  primary key (town_id, version_id),
  constraint policy_version_approved_by foreign key (town_id, approved_by) references account
);
create unique index policy_version_day on policy_version (town_id, effective_from)
  where withdrawn_at is null;
