-- A status and a deadline together: most that have a status have no deadline, and of many thousands that have one none may be in that status.
create index aggregate_due_of_status on aggregate (kind, status, id, due_at) where due_at is not null;
