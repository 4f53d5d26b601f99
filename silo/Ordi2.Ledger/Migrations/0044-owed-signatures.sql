-- What waits for a signature is on every home, and is little beside what an organisation has signed since: 33554432 is the bit of who owes one.
create index aggregate_party_owing on aggregate_party (kind, party, id) where (relations & 33554432) <> 0;
