-- Photos of machines. The journal names one by its identifier, which is the SHA-256 of its content; the content stands here, so that
-- one that shows a person can be taken away and the journal stays as it is.
create table photo (
    id          text collate "C" primary key,
    media_type  text collate "C" not null,
    width       integer not null,
    height      integer not null,
    bytes       integer not null,
    content     bytea not null
);

-- A picture is packed already: trying once more costs time and saves nothing.
alter table photo alter column content set storage external;

-- Which machines it shows. Nobody gave it who came through the public page.
create table photo_of (
    machine       text collate "C" not null,
    photo         text collate "C" not null references photo (id),
    at            timestamptz not null,
    organisation  text collate "C",
    person        text collate "C",
    primary key (machine, photo)
);
