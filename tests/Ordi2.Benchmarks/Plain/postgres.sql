-- What a careful plain design keeps: the machine as it stands, and its events. Every scan is one transaction.
CREATE TABLE machine (
  id text PRIMARY KEY,
  status text NOT NULL,
  previous text,
  holder text NOT NULL,
  version bigint NOT NULL,
  updated_at timestamptz NOT NULL
) WITH (fillfactor = 70);

CREATE TABLE event (
  position bigint GENERATED ALWAYS AS IDENTITY,
  machine text NOT NULL,
  seq bigint NOT NULL,
  type text NOT NULL,
  data text NOT NULL,
  occurred_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  actor text NOT NULL,
  organisation text NOT NULL,
  device text NOT NULL,
  client_event_id uuid NOT NULL,
  PRIMARY KEY (machine, seq),
  UNIQUE (device, client_event_id)
);

CREATE TABLE api_token (
  hash bytea PRIMARY KEY,
  actor text NOT NULL,
  organisation text NOT NULL,
  role text NOT NULL,
  expires_at timestamptz NOT NULL
);
