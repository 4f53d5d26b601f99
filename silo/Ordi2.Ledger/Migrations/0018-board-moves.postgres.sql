-- By how much each group moved the counters of the boards: one row for a group, where adding to each counter at once would be an
-- update for each. Every writer adds up its own rows now and then; whoever reads adds what is not added up yet.
create table board_move (
    shard     integer not null,
    scopes    text[] collate "C" not null,
    counters  text[] collate "C" not null,
    amounts   bigint[] not null
);

create index board_move_of on board_move (shard);
alter table board_move set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

create view board_count as
    select scope, counter, value from board_counter
    union all
    select u.scope, u.counter, u.amount
    from board_move m cross join lateral unnest(m.scopes, m.counters, m.amounts) as u (scope, counter, amount);
