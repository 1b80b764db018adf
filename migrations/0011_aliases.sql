-- Ids that others gave to records are made anew with the index key, as the tokens are that patients are found by. There were
-- none before.

ALTER TABLE aliases
    ADD COLUMN token_key_no int4 NOT NULL,
    DROP CONSTRAINT aliases_pkey,
    ADD PRIMARY KEY (controller_id, token_key_no, token);
