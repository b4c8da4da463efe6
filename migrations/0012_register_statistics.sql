-- A whole register comes in at once, and until the planner has counted it every search would read
-- all of it: for a minute or two, before the database looks by itself. The running application owns
-- no table, and only an owner may have one counted.
create function analyze_register()
returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  analyze household, resident;
end $$;
