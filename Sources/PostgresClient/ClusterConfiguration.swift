/// The configuration files of an embedded cluster, written anew at every start.
enum ClusterConfiguration {
    /// The role that Lethe works as; not a superuser, so that row-level security binds it.
    static let role = "lethe"
    /// The database of the vault, owned by that role.
    static let database = "lethe"
    /// The superuser, for backups and maintenance.
    static let administrator = "postgres"

    /// `postgresql.conf`.
    ///
    /// Statements, values, and errors (which quote values) stay out of the log: it takes messages of the level LOG
    /// and above, which by PostgreSQL's order leaves out ERROR, and of these only the first line.
    static let server = """
        # Written by Lethe at every start; put settings of your own into local.conf beside this file.
        listen_addresses = ''
        unix_socket_permissions = 0700
        max_connections = 64

        # What is acknowledged is on the disk.
        fsync = on
        full_page_writes = on
        synchronous_commit = on
        wal_level = replica
        max_wal_senders = 4
        max_wal_size = 1GB

        # Modest: the vault shares the machine.
        shared_buffers = 32MB
        wal_buffers = 4MB
        huge_pages = off
        jit = off
        max_worker_processes = 4
        max_parallel_workers = 2
        max_logical_replication_workers = 0
        autovacuum_max_workers = 2
        max_locks_per_transaction = 256

        # Nothing that was stored or asked for gets into the log.
        logging_collector = off
        log_destination = 'stderr'
        log_line_prefix = '%m [%p] '
        log_timezone = 'UTC'
        log_min_messages = log
        log_min_error_statement = panic
        log_error_verbosity = terse
        log_statement = none
        log_duration = off
        log_min_duration_statement = -1
        log_min_duration_sample = -1
        log_transaction_sample_rate = 0
        log_parameter_max_length = 0
        log_parameter_max_length_on_error = 0
        log_checkpoints = off
        log_autovacuum_min_duration = -1
        log_lock_waits = off
        log_temp_files = -1
        log_replication_commands = off
        track_activity_query_size = 100

        timezone = 'UTC'
        datestyle = 'iso, ymd'
        lc_messages = 'C'
        default_text_search_config = 'pg_catalog.simple'
        include 'local.conf'

        """

    /// `local.conf` as it is first made; never written again.
    static let local = "# Settings of your own; they go before those of postgresql.conf.\n"

    /// `pg_hba.conf`: over the socket only, and who one is the kernel says.
    static let authentication = """
        # Written by Lethe at every start.
        local all all peer map=lethe
        local replication postgres peer map=lethe

        """

    /// `pg_ident.conf`: the accounts that may connect, each as either role.
    static func accounts(_ names: [String]) -> String {
        var lines = ["# Written by Lethe at every start."]
        for name in names {
            let quoted = SQL.quotedIdentifier(name)
            lines.append("lethe \(quoted) \(role)")
            lines.append("lethe \(quoted) \(administrator)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// What single-user PostgreSQL runs in a new cluster, one statement a line.
    static let bootstrap = """
        CREATE ROLE \(role) LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
        CREATE DATABASE \(database) OWNER \(role) TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C';
        REVOKE ALL ON DATABASE \(database) FROM PUBLIC;

        """
}
