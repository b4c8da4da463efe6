-- A backup is known by an id: its number comes again after the town was put back to before it.
alter table sync_history add column backup_id uuid;
