-- A device of a workshop: enrolled once with a code that is good for minutes, then known by a token (api_token, device = id).
create table station (
    id               {text} primary key,
    organisation     {text} not null,
    site             {text},
    name             {text} not null,
    code_hash        {bytes} unique,
    code_expires_at  {time},
    token            {text},
    made_by          {text} not null,
    made_at          {time} not null,
    enrolled_at      {time},
    revoked_at       {time}
) {keyed};

create index station_of on station (organisation, made_at);

-- The card that an operator scans, and the hash of the four digits that go with it.
create table badge (
    id            {text} primary key,
    organisation  {text} not null,
    membership    {text} not null,
    person        {text} not null,
    code          {text} not null,
    pin_hash      {text} not null,
    failures      {int} not null,
    locked_until  {time},
    made_by       {text} not null,
    made_at       {time} not null,
    revoked_at    {time}
) {keyed};

create unique index badge_code on badge (code);
create index badge_of on badge (organisation, person);
