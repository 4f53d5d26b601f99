-- The journal. Rows are added, never changed: the triggers say so to everybody, the grants of 'roles.sql' to the application.
create table event (
    position         bigint generated always as identity,
    seq              bigint not null check (seq > 0),
    occurred_at      timestamptz not null,
    recorded_at      timestamptz not null,
    client_event_id  uuid,
    stream           text collate "C" not null,
    type             text collate "C" not null,
    actor            text collate "C" not null,
    organisation     text collate "C" not null,
    device           text collate "C" not null,
    -- json and not jsonb: it keeps the bytes that were hashed.
    data             json not null,
    hash             bytea not null check (length(hash) = 32),
    primary key (stream, seq)
);

create unique index event_position on event (position);
-- The id first: devices make them in the order of time, so that the newest entries stand together whoever wrote them.
create unique index event_once on event (client_event_id, device) where client_event_id is not null;

create table seal (
    number    bigint primary key,
    position  bigint not null,
    streams   bigint not null,
    root      bytea not null check (length(root) = 32),
    sealed_at timestamptz not null
);

create function append_only() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only: % is refused', tg_table_name, tg_op using errcode = 'insufficient_privilege';
end
$$;

create trigger event_append_only before update or delete on event for each row execute function append_only();
create trigger event_no_truncate before truncate on event for each statement execute function append_only();
create trigger seal_append_only before update or delete on seal for each row execute function append_only();
create trigger seal_no_truncate before truncate on seal for each statement execute function append_only();
