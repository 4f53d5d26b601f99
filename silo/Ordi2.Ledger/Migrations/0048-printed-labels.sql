-- Labels that were printed before there was a machine to stick them on. A code is printed for one run only: a hundred thousand labels in drawers, and the next
-- thousand made by chance alone would hold one of them once in five runs.
create table label_run (
    id            {text} primary key,
    organisation  {text} not null,
    person        {text} not null,
    printed_at    {time} not null,
    sheet         {text} not null,
    first_place   {int} not null,
    kind          {text} not null,
    copies        {int} not null,
    codes         {int} not null
) {keyed};

create index label_run_of on label_run (organisation, printed_at);

create table printed_label (
    code   {text} primary key,
    run    {text} not null,
    place  {int} not null
) {keyed};

create index printed_label_of_run on printed_label (run, place);
