-- A machine that went missing while it was lent has no dossier any more, and its loan still: the list of a loan cannot be found among
-- the machines of a dossier. The loan of a machine changes when it is placed and when it is back, which no scan in a workshop does.
create index machine_of_loan on machine (loan, id) where loan is not null;
