-- When the system looks at a machine again. It is due at due_at, for people; the system may have to remind somebody before.
alter table machine add column wake_at {time};

update machine set wake_at = due_at where due_at is not null;

create index machine_wake on machine (wake_at, id) where wake_at is not null;

-- What its placement avoided: set when it is placed, taken back when it comes back too soon.
alter table machine add column impact {text};
