-- What a phone says it keeps unsent, and conflicts kept with their content for somebody to decide.

-- Records on the phone that its last contact did not bring along; unknown of an app that doesn't say.
alter table sync_device add column unsent int;

alter table sync_quarantine
  -- The id under which the town holds something else; the record itself has an id of its own.
  add column conflicts_with uuid,
  drop constraint sync_quarantine_reason_check,
  add constraint sync_quarantine_reason_check check (reason in
    ('suspended', 'device-lost', 'scope-lost', 'outdated', 'not-known', 'conflict')),
  add constraint sync_quarantine_conflict check ((reason = 'conflict') = (conflicts_with is not null));
-- However often a phone offers the same other content.
create unique index sync_quarantine_conflict_once on sync_quarantine (town_id, conflicts_with, digest)
  where conflicts_with is not null;
create index sync_quarantine_of_device on sync_quarantine (town_id, device_id, state);
