-- Photos of machines. The journal names one by its identifier, which is the SHA-256 of its content; the content stands here, so that
-- one that shows a person can be taken away and the journal stays as it is.
create table photo (
    id          text primary key,
    media_type  text not null,
    width       integer not null,
    height      integer not null,
    bytes       integer not null,
    content     blob not null
) strict;

-- Which machines it shows. Nobody gave it who came through the public page.
create table photo_of (
    machine       text not null,
    photo         text not null references photo (id),
    at            integer not null,
    organisation  text,
    person        text,
    primary key (machine, photo)
) strict, without rowid;
