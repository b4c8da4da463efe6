-- What areas were before a spreadsheet changed them, and after; until it is taken back.
create table area_import (
  town_id uuid not null,
  import_id uuid not null,
  -- May have ended since: no reference.
  area_id uuid not null,
  -- Absent for what was added.
  before jsonb,
  after jsonb not null,
  primary key (town_id, import_id, area_id),
  foreign key (town_id, import_id) references sheet_import
);

-- Of some areas those that anything but an area refers to: whatever table does, now or later, says so itself.
create function areas_referred_to(town uuid, ids uuid[]) returns setof uuid
language plpgsql stable as $$
declare
  reference record;
begin
  for reference in
    select c.conrelid::regclass as relation, a.attname as name
    from pg_constraint c
    join lateral unnest(c.conkey, c.confkey) as pair (own, other) on true
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = pair.own
    join pg_attribute o on o.attrelid = c.confrelid and o.attnum = pair.other
    where c.contype = 'f' and c.confrelid = 'area'::regclass and c.conrelid <> 'area'::regclass
      and o.attname = 'area_id'
  loop
    return query execute format('select distinct %I from %s where town_id = $1 and %I = any($2)',
      reference.name, reference.relation, reference.name) using town, ids;
  end loop;
  return query select scope_id from account_grant
    where town_id = town and scope_kind = 'area' and scope_id = any(ids);
end $$;
