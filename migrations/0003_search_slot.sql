-- What a patient can be found by is sealed under the slot of the newest version of the record that says who they are, so
-- that it goes with a name that was wrong. Of patients who were registered before, it is sealed under serial 0.

ALTER TABLE patients ADD COLUMN search_slot int8;
