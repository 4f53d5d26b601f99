-- What follows from the events and can be rebuilt from them, and what stands beside them.
-- The words in braces are the types of the database at hand.

create table refusal (
    device           {text} not null,
    client_event_id  {uuid} not null,
    stream           {text} not null,
    step             {text} not null,
    code             {text} not null,
    body             {json} not null,
    occurred_at      {time} not null,
    recorded_at      {time} not null,
    actor            {text} not null,
    organisation     {text} not null,
    primary key (device, client_event_id)
) {keyed};

create index refusal_of_stream on refusal (stream);

-- Status changes with nearly every scan and is in no index: 'stage' is the coarse part of it, which changes a few times in a
-- life and finds the rows among which a status is looked for.
create table machine (
    id               {text} primary key,
    version          {long} not null,
    status_since     {time} not null,
    due_at           {time},
    stage            {int} not null,
    holds            {int} not null,
    held_scans       {int} not null,
    status           {text} not null,
    type             {text} not null,
    sanitisation     {text} not null,
    legal_nature     {text} not null,
    grade            {text} not null,
    profile          {text} not null,
    holder           {text},
    site             {text},
    owner            {text},
    pole             {text},
    donation         {text},
    dossier          {text},
    delivery         {text},
    loan             {text},
    batch            {text},
    maker            {text},
    model            {text},
    serial           {text},
    findings         {text}
) {keyed};

create index machine_of_stage on machine (stage, id);
create index machine_of_pole on machine (pole, stage, id) where pole is not null;
create index machine_of_holder on machine (holder, stage, id) where holder is not null;
create index machine_of_site on machine (site, id) where site is not null;
create index machine_of_donation on machine (donation, id) where donation is not null;
create index machine_of_dossier on machine (dossier, id) where dossier is not null;
create index machine_waiting_of_holder on machine (holder, id) where held_scans > 0 or findings is not null;
create index machine_waiting_of_pole on machine (pole, id) where held_scans > 0 or findings is not null;
create index machine_due on machine (due_at, id) where due_at is not null;

create table label (
    code     {text} primary key,
    machine  {text} not null
) {keyed};

create index label_of_machine on label (machine);

create table external_id (
    kind     {text} not null,
    value    {text} not null,
    machine  {text} not null,
    primary key (kind, value, machine)
) {keyed};

create table aggregate (
    kind     {text} not null,
    id       {text} not null,
    status   {text} not null,
    body     {json} not null,
    version  {long} not null,
    parties  {text} not null,
    primary key (kind, id)
) {keyed};

create table aggregate_party (
    kind     {text} not null,
    id       {text} not null,
    party    {text} not null,
    version  {long} not null,
    primary key (kind, party, id)
) {keyed};

create index aggregate_party_of on aggregate_party (kind, id);

-- One row for each writer ('shard'), so that writers do not wait for each other; a board is their sum.
create table board_counter (
    scope    {text} not null,
    counter  {text} not null,
    shard    {int} not null,
    value    {long} not null,
    primary key (scope, counter, shard)
) {keyed};

create table api_token (
    id            {text} primary key,
    secret_hash   {bytes} not null unique,
    person        {text} not null,
    organisation  {text} not null,
    role          {text} not null,
    device        {text} not null,
    in_training   {int} not null,
    created_at    {time} not null,
    expires_at    {time} not null,
    revoked_at    {time}
) {keyed};

create table working_state (
    name  {text} not null,
    key   {text} not null,
    etag  {text} not null,
    json  {text} not null,
    primary key (name, key)
) {keyed};
