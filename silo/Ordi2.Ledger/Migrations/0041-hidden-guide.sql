-- Who put the list of first steps away, for this work: whichever device they sign in on next.
alter table membership add column guide_hidden_at {time};
