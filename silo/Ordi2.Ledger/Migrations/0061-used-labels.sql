-- What leads to a machine is no label in a drawer any more. A territory prints a million labels in its life and sticks on nearly all of them: each phone's list
-- of work asks for the few that are left. Marked when labels are printed, and here once for all that were used before.
alter table printed_label add column used {int} not null default 0;

update printed_label set used = 1 where exists (select 1 from label where label.code = printed_label.code);

create index printed_label_blank on printed_label (run, place) where used = 0;
