-- Whoever had set up a second factor before addresses were proven keeps it: to them the address counts as proven since the account was
-- made, and no letter takes a factor away. Accounts that were made since are proven by a letter only.
update person set email_proven_at = created_at
where email_proven_at is null and erased_at is null
  and created_at <= (select applied_at from migration where series = 'ledger' and number = 24)
  and (two_factor_enabled <> 0 or exists (select 1 from person_passkey where person_passkey.user_id = person.id));
