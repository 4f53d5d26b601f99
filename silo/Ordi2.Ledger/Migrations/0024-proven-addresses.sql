-- An address is proven by whoever opens a letter that was sent to it; until then somebody else may have made the account.
alter table person add column email_proven_at {time};

-- A link that only the reader of a letter has seen. The others were handed over by whoever made them.
alter table one_time_link add column by_letter {int} not null default 0;

update one_time_link set by_letter = 1 where kind = 'RESET' and made_by is null;

-- Addresses are compared as sign-ins compare them, and never as they were typed.
alter table one_time_link add column normalized_email {text};

update one_time_link set normalized_email = upper(email) where email is not null;
