-- No grain keeps anything between activations that the ledger does not know.
drop table working_state;
