-- What people typed stands beside the journal from here on, and can be erased: in the event stands a digest of it, which the chain
-- covers. 'body' holds salts and texts, in the order of the event; without it they were erased at 'erased_at' (microseconds).
-- 'shown' is 1 while a row of 'aggregate' may still hold what was erased.
alter table event add column texts {int} not null default 0;

create table event_text (
    stream        {text} not null,
    seq           {long} not null,
    organisation  {text} not null,
    recorded_at   {time} not null,
    body          {text},
    erased_at     {long},
    shown         {int} not null,
    primary key (stream, seq)
) {keyed};

create index event_text_to_erase on event_text (organisation, recorded_at) where body is not null;
create index event_text_shown on event_text (stream) where shown = 1;
