-- What a stream still has to tell others: written with the fact, removed once it is told.
create table untold (
    stream  {text} not null,
    seq     {long} not null,
    last    {long} not null,
    since   {time} not null,
    primary key (stream, seq)
) {keyed};

create index untold_since on untold (since, stream, seq);
