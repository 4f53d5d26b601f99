-- What writing costs: PostgreSQL writes to every index of a row as soon as a column of one of them changes, and SQLite to each index
-- of which one does. So no index has the status or its moment, which change with nearly every scan. Lists by moment go by the week:
-- it stands behind the stage in the indexes that are there anyway, which are no more than before, and it changes two or three times
-- in a life without the stage. One index then serves a list alone, by status, by moment and by both.
create index machine_of_stage on machine (stage, week, id);
create index machine_of_pole on machine (pole, stage, week, id) where pole is not null;
create index machine_of_holder on machine (holder, stage, week, id) where holder is not null;
create index machine_of_site on machine (site, stage, week, id) where site is not null;

-- An owner changes once or twice in a life, with a signature: no scan in a workshop writes here because of it.
create index machine_of_owner on machine (owner, stage, week, id) where owner is not null;

-- What a hold stops is as few as what waits for a person, and stands in the same indexes.
drop index machine_waiting_of_holder;
drop index machine_waiting_of_pole;
create index machine_waiting_of_holder on machine (holder, id) where held_scans > 0 or findings is not null or holds <> 0;
create index machine_waiting_of_pole on machine (pole, id) where held_scans > 0 or findings is not null or holds <> 0;

-- The code before the deadline: pages are in the order of codes, and a list of all that is due soon must not be sorted for each of them.
-- Few machines have a deadline at any time.
create index machine_due_of_holder on machine (holder, id, due_at) where due_at is not null;
create index machine_due_of_pole on machine (pole, id, due_at) where due_at is not null;
