-- Lists of areas, premises and staff brought in from spreadsheets: what came of each, and whether it was taken back.

create table sheet_import (
  town_id uuid not null references town,
  -- The write's.
  import_id uuid not null,
  what text not null check (what in ('areas', 'premises', 'staff')),
  file_name text not null,
  read_lines int not null,
  new_lines int not null,
  changed_lines int not null,
  same_lines int not null,
  rejected_lines int not null,
  imported_at timestamptz not null,
  imported_by uuid,
  undone_at timestamptz,
  primary key (town_id, import_id),
  constraint sheet_import_adds_up check (
    read_lines = new_lines + changed_lines + same_lines + rejected_lines)
);
create index sheet_import_by_time on sheet_import (town_id, what, imported_at desc, import_id);
