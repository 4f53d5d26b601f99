-- As lists have them, by id: what is due before a day is picked out of what has a deadline at all, and that is never most of a kind.
-- 'aggregate_due' stays for the clock, which asks for the earliest of all kinds.
create index aggregate_due_of on aggregate (kind, id, due_at) where due_at is not null;
