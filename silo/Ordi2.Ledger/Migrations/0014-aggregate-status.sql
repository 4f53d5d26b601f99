-- Of hundreds of thousands of loans a few are disputed: finding them must not mean reading all. No scan writes here.
create index aggregate_of_status on aggregate (kind, status, id);
