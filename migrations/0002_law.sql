-- Staff, published rulebooks, kept decisions, and what the law asks of records. The rules of 0001 hold here, too.

-- Staff ---------------------------------------------------------------------------------------------------

-- Who signs, approves and acts. A member who left keeps the row: old signatures must stay verifiable.
CREATE TABLE staff (
    controller_id   int4 NOT NULL REFERENCES controllers,
    staff_id        uuid NOT NULL,
    slot            int8 NOT NULL,
    sealed_name     bytea NOT NULL,
    roles           text[] NOT NULL,
    signing_key     bytea CHECK (length(signing_key) = 32),
    added_at        timestamptz NOT NULL,
    revoked_at      timestamptz,
    PRIMARY KEY (controller_id, staff_id)
);

-- Rulebooks -----------------------------------------------------------------------------------------------

-- A rulebook may be in force more than once: its archive stays in rulebooks, each time it is signed and published is a
-- row here. The first one of a controller, with which it was made, has no signatures.
CREATE TABLE publications (
    controller_id       int4 NOT NULL REFERENCES controllers,
    publication_no      int4 NOT NULL,
    digest              bytea NOT NULL CHECK (length(digest) = 32),
    active_from         date NOT NULL,
    state               text NOT NULL CHECK (state IN ('signed', 'approved', 'published')),
    author              uuid,
    author_signature    text,
    approver            uuid,
    approver_signature  text,
    event_id            uuid,
    published_at        timestamptz CHECK ((published_at IS NOT NULL) = (state = 'published')),
    PRIMARY KEY (controller_id, publication_no),
    FOREIGN KEY (controller_id, digest) REFERENCES rulebooks,
    CHECK ((author IS NULL) = (author_signature IS NULL)),
    CHECK ((approver IS NULL) = (approver_signature IS NULL)),
    CHECK (author <> approver)
);

-- The rows of all controllers are moved, so that the policies may not hide them from the owner meanwhile.
ALTER TABLE rulebooks NO FORCE ROW LEVEL SECURITY;
INSERT INTO publications (controller_id, publication_no, digest, active_from, state, published_at)
SELECT controller_id, row_number() OVER (PARTITION BY controller_id ORDER BY published), digest, active_from,
    'published', active_from
FROM rulebooks;

ALTER TABLE rulebooks FORCE ROW LEVEL SECURITY;
ALTER TABLE rulebooks DROP COLUMN active_from, DROP COLUMN published;

-- Ledger entries that are not versions and not erasures ------------------------------------------------------

-- What was committed to, with its opening, sealed under a slot of whoever it is about: the office, or the version that
-- a rectification made. They go with their slot.
CREATE TABLE log_events (
    controller_id   int4 NOT NULL,
    event_id        uuid NOT NULL,
    slot            int8 NOT NULL,
    sealed_file     bytea NOT NULL,
    commitment      bytea NOT NULL CHECK (length(commitment) = 32),
    entry           int8,
    PRIMARY KEY (controller_id, event_id)
);
CREATE INDEX log_events_by_slot ON log_events (controller_id, slot);
DROP TABLE log_openings;

-- Decisions -----------------------------------------------------------------------------------------------

-- What the rules were told and what they said, sealed under the slot of the version it was about, and gone with it.
CREATE TABLE decisions (
    controller_id   int4 NOT NULL,
    slot            int8 NOT NULL,
    decision_id     uuid NOT NULL,
    decided_on      date NOT NULL,
    sealed_detail   bytea NOT NULL,
    PRIMARY KEY (controller_id, slot, decision_id)
);
CREATE INDEX decisions_by_id ON decisions (controller_id, decision_id);
ALTER TABLE record_versions DROP COLUMN decision_id;

-- Records -------------------------------------------------------------------------------------------------

-- The record that says who the patient is, so that its facts are at hand without opening the others; and the state at
-- which the months of review were counted last: every change of the patient's file raises next_serial.
ALTER TABLE patients
    ADD COLUMN identity_id uuid,
    ADD COLUMN reviewed_serial int4,
    ADD COLUMN reviewed_publication int4;
ALTER TABLE patients NO FORCE ROW LEVEL SECURITY;
ALTER TABLE record_versions NO FORCE ROW LEVEL SECURITY;
UPDATE patients p SET identity_id = (
    SELECT v.record_id FROM record_versions v
    WHERE v.controller_id = p.controller_id AND v.patient_no = p.patient_no ORDER BY v.slot LIMIT 1)
WHERE p.state <> 'erased';
ALTER TABLE patients FORCE ROW LEVEL SECURITY;
ALTER TABLE record_versions FORCE ROW LEVEL SECURITY;
CREATE INDEX record_versions_by_review ON record_versions (controller_id, review_month)
    WHERE review_month IS NOT NULL;

-- Versions erased alone, while their record lives on.
CREATE TABLE version_tombstones (
    controller_id   int4 NOT NULL,
    record_id       uuid NOT NULL,
    version         int4 NOT NULL,
    shred_id        uuid NOT NULL,
    PRIMARY KEY (controller_id, record_id, version)
);
CREATE INDEX version_tombstones_by_shred ON version_tombstones (controller_id, shred_id);
ALTER TABLE record_versions
    DROP CONSTRAINT record_versions_state_check,
    ADD CONSTRAINT record_versions_state_check CHECK (state IN ('live', 'superseded', 'restricted', 'fenced'));

CREATE INDEX record_versions_fenced ON record_versions (controller_id, patient_no) WHERE state = 'fenced';

-- Who erases waits for the key safe with rows of this table written; nobody else need wait for that.
ALTER TABLE blob_removals DROP CONSTRAINT blob_removals_controller_id_fkey;

-- A statement of disagreement and the record it is about.
CREATE TABLE record_links (
    controller_id   int4 NOT NULL,
    patient_no      int8 NOT NULL,
    from_record     uuid NOT NULL,
    to_record       uuid NOT NULL,
    kind            int2 NOT NULL,
    PRIMARY KEY (controller_id, patient_no, from_record, to_record, kind)
);
CREATE INDEX record_links_to ON record_links (controller_id, patient_no, to_record);

-- Column rules, as in 0001, for the new tables.
DO $$
DECLARE
    t text;
    c record;
BEGIN
    FOREACH t IN ARRAY ARRAY[
        'staff', 'publications', 'log_events', 'decisions', 'version_tombstones', 'record_links']
    LOOP
        FOR c IN
            SELECT column_name FROM information_schema.columns
            WHERE table_schema = current_schema() AND table_name = t AND data_type = 'bytea'
        LOOP
            EXECUTE format('ALTER TABLE %I ALTER COLUMN %I SET STORAGE EXTERNAL', t, c.column_name);
            EXECUTE format('ALTER TABLE %I ALTER COLUMN %I SET STATISTICS 0', t, c.column_name);
        END LOOP;
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format(
            'CREATE POLICY one_controller ON %I USING '
            '(controller_id = current_setting(''lethe.controller'')::int4)', t);
    END LOOP;
END
$$;
