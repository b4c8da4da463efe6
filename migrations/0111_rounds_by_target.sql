-- What a target has of a day, by rule: looked up target by target, thousands of them for a page.
-- An index of all records of a rule was taken for that where statistics lagged behind.
drop index round_record_by_rule;
create index round_record_of_day on round_record (town_id, target_id, rule_id, done_at);
