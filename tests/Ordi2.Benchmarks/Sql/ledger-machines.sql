INSERT INTO machine (id, version, status_since, stage, holds, held_scans, status, type, sanitisation, legal_nature, grade, profile, holder, site, pole)
SELECT 'B' || lpad(n::text, 6, '0'), 1, now(), 1, 0, 0, 'TRIAGED', 'LAPTOP', 'UNKNOWN', 'PRODUCT', 'NONE', 'NONE', 'org-atelier', 'site-atelier', 'org-pole'
FROM generate_series(0, {count} - 1) n
ON CONFLICT (id) DO UPDATE SET status = 'TRIAGED'
