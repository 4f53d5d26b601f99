-- Set when a machine is scrapped, which changes its stage anyway: no other scan writes to this index.
create index machine_of_batch on machine (batch, id) where batch is not null;
