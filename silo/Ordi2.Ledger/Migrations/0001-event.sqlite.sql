-- The journal. Rows are added, never changed.
create table event (
    position         integer primary key,
    seq              integer not null check (seq > 0),
    occurred_at      integer not null,
    recorded_at      integer not null,
    client_event_id  blob,
    stream           text not null,
    type             text not null,
    actor            text not null,
    organisation     text not null,
    device           text not null,
    data             text not null,
    hash             blob not null check (length(hash) = 32),
    unique (stream, seq)
) strict;

-- The id first: devices make them in the order of time, so that the newest entries stand together whoever wrote them.
create unique index event_once on event (client_event_id, device) where client_event_id is not null;

create table seal (
    number    integer primary key,
    position  integer not null,
    streams   integer not null,
    root      blob not null check (length(root) = 32),
    sealed_at integer not null
) strict;

create trigger event_no_update before update on event begin select raise(abort, 'event is append-only: UPDATE is refused'); end;
create trigger event_no_delete before delete on event begin select raise(abort, 'event is append-only: DELETE is refused'); end;
create trigger seal_no_update before update on seal begin select raise(abort, 'seal is append-only: UPDATE is refused'); end;
create trigger seal_no_delete before delete on seal begin select raise(abort, 'seal is append-only: DELETE is refused'); end;
