-- Road graphs drawn by hand: a plan may be a drawing that isn't finished, and is saved again and again.

alter table checkpoint_plan
  add column revision integer not null default 1,
  -- Lacks something (`lackingIn` in `road-graph.ts`), so nothing can be asked of it yet.
  add column is_draft boolean not null default false,
  drop constraint checkpoint_plan_chosen,
  -- What was wished stays when the roads are drawn anew and what was chosen falls away.
  add constraint checkpoint_plan_chosen
    check (num_nulls(chosen, chosen_at) in (0, 2) and (chosen is null or wishes is not null));
