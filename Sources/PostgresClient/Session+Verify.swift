extension Session {
    /// The oldest version of PostgreSQL that Lethe uses.
    private static let oldestVersion: Int32 = 150_000

    /// Refuses a server that could lose acknowledged transactions, and a role that row-level security does not bind.
    func verifyServer() throws(PostgresError) {
        let row = try queryOne(
            """
            SELECT current_setting('server_version_num')::int, current_setting('fsync')::bool,
                   current_setting('full_page_writes')::bool, current_setting('synchronous_commit'),
                   (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user)
            """
        )
        guard let row else { throw lost(nil) }
        guard try row.int32(0) >= Self.oldestVersion else {
            throw PostgresError(.serverTooOld, "the server is older than postgresql 15; upgrade it")
        }
        guard try row.bool(1), try row.bool(2) else {
            throw PostgresError(
                .serverNotDurable,
                "the server could lose acknowledged data; set fsync and full_page_writes to on"
            )
        }
        if try !["on", "remote_apply"].contains(row.text(3)) {
            try execute("SET synchronous_commit TO on")
        }
        if !settings.allowsUnrestrictedRole, try row.bool(4) {
            throw PostgresError(
                .roleBypassesRowSecurity,
                "the role is a superuser or has BYPASSRLS, so controllers are not kept apart; use a plain role"
            )
        }
        instance = try readInstance()
    }

    func readInstance() throws(PostgresError) -> ServerInstance {
        let rows = try query(
            """
            SELECT (extract(epoch FROM pg_postmaster_start_time()) * 1000000)::int8, pid
              FROM pg_stat_activity WHERE usesysid IS NULL
            """
        )
        var instance = ServerInstance()
        for row in rows {
            instance.startedAt = try row.int64(0)
            instance.processes.insert(try row.int32(1))
        }
        return instance
    }
}
