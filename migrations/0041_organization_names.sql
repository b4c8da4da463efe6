-- Where an area is by now: itself, or what it passed to, or what that passed to.
create function standing_area(town_id uuid, area_id uuid)
returns uuid language sql stable parallel safe as $$
  with recursive heirs (area_id) as (
    select $2
    union
    select f.passed_to from heirs join area_former f on f.town_id = $1 and f.area_id = heirs.area_id
    where f.passed_to is not null
  )
  select a.area_id from heirs join area a on a.town_id = $1 and a.area_id = heirs.area_id
$$;

-- Names on a target, those that came off included.
create index responsibility_by_target on responsibility (town_id, target_kind, target_id);
