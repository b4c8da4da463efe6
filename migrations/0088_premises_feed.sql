-- Premises in the order in which they changed, as households and residents are.

alter table feed_change drop constraint feed_change_kind_check;
alter table feed_change add constraint feed_change_kind_check
  check (kind in ('household', 'resident', 'premises', 'arrival', 'order'));

create trigger premises_entered after insert on premises referencing new table as after
  for each statement execute function feed_of_placed('premises', 'premises_id');
create trigger premises_changed after update on premises
  referencing old table as before new table as after
  for each statement execute function feed_of_placed('premises', 'premises_id');
create trigger premises_deleted after delete on premises referencing old table as before
  for each statement execute function feed_of_placed('premises', 'premises_id');

-- What there is already has changed now.
insert into feed_change (town_id, kind, record_id, area_id, standing)
select town_id, 'premises', premises_id, area_id, 'here' from premises;
