-- Tokens are found by whose they are: a station makes hundreds a day, and one that is revoked must not be looked for among those of everybody.
create index api_token_of on api_token (organisation, created_at, id);
create index api_token_person on api_token (person);
create index api_token_device on api_token (device);

create index sign_in_session_station on sign_in_session (station) where station is not null;

-- What nobody needs any more is deleted some weeks after its end.
create index api_token_end on api_token (expires_at);
create index sign_in_session_end on sign_in_session (expires_at);
create index one_time_link_end on one_time_link (expires_at);
