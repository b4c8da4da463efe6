-- A conflict its phone has mended itself is nobody else's to decide.
alter table sync_quarantine
  drop constraint sync_quarantine_state_check,
  add constraint sync_quarantine_state_check
    check (state in ('open', 'applied', 'discarded', 'mended'));
