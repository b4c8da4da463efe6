-- The evening bulletin: one a day, a draft until it is issued, then as it is for good.

create table bulletin (
  town_id uuid not null,
  bulletin_id uuid not null,
  response_id uuid not null,
  day date not null,
  -- Records received later do not count.
  cut_off_at timestamptz not null,
  state text not null default 'draft' check (state in ('draft', 'issued')),
  revision int not null default 1,
  remarks_zh text not null,
  remarks_en text not null,
  -- Whether the remarks are still those drafted from the figures.
  is_drafted boolean not null default true,
  composed_at timestamptz not null,
  -- Given when it is issued: numbers have no gaps.
  issue_number int check (issue_number > 0),
  issued_at timestamptz,
  issued_by uuid,
  -- Everything its papers are made of, and the digest of it.
  content jsonb,
  digest bytea,
  primary key (town_id, bulletin_id),
  foreign key (town_id, response_id) references response,
  constraint bulletin_issuer foreign key (town_id, issued_by) references account,
  constraint bulletin_day_key unique (town_id, response_id, day),
  constraint bulletin_number_key unique (town_id, response_id, issue_number),
  constraint bulletin_issued check (
    case state
      when 'draft' then num_nonnulls(issue_number, issued_at, issued_by, content, digest) = 0
      else num_nulls(issue_number, issued_at, content, digest) = 0
    end)
);
create index bulletin_newest on bulletin (town_id, day desc, bulletin_id desc);

create function keep_issued_bulletin() returns trigger language plpgsql as $$
begin
  if old.state = 'issued' then
    raise exception 'an issued bulletin is never changed' using errcode = 'restrict_violation';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger bulletin_is_kept before update or delete on bulletin
  for each row execute function keep_issued_bulletin();
