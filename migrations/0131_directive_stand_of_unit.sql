-- What a unit was sent: the rail's count at every desk, and every phone's pull, read how all units stand.
create index directive_stand_of_unit on directive_stand (town_id, unit_id, directive_id);
