-- The week in which a machine came to its status, in weeks since 1970: see the next script.
drop index machine_of_stage;
drop index machine_of_pole;
drop index machine_of_holder;
drop index machine_of_site;

alter table machine add column week integer not null default 0;

-- Machines that were handed back are few among those that were recycled over the years; neither ever changes again.
update machine set week = status_since / 604800000000, stage = case status when 'HANDED_BACK' then 15 else stage end;
