-- The chain's levels are changed after founding: a level keeps its number for good, since names, old
-- ones too, and the journal tell of it by that; its place in the chain stands apart.
alter table chain_level
  add column position int,
  add column removed_at timestamptz,
  drop constraint chain_level_level_check,
  add constraint chain_level_level check (level between 1 and 999);
update chain_level set position = level;
alter table chain_level alter column position set not null;

create index responsibility_by_level on responsibility (town_id, level) where ended_at is null;
