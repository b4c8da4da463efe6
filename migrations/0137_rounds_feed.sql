-- Records of rounds in the order in which they came, as arrivals and orders are. A record is never changed; it goes
-- where an area that is merged goes.

alter table feed_change drop constraint feed_change_kind_check;
alter table feed_change add constraint feed_change_kind_check
  check (kind in ('household', 'resident', 'premises', 'arrival', 'order', 'round'));

create trigger round_record_entered after insert on round_record referencing new table as after
  for each statement execute function feed_of_placed('round', 'record_id');
create trigger round_record_moved after update on round_record
  referencing old table as before new table as after
  for each statement execute function feed_of_placed('round', 'record_id');
create trigger round_record_deleted after delete on round_record referencing old table as before
  for each statement execute function feed_of_placed('round', 'record_id');

-- What there is already has come now.
insert into feed_change (town_id, kind, record_id, area_id, standing)
select town_id, 'round', record_id, area_id, 'here' from round_record;
