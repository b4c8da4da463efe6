-- Rounds: visits, patrols, disinfection, knocking on doors. What is due is computed; only what was
-- done, or tried, is kept.

create table round_record (
  town_id uuid not null references town,
  record_id uuid not null,
  -- The rule it settles, and what that was at the time.
  rule_id text not null,
  duty text not null,
  target text not null,
  target_kind text not null
    check (target_kind in ('household', 'person', 'premises', 'checkpoint', 'area')),
  target_id uuid not null,
  -- The area the target lay in when the record was made.
  area_id uuid not null,
  -- Nobody was met: it was tried, and is still owed. Void: entered by mistake.
  outcome text not null check (outcome in ('done', 'not-met', 'void')),
  -- Items of the checklist and questions, in the words they had, each with what came of it.
  checks jsonb not null default '[]' check (jsonb_typeof(checks) = 'array'),
  answers jsonb not null default '[]' check (jsonb_typeof(answers) = 'array'),
  finding text check (btrim(finding) <> ''),
  note text check (btrim(note) <> ''),
  -- By the device's clock.
  done_at timestamptz not null,
  received_at timestamptz not null,
  recorded_by uuid,
  -- Whose name stands on the sheet, where the record came on paper; `recorded_by` typed it in.
  done_by uuid,
  -- The record this one replaces, and why.
  corrects uuid,
  correction_reason text,
  primary key (town_id, record_id),
  constraint round_record_area foreign key (town_id, area_id) references area,
  constraint round_record_recorder foreign key (town_id, recorded_by) references account,
  constraint round_record_maker foreign key (town_id, done_by) references staff,
  constraint round_record_corrects foreign key (town_id, corrects) references round_record,
  constraint round_record_correction check ((corrects is null) = (correction_reason is null)),
  constraint round_record_void check (outcome <> 'void' or corrects is not null)
);
-- The list, and all records of a day at once.
create index round_record_by_time on round_record (town_id, done_at desc, record_id desc);
create index round_record_by_area on round_record (town_id, area_id, done_at desc, record_id desc);
create index round_record_by_target
  on round_record (town_id, target_kind, target_id, done_at desc, record_id desc);
-- What a target has of a day, by rule: looked up target by target, thousands of them for a page. An index
-- of all records of a rule was taken for that where statistics lagged behind.
create index round_record_of_day on round_record (town_id, target_id, rule_id, done_at);
create unique index round_record_replaced on round_record (town_id, corrects)
  where corrects is not null;

-- Append-only, but for the area: it goes where an area that is merged goes.
create function keep_round_as_made() returns trigger language plpgsql as $$
begin
  if to_jsonb(old) - 'area_id' is distinct from to_jsonb(new) - 'area_id' then
    raise exception 'a round is never changed' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger round_record_is_kept before update on round_record
  for each row execute function keep_round_as_made();
