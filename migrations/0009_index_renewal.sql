-- Tokens are written a million at a time. Each reference to the patient was a query, a lock and a changed row for every one
-- of them; whoever writes tokens has the patients in hand, as with the other tables that grow with the records.

ALTER TABLE patient_tokens DROP CONSTRAINT patient_tokens_controller_id_patient_no_fkey;
