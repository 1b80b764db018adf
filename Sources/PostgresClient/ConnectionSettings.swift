/// Where a database is and how Lethe talks to it.
///
/// Anything else that libpq knows (TLS, password file, several hosts) comes from a connection string.
public struct ConnectionSettings: Sendable, Equatable {
    /// The connection parameters by libpq's keyword.
    var parameters: [String: String]
    /// The time to make a connection in, a server that is starting up included.
    public var connectTimeout: Duration = .seconds(10)
    /// The longest that the server may work on one statement.
    public var statementTimeout: Duration = .seconds(60)
    /// The longest that a statement may wait for a lock.
    public var lockTimeout: Duration = .seconds(30)
    /// The longest silence of the server before the connection counts as lost; more than `statementTimeout`.
    public var responseTimeout: Duration = .seconds(75)
    /// The longest that the outcome of a commit is asked for whose answer was lost.
    public var commitResolutionTimeout: Duration = .seconds(20)
    /// Whether a role that bypasses row-level security is accepted, as maintenance needs.
    public var allowsUnrestrictedRole = false

    /// Names a server by the directory of its socket, or by host name.
    public init(host: String, port: Int = 5432, user: String, database: String) {
        // An empty `hostaddr` keeps an environment variable from sending us elsewhere.
        parameters = ["host": host, "hostaddr": "", "port": String(port), "user": user, "dbname": database]
    }

    /// Parses a connection string: `postgresql://…` or `host=… dbname=…` (libpq documentation, section 34.1.1).
    ///
    /// Several hosts may be named; only one that accepts writes is used.
    /// - Throws: `PostgresError` with `settingsInvalid`.
    public init(connectionString: String) throws(PostgresError) {
        guard let parsed = ServerLink.parse(connectionString) else {
            throw PostgresError(
                .settingsInvalid,
                "the connection string is not valid; write it as postgresql://user@host/database"
            )
        }
        parameters = parsed
    }

    /// The role that connects.
    public var user: String? { parameters["user"] }
    /// The database's name.
    public var database: String? { parameters["dbname"] }
    /// The host, or the directory of the socket.
    public var host: String? { parameters["host"] }

    /// A copy that connects as another role, to another database when one is named.
    public func with(user: String, database: String? = nil) -> ConnectionSettings {
        var copy = self
        copy.parameters["user"] = user
        if let database { copy.parameters["dbname"] = database }
        return copy
    }

    /// A copy that takes a hot standby among the hosts, and no other (libpq documentation, `target_session_attrs`).
    public func readingFromReplica() -> ConnectionSettings {
        var copy = self
        copy.parameters["target_session_attrs"] = "standby"
        return copy
    }

    /// The parameters that are sent, in a stable order.
    var effectiveParameters: [(keyword: String, value: String)] {
        var all = parameters
        let run = [
            "-c TimeZone=UTC", "-c DateStyle=ISO", "-c client_min_messages=error", "-c search_path=public",
            "-c statement_timeout=\(Self.milliseconds(statementTimeout))",
            "-c lock_timeout=\(Self.milliseconds(lockTimeout))",
            // Statements are short and found by their keys: a plan made once is as good for every value.
            "-c plan_cache_mode=force_generic_plan",
        ]
        all["options"] = ([parameters["options"]].compactMap(\.self) + run).joined(separator: " ")
        all["client_encoding"] = "UTF8"
        all["application_name"] = all["application_name"] ?? "lethe"
        all["connect_timeout"] = String(max(2, Int(connectTimeout.components.seconds)))
        all["target_session_attrs"] = all["target_session_attrs"] ?? "read-write"
        return all.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    static func milliseconds(_ duration: Duration) -> Int64 {
        duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000
    }
}

extension ConnectionSettings: CustomStringConvertible, CustomDebugStringConvertible {
    /// Role, database and host; never a password.
    public var description: String {
        "\(user ?? "?")@\(host ?? "?")/\(database ?? "?")"
    }

    /// The same as `description`.
    public var debugDescription: String { description }
}

extension ConnectionSettings: CustomReflectable {
    /// Nothing but the description, so that no password is printed by reflection.
    public var customMirror: Mirror { Mirror(self, children: ["description": description]) }
}
