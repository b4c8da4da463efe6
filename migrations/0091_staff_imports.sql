-- What members of staff were before a spreadsheet changed them, and after; until it is taken back.
create table staff_import (
  town_id uuid not null,
  import_id uuid not null,
  staff_id uuid not null,
  -- Absent for who was added.
  before jsonb,
  after jsonb not null,
  primary key (town_id, import_id, staff_id),
  foreign key (town_id, import_id) references sheet_import,
  foreign key (town_id, staff_id) references staff
);

-- Added by a spreadsheet that was taken back: shown nowhere, but past days count them as they did.
alter table staff add column withdrawn_at timestamptz;
alter table staff add constraint staff_withdrawn check (withdrawn_at is null or not is_active);
