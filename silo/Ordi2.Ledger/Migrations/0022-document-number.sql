-- What each number of a series was handed out for: a purpose is looked up here, and no series has to keep all of them in memory.
create table document_number (
    series   {text} not null,
    purpose  {text} not null,
    number   {int} not null,
    primary key (series, purpose)
) {keyed};
