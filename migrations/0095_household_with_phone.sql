-- Who has no telephone, not even the household's: without this every town's households were read.
create index household_with_phone on household (town_id, household_id) where phone is not null;
