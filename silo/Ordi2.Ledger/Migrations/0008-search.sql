-- The words by which an aggregate is found: its number and its names, written when these
-- change. Labels and serials of machines are
-- found in their own tables.
create table search_word (
    word     {text} not null,
    kind     {text} not null,
    id       {text} not null,
    primary key (word, kind, id)
) {keyed};

-- A list by status within a site looks among the machines of its stage too.
drop index machine_of_site;
create index machine_of_site on machine (site, stage, id) where site is not null;

-- What is rare in the middle of what is not has a stage of its own: a list of it looks at nothing else.
update machine set stage = case status
    when 'WIPE_FAILED' then 9 when 'QC_FAILED' then 10 when 'REFUSED' then 11
    when 'RETURNING' then 12 when 'STOLEN' then 13 when 'DISMANTLED' then 14 else stage end
where status in ('WIPE_FAILED', 'QC_FAILED', 'REFUSED', 'RETURNING', 'STOLEN', 'DISMANTLED');
