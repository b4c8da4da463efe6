-- Rounds that came on paper: whose name stands on the sheet. Who typed it in is `recorded_by`.
alter table round_record
  add column done_by uuid,
  add constraint round_record_maker foreign key (town_id, done_by) references staff;
