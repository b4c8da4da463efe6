-- From a crossing back to what it was put right from.
create index checkpoint_crossing_replaced_before on checkpoint_crossing_replaced (town_id, replaced_by)
  where replaced_by is not null;
