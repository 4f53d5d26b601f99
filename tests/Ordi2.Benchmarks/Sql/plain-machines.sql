INSERT INTO machine SELECT 'B' || n, 'TRIAGED', 'TRIAGED', 'atelier', 1, now() FROM generate_series(0, {count} - 1) n
ON CONFLICT (id) DO UPDATE SET status = 'TRIAGED'
