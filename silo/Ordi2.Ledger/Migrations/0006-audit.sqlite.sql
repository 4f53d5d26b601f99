-- What was refused and what was administered. Rows are added, never changed.
create table audit (
    position      integer primary key,
    at            integer not null,
    times         integer not null check (times > 0),
    what          text not null,
    code          text,
    actor         text,
    organisation  text,
    role          text,
    device        text,
    about         text
) strict;

create index audit_at on audit (at, position);
create index refusal_at on refusal (recorded_at, device, client_event_id);

create trigger audit_no_update before update on audit begin select raise(abort, 'audit is append-only: UPDATE is refused'); end;
create trigger audit_no_delete before delete on audit begin select raise(abort, 'audit is append-only: DELETE is refused'); end;
