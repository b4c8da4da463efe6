-- Imports are read and written in the background, each row may be left out by hand, names of areas
-- are chosen, and what was matched is remembered for the next file of the same form.

alter table register_import
  drop constraint register_import_state_check,
  add constraint register_import_state_check check (state in
    ('reading', 'ready', 'writing', 'confirmed', 'undone', 'discarded', 'failed')),
  -- Known once the file is read.
  alter column sheet_name drop not null,
  alter column header_line drop not null,
  alter column columns drop not null,
  alter column unread_sheets drop not null,
  alter column hidden_rows drop not null,
  alter column rows_read drop not null,
  alter column rows_new drop not null,
  alter column rows_changed drop not null,
  alter column rows_same drop not null,
  alter column rows_rejected drop not null,
  alter column plan_digest drop not null,
  add constraint register_import_is_read check (state in ('reading', 'failed', 'discarded')
    or num_nulls(sheet_name, header_line, columns, unread_sheets, hidden_rows, rows_read, rows_new,
      rows_changed, rows_same, rows_rejected, plan_digest) = 0),
  -- The account that sent the file, and the one that had it written; null for the system.
  add column started_by uuid,
  add column confirmed_by uuid,
  -- The sheets with what stands above their tables, and the names of areas; sealed.
  add column places bytea,
  add column encoding text,
  add column from_1904 boolean not null default false,
  -- The form's digest: the same for files under the same header.
  add column fingerprint bytea,
  add column is_remembered boolean not null default false,
  -- How many rows have each reason, by its code and their fate.
  add column reasons jsonb not null default '[]',
  add column rows_left_out int not null default 0,
  -- Why the file could not be read, or was not written: code and details.
  add column problem jsonb,
  -- The write that put it into the register, by which it is undone.
  add column write_id uuid,
  add constraint register_import_is_written
    check (state not in ('confirmed', 'undone') or closed_at is not null),
  add constraint register_import_started_by foreign key (town_id, started_by) references account,
  add constraint register_import_confirmed_by foreign key (town_id, confirmed_by) references account;

alter table register_import_row
  add column is_left_out boolean not null default false,
  -- The codes of its reasons, for the filter.
  add column reasons text[] not null default '{}';

-- The file, sealed, until it is read.
create table register_import_file (
  town_id uuid not null,
  import_id uuid not null,
  content bytea not null,
  primary key (town_id, import_id),
  foreign key (town_id, import_id) references register_import
);

-- How far the work on an import is. Apart from the import, which is held while it is written.
create table register_import_progress (
  town_id uuid not null,
  import_id uuid not null,
  step text not null check (step in ('reading', 'checking', 'writing')),
  done int not null,
  -- 0 while nobody knows.
  total int not null,
  primary key (town_id, import_id),
  foreign key (town_id, import_id) references register_import
);

-- How a town's files are matched, by their form: what somebody put right once need not be put right again.
create table register_form (
  town_id uuid not null references town,
  fingerprint bytea not null,
  -- What each header stands for, with a running number where it stands there twice.
  columns jsonb not null,
  -- What names of areas mean.
  areas jsonb not null,
  used_at timestamptz not null,
  primary key (town_id, fingerprint)
);
