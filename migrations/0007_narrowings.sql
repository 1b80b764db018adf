-- The key safe's journal of what narrows access. The rules of 0001 hold here, too.

-- Which of its entries this database knows: the others are repeated when it is opened.
CREATE TABLE narrowings (
    controller_id   int4 NOT NULL REFERENCES controllers,
    number          int8 NOT NULL CHECK (number > 0),
    event_id        uuid NOT NULL,
    -- 1 written with it or refused, 2 repeated, 3 not to be repeated: what it is about is not here
    outcome         int2 NOT NULL CHECK (outcome BETWEEN 1 AND 3),
    reconciliation  uuid,
    PRIMARY KEY (controller_id, number)
);
ALTER TABLE narrowings ENABLE ROW LEVEL SECURITY;
ALTER TABLE narrowings FORCE ROW LEVEL SECURITY;
CREATE POLICY one_controller ON narrowings USING
    (controller_id = current_setting('lethe.controller')::int4);
