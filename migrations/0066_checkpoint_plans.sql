-- Plans of which checkpoints to keep: the roads, what was wished, what was chosen, when it was applied.

create table checkpoint_plan (
  town_id uuid not null references town,
  plan_id uuid not null,
  title text not null check (btrim(title) <> ''),
  -- Nodes and roads as `road-graph.ts` reads them.
  graph jsonb not null,
  -- With the plan chosen: wishes and states of entrances as `consolidation.ts` has them.
  wishes jsonb,
  chosen jsonb,
  made_by uuid,
  made_at timestamptz not null,
  chosen_by uuid,
  chosen_at timestamptz,
  -- The name of whoever confirmed it, besides the account that wrote it.
  confirmed_by text check (btrim(confirmed_by) <> ''),
  closes_on date,
  applied_by uuid,
  applied_at timestamptz,
  primary key (town_id, plan_id),
  constraint checkpoint_plan_chosen
    check (num_nulls(wishes, chosen, chosen_at) in (0, 3)),
  constraint checkpoint_plan_applied
    check (num_nulls(confirmed_by, closes_on, applied_at) in (0, 3)
      and (applied_at is null or chosen_at is not null))
);
create index checkpoint_plan_in_order on checkpoint_plan (town_id, made_at desc, plan_id desc);
