-- The first tables of a vault. Rules: every key starts with controller_id; a column is clear only when
-- docs/erasure.md lists it; everything else is sealed (sealed_*, wrapped, body) or a keyed token. Tables that grow
-- with every version have no foreign keys: the transaction that writes a row has the row it belongs to in hand, `vault
-- check` looks for rows without one, and each reference would be one more query for every row stored.

CREATE TABLE vault_identity (
    only_row    boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    vault_id    uuid NOT NULL,
    rehearsal   boolean NOT NULL
);

-- House ---------------------------------------------------------------------------------------------------

CREATE TABLE controllers (
    controller_id   int4 PRIMARY KEY,
    public_id       uuid NOT NULL UNIQUE,
    name            text NOT NULL UNIQUE,
    country         text NOT NULL,
    facts           jsonb NOT NULL DEFAULT '{}',
    keyring_no      int2 NOT NULL,
    epoch           int8 NOT NULL,
    log_origin      text NOT NULL UNIQUE,
    state           text NOT NULL CHECK (state IN ('creating', 'open', 'gate', 'closed')),
    next_patient_no int8 NOT NULL,
    leased_until    int8 NOT NULL
);

CREATE TABLE sites (
    controller_id   int4 NOT NULL REFERENCES controllers,
    site_no         int2 NOT NULL,
    name            text NOT NULL,
    region          text NOT NULL,
    calendar        text NOT NULL,
    facts           jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (controller_id, site_no),
    UNIQUE (controller_id, name)
);

CREATE TABLE signing_keys (
    controller_id   int4 NOT NULL REFERENCES controllers,
    key_no          int2 NOT NULL,
    purpose         text NOT NULL CHECK (purpose IN ('log', 'certificate')),
    public_key      bytea NOT NULL,
    valid_from      timestamptz NOT NULL,
    valid_to        timestamptz,
    PRIMARY KEY (controller_id, key_no)
);

CREATE TABLE backups (
    controller_id   int4 NOT NULL REFERENCES controllers,
    backup_id       uuid NOT NULL,
    taken_at        timestamptz NOT NULL,
    expires_on      date NOT NULL,
    label           text NOT NULL,
    epoch           int8 NOT NULL,
    keyring_no      int2 NOT NULL,
    verified_at     timestamptz,
    PRIMARY KEY (controller_id, backup_id)
);

-- Published rulebooks; earlier ones stay, so that a decision can be made again as it was made.
CREATE TABLE rulebooks (
    controller_id   int4 NOT NULL REFERENCES controllers,
    digest          bytea NOT NULL CHECK (length(digest) = 32),
    archive         bytea NOT NULL,
    active_from     date NOT NULL,
    published       int8 GENERATED ALWAYS AS IDENTITY,
    PRIMARY KEY (controller_id, digest)
);

-- Patients ------------------------------------------------------------------------------------------------

CREATE TABLE patients (
    controller_id   int4 NOT NULL REFERENCES controllers,
    patient_no      int8 NOT NULL,
    public_id       uuid NOT NULL,
    keyring_no      int2 NOT NULL,
    merged_into     int8,
    state           text NOT NULL CHECK (state IN ('active', 'fenced', 'erased')),
    next_serial     int4 NOT NULL,
    sealed_search   bytea,
    PRIMARY KEY (controller_id, patient_no),
    UNIQUE (controller_id, public_id)
);

CREATE TABLE patient_slots (
    controller_id   int4 NOT NULL,
    patient_no      int8 NOT NULL,
    serial          int4 NOT NULL,
    use             int2 NOT NULL,
    PRIMARY KEY (controller_id, patient_no, serial)
);

CREATE TABLE patient_tokens (
    controller_id   int4 NOT NULL,
    token_key_no    int4 NOT NULL,
    token           bytea NOT NULL,
    patient_no      int8 NOT NULL,
    kind            int2 NOT NULL,
    PRIMARY KEY (controller_id, token_key_no, token, patient_no),
    FOREIGN KEY (controller_id, patient_no) REFERENCES patients
);
CREATE INDEX patient_tokens_by_patient ON patient_tokens (controller_id, patient_no);

CREATE TABLE episodes (
    controller_id   int4 NOT NULL,
    patient_no      int8 NOT NULL,
    episode_no      int4 NOT NULL,
    slot            int8 NOT NULL,
    sealed_events   bytea NOT NULL,
    revision        int4 NOT NULL,
    PRIMARY KEY (controller_id, patient_no, episode_no),
    FOREIGN KEY (controller_id, patient_no) REFERENCES patients
);

-- Records -------------------------------------------------------------------------------------------------

-- The row of a record is its tombstone, too: it stays when the record, or its patient, is erased.
CREATE TABLE records (
    controller_id   int4 NOT NULL,
    patient_no      int8 NOT NULL,
    record_id       uuid NOT NULL,
    episode_no      int4,
    current_version int4 NOT NULL,
    state           text NOT NULL
        CHECK (state IN ('current', 'fenced', 'erased', 'deleted', 'quarantined', 'unclaimed')),
    shred_id        uuid CHECK ((shred_id IS NOT NULL) = (state = 'erased')),
    PRIMARY KEY (controller_id, patient_no, record_id),
    UNIQUE (controller_id, record_id)
);
CREATE INDEX records_fenced ON records (controller_id, patient_no) WHERE state = 'fenced';
CREATE INDEX records_by_shred ON records (controller_id, shred_id) WHERE shred_id IS NOT NULL;

CREATE TABLE record_versions (
    controller_id   int4 NOT NULL,
    patient_no      int8 NOT NULL,
    record_id       uuid NOT NULL,
    version         int4 NOT NULL,
    slot            int8 NOT NULL,
    stored_on       date NOT NULL,
    state           text NOT NULL CHECK (state IN ('live', 'superseded', 'restricted')),
    sealed_meta     bytea NOT NULL,
    sealed_facts    bytea NOT NULL,
    facts_revision  int4 NOT NULL,
    review_month    date CHECK (extract(day FROM review_month) = 1),
    commitment      bytea NOT NULL CHECK (length(commitment) = 32),
    entry           int8,
    decision_id     uuid,
    PRIMARY KEY (controller_id, patient_no, record_id, version),
    UNIQUE (controller_id, slot)
);

CREATE TABLE record_keys (
    controller_id   int4 NOT NULL,
    keyring_no      int2 NOT NULL,
    slot            int8 NOT NULL,
    wrapped         bytea NOT NULL,
    wrap_algorithm  int2 NOT NULL,
    -- By slot first: keys are looked up by slot, whatever tree holds them.
    PRIMARY KEY (controller_id, slot, keyring_no)
);

CREATE TABLE record_parts (
    controller_id   int4 NOT NULL,
    slot            int8 NOT NULL,
    part            int2 NOT NULL,
    body            bytea,
    blob_id         uuid,
    length          int8 NOT NULL,
    chunk_size      int4 NOT NULL,
    PRIMARY KEY (controller_id, slot, part),
    CHECK ((body IS NULL) <> (blob_id IS NULL))
)
-- What fits a page stays in its row: out of line, each 2 KB of it would be a row with an index entry of its own.
WITH (toast_tuple_target = 8160);
CREATE INDEX record_parts_by_blob ON record_parts (controller_id, blob_id) WHERE blob_id IS NOT NULL;

CREATE TABLE aliases (
    controller_id   int4 NOT NULL,
    token           bytea NOT NULL,
    patient_no      int8 NOT NULL,
    record_id       uuid NOT NULL,
    PRIMARY KEY (controller_id, token)
);
CREATE INDEX aliases_by_record ON aliases (controller_id, patient_no, record_id);

-- Ledger --------------------------------------------------------------------------------------------------

-- Entries that wait for a place in the log. The owner is named here only until the entry has its position.
CREATE TABLE log_queue (
    controller_id   int4 NOT NULL,
    queue_no        int8 GENERATED ALWAYS AS IDENTITY,
    commitment      bytea NOT NULL CHECK (length(commitment) = 32),
    owner_kind      int2 NOT NULL,
    owner_id        uuid NOT NULL,
    owner_version   int4 NOT NULL,
    PRIMARY KEY (controller_id, queue_no)
);

CREATE TABLE log_entries (
    controller_id   int4 NOT NULL,
    position        int8 NOT NULL,
    commitment      bytea NOT NULL CHECK (length(commitment) = 32),
    batch           int8 NOT NULL,
    PRIMARY KEY (controller_id, position)
);

CREATE TABLE log_openings (
    controller_id   int4 NOT NULL,
    position        int8 NOT NULL,
    slot            int8 NOT NULL,
    sealed_opening  bytea NOT NULL,
    PRIMARY KEY (controller_id, position),
    FOREIGN KEY (controller_id, position) REFERENCES log_entries
);

CREATE TABLE checkpoints (
    controller_id   int4 NOT NULL REFERENCES controllers,
    size            int8 NOT NULL,
    root            bytea NOT NULL CHECK (length(root) = 32),
    note            text NOT NULL,
    at              timestamptz NOT NULL,
    PRIMARY KEY (controller_id, size)
);

-- Shred ---------------------------------------------------------------------------------------------------

CREATE TABLE shreds (
    controller_id   int4 NOT NULL,
    shred_id        uuid NOT NULL,
    request_id      uuid NOT NULL,
    certificate_id  uuid NOT NULL,
    cause           int2 NOT NULL,
    patient_no      int8,
    state           text NOT NULL
        CHECK (state IN ('fenced', 'recorded', 'verified', 'incomplete', 'certified')),
    epoch           int8,
    slot            int8 NOT NULL,
    sealed_order    bytea NOT NULL,
    sealed_file     bytea CHECK ((sealed_file IS NULL) = (state = 'fenced')),
    commitment      bytea CHECK (length(commitment) = 32 AND (commitment IS NULL) = (state = 'fenced')),
    entry           int8,
    index_renewal   uuid,
    fenced_at       timestamptz NOT NULL,
    punctured_at    timestamptz,
    recorded_at     timestamptz,
    verified_at     timestamptz,
    certified_at    timestamptz,
    PRIMARY KEY (controller_id, shred_id),
    UNIQUE (controller_id, request_id)
);
CREATE INDEX shreds_unfinished ON shreds (controller_id) WHERE state <> 'certified';
CREATE INDEX shreds_by_patient ON shreds (controller_id, patient_no) WHERE patient_no IS NOT NULL;

CREATE TABLE shred_prefixes (
    controller_id   int4 NOT NULL,
    shred_id        uuid NOT NULL,
    prefix          bytea NOT NULL,
    PRIMARY KEY (controller_id, shred_id, prefix)
);

-- Blobs whose rows are gone and whose files are to be removed next.
CREATE TABLE blob_removals (
    controller_id   int4 NOT NULL REFERENCES controllers,
    blob_id         uuid NOT NULL,
    shred_id        uuid NOT NULL,
    PRIMARY KEY (controller_id, blob_id)
);

CREATE TABLE certificates (
    controller_id   int4 NOT NULL,
    certificate_id  uuid NOT NULL,
    shred_id        uuid NOT NULL,
    jws             text NOT NULL,
    issued_at       timestamptz NOT NULL,
    PRIMARY KEY (controller_id, certificate_id),
    FOREIGN KEY (controller_id, shred_id) REFERENCES shreds
);

-- Column rules (DESIGN section 4): ciphertext and tokens leave no samples in pg_statistic, are not compressed,
-- and every row belongs to one controller.
DO $$
DECLARE
    t record;
    c record;
BEGIN
    FOR c IN
        SELECT table_name, column_name FROM information_schema.columns
        WHERE table_schema = current_schema() AND data_type = 'bytea'
    LOOP
        EXECUTE format('ALTER TABLE %I ALTER COLUMN %I SET STORAGE EXTERNAL', c.table_name, c.column_name);
        EXECUTE format('ALTER TABLE %I ALTER COLUMN %I SET STATISTICS 0', c.table_name, c.column_name);
    END LOOP;
    FOR t IN
        SELECT table_name FROM information_schema.columns
        WHERE table_schema = current_schema() AND column_name = 'controller_id'
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t.table_name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t.table_name);
        IF t.table_name <> 'controllers' THEN
            EXECUTE format(
                'CREATE POLICY one_controller ON %I USING '
                '(controller_id = current_setting(''lethe.controller'')::int4)', t.table_name);
        END IF;
    END LOOP;
END
$$;

-- The list of controllers is about organisations; only it may be read as a whole, by the scope 0.
CREATE POLICY one_controller ON controllers USING
    (current_setting('lethe.controller')::int4 IN (0, controller_id));
