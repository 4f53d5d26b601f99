-- What was refused and what was administered. Rows are added, never changed.
create table audit (
    position      bigint generated always as identity primary key,
    at            timestamptz not null,
    times         integer not null check (times > 0),
    what          text collate "C" not null,
    code          text collate "C",
    actor         text collate "C",
    organisation  text collate "C",
    role          text collate "C",
    device        text collate "C",
    about         text collate "C"
);

create index audit_at on audit (at, position);
create index refusal_at on refusal (recorded_at, device, client_event_id);

create trigger audit_append_only before update or delete on audit for each row execute function append_only();
create trigger audit_no_truncate before truncate on audit for each statement execute function append_only();
