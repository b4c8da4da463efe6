-- Searching the register as one types: names by their characters, their pinyin and its initials;
-- households by number, group and address. Beside it the orders a list of residents may be in.

-- How the name is read, syllable by syllable in small letters without tones: `shan tian fang`. A
-- name that is often read otherwise has that behind a bar: `shan tian fang|dan tian fang`. Written by
-- the program, which knows the readings; empty until it has come to it.
alter table resident add column name_pinyin text collate "C" not null default '';

-- What a name is found by: each character and pair of characters; each reading from any syllable on
-- (zhangdashan, dashan, shan), the initials likewise (zds, ds), and first syllables followed by initials
-- (zhangds). Searched by their beginnings. Every key begins with the end of the town's id, so that
-- nothing of another town is read. The cost keeps the planner from asking row by row what an index
-- knows. It calls nothing of ours: indexes are built with only the database's own functions in sight.
create function resident_search_keys(town_id uuid, name text, name_pinyin text)
returns tsvector language plpgsql immutable strict parallel safe cost 10000 as $$
declare
  town text := right(town_id::text, 8);
  folded text := lower(regexp_replace(name, '\s', '', 'g'));
  keys text[] := '{}';
  reading text;
  syllables text[];
  initials text;
  place int;
begin
  for place in 1 .. length(folded) loop
    keys := keys || (town || substr(folded, place, 1));
    if place < length(folded) then keys := keys || (town || substr(folded, place, 2)); end if;
  end loop;
  if name_pinyin ~ '\m[ln]v' then
    -- 吕 is typed lv, lu or lyu.
    name_pinyin := name_pinyin || '|' || regexp_replace(name_pinyin, '\m([ln])v', '\1u', 'g')
      || '|' || regexp_replace(name_pinyin, '\m([ln])v', '\1yu', 'g');
  end if;
  foreach reading in array string_to_array(name_pinyin, '|') loop
    syllables := string_to_array(reading, ' ');
    initials := regexp_replace(reading, '(\S)\S* ?', '\1', 'g');
    for place in 1 .. cardinality(syllables) loop
      keys := keys || (town || array_to_string(syllables[place:], ''));
      if place < cardinality(syllables) then keys := keys || (town || substr(initials, place)); end if;
      if place < cardinality(syllables) - 1 then
        keys := keys || (town || array_to_string(syllables[:place], '') || substr(initials, place + 1));
      end if;
    end loop;
  end loop;
  return array_to_tsvector(keys);
end $$;

-- Each character and pair of characters of what is written of a household, for its town alone.
create function household_search_keys(
  town_id uuid, number text, villagers_group text, address text)
returns tsvector language plpgsql immutable parallel safe cost 10000 as $$
declare
  town text := right(town_id::text, 8);
  folded text := lower(regexp_replace(
    number || ' ' || coalesce(villagers_group, '') || ' ' || coalesce(address, ''), '\s', '', 'g'));
  keys text[] := '{}';
begin
  for place in 1 .. length(folded) loop
    keys := keys || (town || substr(folded, place, 1));
    if place < length(folded) then keys := keys || (town || substr(folded, place, 2)); end if;
  end loop;
  return array_to_tsvector(keys);
end $$;

drop index resident_by_name;
drop index household_by_text;
create index resident_by_search_keys
  on resident using gin (resident_search_keys(town_id, name, name_pinyin));
create index household_by_search_keys
  on household using gin (household_search_keys(town_id, number, villagers_group, address))
  where removed_at is null;
drop function search_grams(text);
drop function search_wanted(text);

create index resident_without_pinyin on resident (town_id, resident_id) where name_pinyin = '';
create index resident_by_pinyin on resident (town_id, name_pinyin, name, resident_id)
  where removed_at is null;
-- Whose birthday is not known stands behind the youngest.
create index resident_by_birthday
  on resident (town_id, (coalesce(birthday, 'infinity')), resident_id) where removed_at is null;
create index resident_by_change on resident (town_id, changed_at, resident_id)
  where removed_at is null;

-- Beside counting: what has come in waits in a list that every search reads through, until it is
-- put in its place.
create or replace function analyze_register()
returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform gin_clean_pending_list('resident_by_search_keys');
  perform gin_clean_pending_list('household_by_search_keys');
  analyze household, resident;
end $$;
