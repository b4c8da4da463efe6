-- The same person twice: a record that became part of another, and pairs somebody knows to be two.

alter table resident
  drop constraint resident_removal_reason_check,
  add constraint resident_removal_reason check (removal_reason in
    ('moved-away', 'died', 'entered-by-mistake', 'merged')),
  -- The record it became part of; never itself part of another, and never moved away from by hand.
  add column merged_into uuid,
  add constraint resident_merged_into foreign key (town_id, merged_into) references resident,
  add constraint resident_merged check ((removal_reason = 'merged') is not true or
    (merged_into is not null and merged_into <> resident_id)),
  add constraint resident_merged_only check (merged_into is null or
    (removal_reason = 'merged') is true);
create index resident_by_survivor on resident (town_id, merged_into)
  where merged_into is not null;
-- Who comes back is found among those who left.
create index resident_gone_by_name on resident (town_id, search_folded(name))
  where removed_at is not null and merged_into is null;
create index household_by_phone on household (town_id, phone_blind) where removed_at is null;
create index resident_merged_away on resident (town_id, resident_id) include (merged_into)
  where merged_into is not null;

-- Records that became part of others.
create view merged_resident as
  select town_id, resident_id as merged_id, merged_into, removed_at as merged_at
  from resident where merged_into is not null;

-- Whom an id stands for by now. What names a merged record (an arrival, an order) goes on naming it
-- and is read through this: nothing is moved, so that nothing vanishes while two become one, and
-- taking the merge back gives each its own again.
create view known_resident as
  select town_id, resident_id as known_as, resident_id, household_id, area_id, number_key, name, sex,
    birthday, residence, relation
  from resident where merged_into is null
  union all
  select merged.town_id, merged.resident_id, person.resident_id, person.household_id,
    person.area_id, person.number_key, person.name, person.sex, person.birthday, person.residence,
    person.relation
  from resident merged
  join resident person on person.town_id = merged.town_id and person.resident_id = merged.merged_into
  where merged.merged_into is not null;

-- Pairs somebody has looked at and knows to be two people.
create table different_people (
  town_id uuid not null references town,
  one_id uuid not null,
  other_id uuid not null,
  -- Who said so and when stands in the journal.
  write_id uuid not null,
  primary key (town_id, one_id, other_id),
  constraint different_people_in_order check (one_id < other_id),
  constraint different_people_one foreign key (town_id, one_id) references resident,
  constraint different_people_other foreign key (town_id, other_id) references resident
);
create index different_people_by_other on different_people (town_id, other_id);
