-- As what an aggregate names an organisation: one bit for each relation of the domain.
alter table aggregate_party add column relations {long} not null default 0;

-- Two programs never share the ids of their commands: each token is a device of its own.
update api_token set device = 'api-' || id where device = 'api';
