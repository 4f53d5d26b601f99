-- 'insert or replace' deletes the row that stands in its way, and tells the delete trigger only where the connection asked for that
-- (recursive_triggers). Whoever opens the file with another program did not.
create trigger event_no_replace before insert on event
when exists (select 1 from event where stream = new.stream and seq = new.seq)
    or exists (select 1 from event where position = new.position)
    or exists (select 1 from event where client_event_id = new.client_event_id and device = new.device)
begin select raise(abort, 'event is append-only: REPLACE is refused'); end;

-- Two silos may make the same seal in the same night: the second changes nothing, and so does whoever would replace one.
create trigger seal_no_replace before insert on seal
when exists (select 1 from seal where number = new.number)
begin select raise(ignore); end;
