-- The restore gate. The rules of 0001 hold here, too.

-- What the key safe remembers as a serial that no patient's slots have reached, or less: a slot is handed out below it
-- only, so that a database that is put back can go on above everything it does not know.
ALTER TABLE controllers ADD COLUMN serial_mark int4 NOT NULL DEFAULT 16384;

-- An erasure that was made before a database was put back which does not know it. Its order, its file and its
-- certificate were lost with the newer database; what it had taken is taken again.
ALTER TABLE shreds
    DROP CONSTRAINT shreds_state_check,
    DROP CONSTRAINT shreds_check,
    DROP CONSTRAINT shreds_check1,
    ADD CONSTRAINT shreds_state_check CHECK (
        state IN ('fenced', 'recorded', 'verified', 'incomplete', 'certified', 'repeated')),
    ADD CONSTRAINT shreds_file_check CHECK ((sealed_file IS NULL) = (state IN ('fenced', 'repeated'))),
    ADD CONSTRAINT shreds_commitment_check CHECK (
        (commitment IS NULL) = (state IN ('fenced', 'repeated')) AND length(commitment) = 32);
DROP INDEX shreds_unfinished;
CREATE INDEX shreds_unfinished ON shreds (controller_id) WHERE state NOT IN ('certified', 'repeated');

-- How a database that was older than its key safe or its ledger was brought up to them; the row without an end runs.
CREATE TABLE reconciliations (
    controller_id   int4 NOT NULL REFERENCES controllers,
    event_id        uuid NOT NULL,
    known_epoch     int8 NOT NULL,
    known_size      int8 NOT NULL,
    known_at        timestamptz,
    begun_at        timestamptz NOT NULL,
    ended_at        timestamptz,
    erasures        int4 CHECK ((erasures IS NULL) = (ended_at IS NULL)),
    unexplained     int8 CHECK ((unexplained IS NULL) = (ended_at IS NULL)),
    PRIMARY KEY (controller_id, event_id)
);
CREATE UNIQUE INDEX reconciliations_running ON reconciliations (controller_id) WHERE ended_at IS NULL;
ALTER TABLE reconciliations ENABLE ROW LEVEL SECURITY;
ALTER TABLE reconciliations FORCE ROW LEVEL SECURITY;
CREATE POLICY one_controller ON reconciliations USING
    (controller_id = current_setting('lethe.controller')::int4);
