-- A phone's session is of no use without a secret the phone keeps under its PIN, and so may last
-- longer without a request than a desk's.
alter table session add column idle_minutes integer not null default 120 check (idle_minutes > 0);
