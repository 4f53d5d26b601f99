-- A machine that went back to its giver, or became its partner's, may be given again in another gift: the first one counts it as what had
-- become of it there. Few machines are given twice, and only these are in the index.
alter table machine add column past_gifts text;
create index machine_of_past_gifts on machine (id) where past_gifts is not null;
