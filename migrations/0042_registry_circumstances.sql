-- How a resident lives: registered and at home where, whose tenant, commuting where, in which listed
-- trade, and who speaks in their stead.

alter table resident
  add column registered_division text check (registered_division ~ '^[0-9]{6}$'),
  add column registered_address text,
  add column living_division text check (living_division ~ '^[0-9]{6}$'),
  add column living_address text,
  add column tenancy text check (tenancy in ('stayed', 'away', 'returned')),
  add column landlord_household_id uuid,
  add column commute_frequency text
    check (commute_frequency in ('daily', 'weekly', 'monthly', 'irregular')),
  add column commute_division text check (commute_division ~ '^[0-9]{6}$'),
  add column commute_place text,
  add column listed_trade text check (listed_trade in ('taxi', 'bus', 'freight', 'courier',
    'cold-chain', 'port', 'quarantine-site', 'medical', 'pharmacy', 'school', 'nursing', 'market',
    'catering', 'lodging', 'entertainment', 'property', 'cleaning', 'construction')),
  add column proxy_resident_id uuid,
  add column proxy_name text,
  -- Sealed with the response's key.
  add column proxy_phone bytea,
  add column proxy_relation text check (proxy_relation in ('parent', 'guardian', 'child', 'spouse',
    'relative', 'neighbour', 'village-official')),
  add constraint resident_landlord foreign key (town_id, landlord_household_id)
    references household,
  add constraint resident_proxy foreign key (town_id, proxy_resident_id)
    references resident deferrable initially deferred,
  -- A landlord is a tenant's; a place of work elsewhere is a commuter's; a proxy is said one way.
  add constraint resident_tenant check (landlord_household_id is null or tenancy is not null),
  add constraint resident_commuter check (commute_frequency is not null
    or (commute_division is null and commute_place is null)),
  add constraint resident_proxy_once check (proxy_resident_id is null
    or (proxy_name is null and proxy_phone is null));

-- Each of these is few among many, and is listed in the register's order.
create index resident_tenants on resident (town_id, number_key, relation_rank, resident_id)
  where removed_at is null and tenancy is not null;
create index resident_commuters on resident (town_id, number_key, relation_rank, resident_id)
  where removed_at is null and commute_frequency is not null;
create index resident_in_listed_trade on resident (town_id, number_key, relation_rank, resident_id)
  where removed_at is null and listed_trade is not null;
-- For what refers to a household or a person.
create index resident_by_landlord on resident (town_id, landlord_household_id)
  where landlord_household_id is not null;
create index resident_by_proxy on resident (town_id, proxy_resident_id)
  where proxy_resident_id is not null;
