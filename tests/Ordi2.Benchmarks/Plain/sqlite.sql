CREATE TABLE machine (
  id text PRIMARY KEY,
  status text NOT NULL,
  previous text,
  holder text NOT NULL,
  version integer NOT NULL,
  updated_at text NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
  position integer PRIMARY KEY,
  machine text NOT NULL,
  seq integer NOT NULL,
  type text NOT NULL,
  data text NOT NULL,
  occurred_at text NOT NULL,
  recorded_at text NOT NULL,
  actor text NOT NULL,
  organisation text NOT NULL,
  device text NOT NULL,
  client_event_id blob NOT NULL,
  UNIQUE (machine, seq),
  UNIQUE (device, client_event_id)
) STRICT;

CREATE TABLE api_token (
  hash blob PRIMARY KEY,
  actor text NOT NULL,
  organisation text NOT NULL,
  role text NOT NULL,
  expires_at text NOT NULL
) STRICT;
