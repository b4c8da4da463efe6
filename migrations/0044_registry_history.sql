-- What records of the register were before each change. Who changed them and when stands in the
-- journal under the same write; what they became is the next change's before, or the record itself.

create table register_change (
  town_id uuid not null references town,
  subject_kind text not null check (subject_kind in ('household', 'resident', 'premises')),
  subject_id uuid not null,
  -- The record's revision after the change.
  revision int not null check (revision > 0),
  -- The revision the record equals since: its own, or after an undo the one it went back to; 0 where
  -- that was none yet. So a change may be undone once all later ones are.
  as_of int not null check (as_of between 0 and revision),
  write_id uuid not null,
  what text not null check (what in
    ('created', 'edited', 'removed', 'restored', 'merged', 'unmerged', 'undone')),
  -- The whole row before, sealed; null for one that was not there.
  before bytea,
  primary key (town_id, subject_id, revision),
  constraint register_change_before check ((what = 'created') = (before is null))
);
create index register_change_by_write on register_change (town_id, write_id);
create trigger register_change_is_append_only before update on register_change
  for each row execute function refuse_change();
