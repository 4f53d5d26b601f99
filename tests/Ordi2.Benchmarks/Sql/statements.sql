\set n :n + 1
\set m :client_id * 100 + mod(:n, 100)
\set back mod(:n / 100, 2)
BEGIN;
SELECT status, previous, holder, version FROM machine WHERE id = 'B' || :m::text FOR UPDATE \gset
\if :back
INSERT INTO event (machine, seq, type, data, occurred_at, recorded_at, actor, organisation, device, client_event_id) VALUES ('B' || :m::text, :version::bigint + 1, 'close-repair', '{"systemUntouched": true}', now(), now(), 'person-1', 'atelier', 'bench-' || lpad(:client_id::text, 3, '0'), ('01890000-' || lpad(to_hex(:run::int), 4, '0') || '-7000-8000-' || lpad(to_hex(:n::bigint), 12, '0'))::uuid);
UPDATE machine SET status = 'TRIAGED', previous = 'TRIAGED', version = :version::bigint + 1, updated_at = now() WHERE id = 'B' || :m::text;
\else
INSERT INTO event (machine, seq, type, data, occurred_at, recorded_at, actor, organisation, device, client_event_id) VALUES ('B' || :m::text, :version::bigint + 1, 'open-repair', '{"defects":["keyboard"]}', now(), now(), 'person-1', 'atelier', 'bench-' || lpad(:client_id::text, 3, '0'), ('01890000-' || lpad(to_hex(:run::int), 4, '0') || '-7000-8000-' || lpad(to_hex(:n::bigint), 12, '0'))::uuid);
UPDATE machine SET status = 'IN_REPAIR', previous = 'TRIAGED', version = :version::bigint + 1, updated_at = now() WHERE id = 'B' || :m::text;
\endif
COMMIT;
