-- A backup is registered before it is begun, so that an erasure meanwhile names it; it counts once its manifest is durable.
ALTER TABLE backups
    ADD COLUMN state text NOT NULL DEFAULT 'made' CHECK (state IN ('making', 'made', 'retired')),
    ADD COLUMN manifest_digest bytea CHECK (length(manifest_digest) = 32);
ALTER TABLE backups ALTER COLUMN manifest_digest SET STORAGE EXTERNAL;
ALTER TABLE backups ALTER COLUMN manifest_digest SET STATISTICS 0;
