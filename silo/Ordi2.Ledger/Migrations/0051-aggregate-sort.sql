-- Which sort of its kind a thing is (a theft among incidents, a delivery note among documents): it hardly ever changes, so the index for it alone
-- costs nothing after the first event. With a status it is looked for where both are many and few have both.
alter table aggregate add column sort {text};

create index aggregate_of_sort on aggregate (kind, sort, id) where sort is not null;
create index aggregate_of_sort_status on aggregate (kind, sort, status, id) where sort is not null;
