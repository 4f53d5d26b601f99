-- For whoever runs PostgreSQL: gives the application a role that may add to the journal and read it, and never change it.
-- Run it as the owner of the tables after the first start (which makes the tables) and after each new version:
--
--     psql -d ordi2 -v app=ordi2_app -f postgres-roles.sql
--
-- The owner's connection string is then only for starting a new version; the application runs with the role named here.
-- It neither owns the tables nor may it switch their triggers off, so nobody who takes over the application can rewrite the past.

grant usage on schema public to :"app";

grant select, insert on event, seal to :"app";
revoke update, delete, truncate on event, seal from :"app";

grant select, insert, update on event_text to :"app";
revoke delete, truncate on event_text from :"app";

grant select, insert on refusal, audit to :"app";
revoke update, delete, truncate on audit from :"app";
grant select, insert, update, delete, truncate on machine, label, external_id, aggregate, aggregate_party, document_number, search_word, board_counter, board_move to :"app";
grant select, insert, update, delete on api_token, untold to :"app";
grant select, insert, update, delete on person, person_passkey, recovery_code, membership, sign_in_session, one_time_link, protection_key to :"app";
grant select, insert, update, delete on station, badge to :"app";
grant select, insert, update, delete on device_clock to :"app";
grant select, insert on label_run, printed_label to :"app";
grant select, insert, delete on photo, photo_of, photo_of_report to :"app";
grant select, insert on photo_withdrawn to :"app";
grant select on board_count, migration to :"app";
