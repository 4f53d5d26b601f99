-- Room in each page for the next version of its rows: an update that changes no indexed column then touches no index.
alter table machine set (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
alter table board_counter set (fillfactor = 30, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
alter table aggregate set (fillfactor = 70);
alter table aggregate_party set (fillfactor = 70);

-- Index-only and visibility checks stay cheap on a table that only grows.
alter table event set (autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.02);
