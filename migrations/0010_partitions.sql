-- The tables that grow with every version are divided into pieces by a hash, so that whatever goes over a table or an index
-- (vacuum, reindex, a copy) has small things to do, and nothing that is asked for goes over more than it must. The rules
-- of 0001 hold here, too: for the tables, and for every piece, since a piece can be asked by its own name.
--
-- What may exist once only is once in a vault when its column is the one that divides: records by their id, versions by
-- their patient, keys and parts by the place of the key. The place holds the patient's number, so that a version's place
-- still belongs to one version. Whoever looks for a version by its place says the patient, too: patient_no = slot >> 23.
--
-- A vault that has records is copied here once: that takes room for a second copy of them, and some minutes for a million.

DO $$
DECLARE
    pieces CONSTANT int := 4;
    t text;
    c record;
    n int;
BEGIN
    FOREACH t IN ARRAY ARRAY['records', 'record_versions', 'record_keys', 'record_parts'] LOOP
        -- The rows of all controllers are moved, so that the policies may not hide them from the owner meanwhile.
        EXECUTE format('ALTER TABLE %I NO FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE %I RENAME TO %I', t, t || '_whole');
        -- The names of its keys and indexes are wanted again.
        FOR c IN
            SELECT conname FROM pg_constraint
            WHERE conrelid = (t || '_whole')::regclass AND contype IN ('p', 'u')
        LOOP
            EXECUTE format('ALTER TABLE %I DROP CONSTRAINT %I', t || '_whole', c.conname);
        END LOOP;
        FOR c IN SELECT indexrelid::regclass AS name FROM pg_index WHERE indrelid = (t || '_whole')::regclass LOOP
            EXECUTE format('DROP INDEX %s', c.name);
        END LOOP;
    END LOOP;

    -- The row of a record is its tombstone, too: it stays when the record, or its patient, is erased.
    CREATE TABLE records (
        controller_id   int4 NOT NULL,
        patient_no      int8 NOT NULL,
        record_id       uuid NOT NULL,
        episode_no      int4,
        current_version int4 NOT NULL,
        state           text NOT NULL CONSTRAINT records_state_check
            CHECK (state IN ('current', 'fenced', 'erased', 'deleted', 'quarantined', 'unclaimed')),
        shred_id        uuid CONSTRAINT records_check CHECK ((shred_id IS NOT NULL) = (state = 'erased'))
    ) PARTITION BY HASH (record_id);

    CREATE TABLE record_versions (
        controller_id   int4 NOT NULL,
        patient_no      int8 NOT NULL,
        record_id       uuid NOT NULL,
        version         int4 NOT NULL,
        slot            int8 NOT NULL,
        stored_on       date NOT NULL,
        state           text NOT NULL CONSTRAINT record_versions_state_check
            CHECK (state IN ('live', 'superseded', 'restricted', 'fenced')),
        sealed_meta     bytea NOT NULL,
        sealed_facts    bytea NOT NULL,
        facts_revision  int4 NOT NULL,
        review_month    date CONSTRAINT record_versions_review_month_check CHECK (extract(day FROM review_month) = 1),
        commitment      bytea NOT NULL CONSTRAINT record_versions_commitment_check CHECK (length(commitment) = 32),
        entry           int8,
        CONSTRAINT record_versions_slot_check CHECK (patient_no = slot >> 23)
    ) PARTITION BY HASH (patient_no);

    CREATE TABLE record_keys (
        controller_id   int4 NOT NULL,
        keyring_no      int2 NOT NULL,
        slot            int8 NOT NULL,
        wrapped         bytea NOT NULL,
        wrap_algorithm  int2 NOT NULL
    ) PARTITION BY HASH (slot);

    CREATE TABLE record_parts (
        controller_id   int4 NOT NULL,
        slot            int8 NOT NULL,
        part            int2 NOT NULL,
        body            bytea,
        blob_id         uuid,
        length          int8 NOT NULL,
        chunk_size      int4 NOT NULL,
        CONSTRAINT record_parts_check CHECK ((body IS NULL) <> (blob_id IS NULL))
    ) PARTITION BY HASH (slot);

    FOREACH t IN ARRAY ARRAY['records', 'record_versions', 'record_keys', 'record_parts'] LOOP
        FOR c IN
            SELECT attname FROM pg_attribute
            WHERE attrelid = t::regclass AND attnum > 0 AND atttypid = 'bytea'::regtype
        LOOP
            EXECUTE format('ALTER TABLE %I ALTER COLUMN %I SET STORAGE EXTERNAL', t, c.attname);
        END LOOP;
        FOR n IN 0 .. pieces - 1 LOOP
            EXECUTE format(
                'CREATE TABLE %I PARTITION OF %I FOR VALUES WITH (MODULUS %s, REMAINDER %s)',
                t || '_' || n, t, pieces, n);
            IF t = 'record_parts' THEN
                -- What fits a page stays in its row: out of line, each 2 KB of it would be a row with an index entry.
                EXECUTE format('ALTER TABLE %I SET (toast_tuple_target = 8160)', t || '_' || n);
            END IF;
        END LOOP;
    END LOOP;
END
$$;

INSERT INTO records (controller_id, patient_no, record_id, episode_no, current_version, state, shred_id)
SELECT controller_id, patient_no, record_id, episode_no, current_version, state, shred_id FROM records_whole;
DROP TABLE records_whole;
INSERT INTO record_versions (controller_id, patient_no, record_id, version, slot, stored_on, state, sealed_meta,
    sealed_facts, facts_revision, review_month, commitment, entry)
SELECT controller_id, patient_no, record_id, version, slot, stored_on, state, sealed_meta,
    sealed_facts, facts_revision, review_month, commitment, entry
FROM record_versions_whole;
DROP TABLE record_versions_whole;
INSERT INTO record_keys (controller_id, keyring_no, slot, wrapped, wrap_algorithm)
SELECT controller_id, keyring_no, slot, wrapped, wrap_algorithm FROM record_keys_whole;
DROP TABLE record_keys_whole;
INSERT INTO record_parts (controller_id, slot, part, body, blob_id, length, chunk_size)
SELECT controller_id, slot, part, body, blob_id, length, chunk_size FROM record_parts_whole;
DROP TABLE record_parts_whole;

ALTER TABLE records
    ADD PRIMARY KEY (controller_id, patient_no, record_id),
    ADD UNIQUE (controller_id, record_id);
CREATE INDEX records_fenced ON records (controller_id, patient_no) WHERE state = 'fenced';
CREATE INDEX records_by_shred ON records (controller_id, shred_id) WHERE shred_id IS NOT NULL;

ALTER TABLE record_versions
    ADD PRIMARY KEY (controller_id, patient_no, record_id, version),
    ADD UNIQUE (controller_id, patient_no, slot);
CREATE INDEX record_versions_by_review ON record_versions (controller_id, review_month) WHERE review_month IS NOT NULL;
CREATE INDEX record_versions_fenced ON record_versions (controller_id, patient_no) WHERE state = 'fenced';

-- By slot first: keys are looked up by slot, whatever tree holds them.
ALTER TABLE record_keys ADD PRIMARY KEY (controller_id, slot, keyring_no);

ALTER TABLE record_parts ADD PRIMARY KEY (controller_id, slot, part);
CREATE INDEX record_parts_by_blob ON record_parts (controller_id, blob_id) WHERE blob_id IS NOT NULL;

-- Column rules, as in 0001, for the tables and their pieces.
DO $$
DECLARE
    t regclass;
    c record;
BEGIN
    FOR t IN
        SELECT tree.relid FROM unnest(ARRAY['records', 'record_versions', 'record_keys', 'record_parts']) AS named (name)
        CROSS JOIN LATERAL pg_partition_tree(named.name::regclass) AS tree
    LOOP
        FOR c IN
            SELECT attname FROM pg_attribute
            WHERE attrelid = t AND attnum > 0 AND atttypid = 'bytea'::regtype
        LOOP
            EXECUTE format('ALTER TABLE ONLY %s ALTER COLUMN %I SET STORAGE EXTERNAL', t, c.attname);
            EXECUTE format('ALTER TABLE ONLY %s ALTER COLUMN %I SET STATISTICS 0', t, c.attname);
        END LOOP;
        EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', t);
        EXECUTE format(
            'CREATE POLICY one_controller ON %s USING '
            '(controller_id = current_setting(''lethe.controller'')::int4)', t);
    END LOOP;
END
$$;

-- The states of a patient's file in which `vault check` last found it whole, without and with bodies: every change of the file
-- raises next_serial, and a change of its keys takes the marks away.
ALTER TABLE patients ADD COLUMN checked_serial int4, ADD COLUMN deep_serial int4;
