\set n :n + 1
\set m :client_id * 100 + mod(:n, 100)
\set back mod(:n / 100, 2)
\if :back
WITH moved AS (UPDATE machine SET status = 'TRIAGED', version = version + 1, updated_at = now() WHERE id = 'B' || :m::text AND status = 'IN_REPAIR' AND holder = 'atelier' RETURNING id, status, version), written AS (INSERT INTO event (machine, seq, type, data, occurred_at, recorded_at, actor, organisation, device, client_event_id) SELECT id, version, 'close-repair', '{"systemUntouched": true}', now(), now(), 'person-1', 'atelier', 'bench-' || lpad(:client_id::text, 3, '0'), ('01890000-' || lpad(to_hex(:run::int), 4, '0') || '-7000-8000-' || lpad(to_hex(:n::bigint), 12, '0'))::uuid FROM moved) SELECT status, version FROM moved;
\else
WITH moved AS (UPDATE machine SET status = 'IN_REPAIR', previous = status, version = version + 1, updated_at = now() WHERE id = 'B' || :m::text AND status = ANY ('{TRIAGED,WIPED,QC_FAILED}') AND holder = 'atelier' RETURNING id, status, version), written AS (INSERT INTO event (machine, seq, type, data, occurred_at, recorded_at, actor, organisation, device, client_event_id) SELECT id, version, 'open-repair', '{"defects":["keyboard"]}', now(), now(), 'person-1', 'atelier', 'bench-' || lpad(:client_id::text, 3, '0'), ('01890000-' || lpad(to_hex(:run::int), 4, '0') || '-7000-8000-' || lpad(to_hex(:n::bigint), 12, '0'))::uuid FROM moved) SELECT status, version FROM moved;
\endif
