-- Until when whoever holds a machine may answer that somebody else says to have it: its silence is consent from then on. The deadline
-- of the machine may be another one. Few machines are claimed at any time, and only these are in the indexes, as their lists have
-- them: what is decided first comes first.
alter table machine add column claim_until {time};
create index machine_claimed_of_holder on machine (holder, claim_until, id) where claim_until is not null;
create index machine_claimed_of_pole on machine (pole, claim_until, id) where claim_until is not null;
