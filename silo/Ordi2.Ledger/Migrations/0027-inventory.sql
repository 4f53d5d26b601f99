-- What was seen while somebody counted the stock is found by who counted: no other fact writes to this index.
create index event_inventoried on event (organisation, occurred_at) where type = 'machine.inventoried.v1';
