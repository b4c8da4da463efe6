-- Completions written before acts had ids were given random ones, of a version no answer tells.
alter table directive_act disable trigger directive_act_is_append_only;
update directive_act set act_id = derived_id(directive_id, 'completion ' || unit_id)
  where kind = 'completion' and substr(act_id::text, 15, 1) <> '7';
alter table directive_act enable trigger directive_act_is_append_only;

update directive_stand set completion_id = act.act_id
  from directive_act act
  where act.town_id = directive_stand.town_id and act.directive_id = directive_stand.directive_id
    and act.unit_id = directive_stand.unit_id and act.kind = 'completion'
    and substr(directive_stand.completion_id::text, 15, 1) <> '7';
