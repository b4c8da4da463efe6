-- Checking an import's rows anew and taking an import back are work of the background too.

alter table register_import
  drop constraint register_import_state_check,
  add constraint register_import_state_check check (state in
    ('reading', 'ready', 'checking', 'writing', 'confirmed', 'undoing', 'undone', 'discarded',
      'failed')),
  drop constraint register_import_is_written,
  add constraint register_import_is_written
    check (state not in ('confirmed', 'undoing', 'undone') or closed_at is not null),
  -- The write that asked for the checking now under way; an earlier one is no longer wanted.
  add column check_id uuid,
  -- The account that wants it taken back; null for the system.
  add column undone_by uuid,
  -- What stands in the way of taking it back, by name; sealed.
  add column built_on bytea,
  add constraint register_import_undone_by foreign key (town_id, undone_by) references account;

alter table register_import_progress
  drop constraint register_import_progress_step_check,
  add constraint register_import_progress_step_check
    check (step in ('reading', 'checking', 'writing', 'undoing'));

-- Whose passes stand in the way when a person or household is to go off the register.
create index checkpoint_pass_by_resident on checkpoint_pass (town_id, resident_id)
  where resident_id is not null;
create index checkpoint_pass_by_household on checkpoint_pass (town_id, household_id)
  where household_id is not null;
