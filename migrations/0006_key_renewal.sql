-- Key renewals. The rules of 0001 hold here, too.

-- A renewal from its beginning to the day the old trees are gone; the row without an end runs. How far it has come,
-- the patients' column keyring_no says.
CREATE TABLE key_renewals (
    controller_id       int4 NOT NULL REFERENCES controllers,
    renewal_id          uuid NOT NULL,
    tree_request        uuid NOT NULL,
    puncture_request    uuid NOT NULL,
    old_trees           int2[] NOT NULL,
    keyring_no          int2 CHECK ((keyring_no IS NULL) = (state = 'begun')),
    state               text NOT NULL CHECK (state IN ('begun', 'moving', 'moved', 'ended')),
    begun_at            timestamptz NOT NULL,
    ended_at            timestamptz CHECK ((ended_at IS NOT NULL) = (state = 'ended')),
    PRIMARY KEY (controller_id, renewal_id),
    UNIQUE (controller_id, puncture_request)
);
CREATE UNIQUE INDEX key_renewals_running ON key_renewals (controller_id) WHERE ended_at IS NULL;
ALTER TABLE key_renewals ENABLE ROW LEVEL SECURITY;
ALTER TABLE key_renewals FORCE ROW LEVEL SECURITY;
CREATE POLICY one_controller ON key_renewals USING
    (controller_id = current_setting('lethe.controller')::int4);
