-- The list's order again, with the names in it: a search by name reads them here and not the crossings.
drop index checkpoint_crossing_by_time;
create index checkpoint_crossing_by_time
  on checkpoint_crossing (town_id, crossed_at desc, crossing_id desc, line desc) include (name);
