-- A photo that came with a report, and the stream which that report begins: it is a photo of the machine when, and only when, that
-- stream is there. So a report and its photo are kept together or not at all, whatever fails between them; what waits for a report
-- that never came is thrown away after a day.
create table photo_of_report (
    machine  {text} not null,
    photo    {text} not null references photo (id),
    report   {text} not null,
    at       {time} not null,
    primary key (machine, photo, report)
) {keyed};

create index photo_of_report_at on photo_of_report (at);
create index photo_of_report_photo on photo_of_report (photo);
create index photo_of_photo on photo_of (photo);

-- That a photo was taken away from a machine. The content is gone, the fact stays.
create table photo_withdrawn (
    machine       {text} not null,
    photo         {text} not null,
    at            {time} not null,
    reason        {text} not null,
    organisation  {text} not null,
    person        {text} not null,
    primary key (machine, photo)
) {keyed};

create index photo_withdrawn_photo on photo_withdrawn (photo);
