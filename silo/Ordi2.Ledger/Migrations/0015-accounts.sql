-- Who may sign in. Here, and nowhere in the ledger, stand names and addresses: a person can be erased, and what they did stays
-- under an opaque identifier.
create table person (
    id                    {text} primary key,
    email                 {text},
    normalized_email      {text} unique,
    name                  {text},
    password_hash         {text},
    security_stamp        {text},
    concurrency_stamp     {text},
    two_factor_enabled    {int} not null,
    authenticator_key     {text},
    last_time_step        {long} not null,
    second_factor_due_at  {time},
    lockout_end           {time},
    lockout_enabled       {int} not null,
    access_failed_count   {int} not null,
    created_at            {time} not null,
    erased_at             {time}
) {keyed};

create table person_passkey (
    credential_id  {bytes} primary key,
    user_id        {text} not null,
    data           {json} not null
) {keyed};

create index person_passkey_of on person_passkey (user_id);

create table recovery_code (
    person     {text} not null,
    code_hash  {text} not null,
    used_at    {time},
    primary key (person, code_hash)
) {keyed};

-- What a person does for an organisation. A membership that ended stays: who could do what, when.
create table membership (
    id            {text} primary key,
    person        {text} not null,
    organisation  {text} not null,
    role          {text} not null,
    manages       {int} not null,
    in_training   {int} not null,
    given_at      {time} not null,
    given_by      {text},
    ended_at      {time},
    ended_by      {text}
) {keyed};

create unique index membership_once on membership (person, organisation, role) where ended_at is null;
create index membership_of on membership (organisation, person);

-- A browser in which somebody signed in. 'came_from' is coarse: a network, never a whole address.
create table sign_in_session (
    id             {text} primary key,
    person         {text} not null,
    membership     {text} not null,
    station        {text},
    browser        {text} not null,
    came_from      {text} not null,
    second_factor  {int} not null,
    started_at     {time} not null,
    seen_at        {time} not null,
    expires_at     {time} not null,
    ended_at       {time}
) {keyed};

create index sign_in_session_of on sign_in_session (person, started_at);

-- Addresses that work once: an invitation, a new password. Only the SHA-256 of their secret stands here.
create table one_time_link (
    id            {text} primary key,
    kind          {text} not null,
    secret_hash   {bytes} not null unique,
    person        {text},
    email         {text},
    organisation  {text},
    role          {text},
    manages       {int} not null,
    in_training   {int} not null,
    made_by       {text},
    made_at       {time} not null,
    expires_at    {time} not null,
    used_at       {time},
    used_by       {text},
    revoked_at    {time}
) {keyed};

create index one_time_link_of on one_time_link (organisation, made_at);

-- The keys that sign sessions and forms.
create table protection_key (
    id        {text} primary key,
    xml       {text} not null,
    added_at  {time} not null
) {keyed};
