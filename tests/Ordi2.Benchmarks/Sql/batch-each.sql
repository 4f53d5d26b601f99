\set n :n + 1
\set back mod(:n, 2)
BEGIN;
-- repeat 100
\set m :client_id * 100 + {i}
\set u :n * 100 + {i}
\if :back
INSERT INTO event (stream, seq, type, data, occurred_at, recorded_at, actor, organisation, device, client_event_id, hash) SELECT 'machine/' || id, version + 1, 'machine.repair-closed.v1', '{"systemUntouched": true}', now(), now(), 'person-1', 'org-atelier', 'bench-' || lpad(:client_id::text, 3, '0'), ('01890000-' || lpad(to_hex(:run::int), 4, '0') || '-7000-8000-' || lpad(to_hex(:u::bigint), 12, '0'))::uuid, '\x00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff' FROM machine WHERE id = 'B' || lpad(:m::text, 6, '0');
UPDATE machine SET status = 'TRIAGED', version = version + 1, status_since = now() WHERE id = 'B' || lpad(:m::text, 6, '0');
\else
INSERT INTO event (stream, seq, type, data, occurred_at, recorded_at, actor, organisation, device, client_event_id, hash) SELECT 'machine/' || id, version + 1, 'machine.repair-opened.v1', '{"defects":["keyboard"]}', now(), now(), 'person-1', 'org-atelier', 'bench-' || lpad(:client_id::text, 3, '0'), ('01890000-' || lpad(to_hex(:run::int), 4, '0') || '-7000-8000-' || lpad(to_hex(:u::bigint), 12, '0'))::uuid, '\x00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff' FROM machine WHERE id = 'B' || lpad(:m::text, 6, '0');
UPDATE machine SET status = 'IN_REPAIR', version = version + 1, status_since = now() WHERE id = 'B' || lpad(:m::text, 6, '0');
\endif
-- end
COMMIT;
