-- A person who was registered more than once has several patient numbers. merged_into says which number was found to be
-- whose, so that each finding can be taken back alone; person_no, the number that leads, is the same for all of them.

ALTER TABLE patients
    ADD COLUMN person_no int8,
    ADD CONSTRAINT patients_person_check CHECK (merged_into IS NULL OR person_no IS NOT NULL);
CREATE INDEX patients_by_person ON patients (controller_id, person_no) WHERE person_no IS NOT NULL;

-- The numbers of one person are erased with one index renewal.
CREATE INDEX shreds_by_index_renewal ON shreds (controller_id, index_renewal) WHERE index_renewal IS NOT NULL;
