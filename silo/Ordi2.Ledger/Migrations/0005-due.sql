-- What the system must look at again, the earliest first: the clock of a silo asks this index once a minute, and nothing else.
alter table aggregate add column due_at {time};

create index aggregate_due on aggregate (due_at, kind, id) where due_at is not null;
