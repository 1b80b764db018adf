internal import Foundation

/// The operating-system account that PostgreSQL runs under, which must not be root.
struct ServerAccount: Sendable, Equatable {
    let userID: UInt32
    let groupID: UInt32
    let name: String

    /// The account of this process.
    static var current: (userID: UInt32, name: String?) { (geteuid(), find(userID: geteuid())?.name) }

    var isCurrent: Bool { userID == geteuid() }

    /// Chooses the account for a new cluster: our own, or for root `postgres`, or else `nobody`.
    ///
    /// - Throws: `PostgresError` with `clusterUnusable` when there is none.
    static func choose() throws(PostgresError) -> ServerAccount {
        let candidates =
            geteuid() == 0 ? [find(name: "postgres"), find(name: "nobody")] : [find(userID: geteuid())]
        guard let account = candidates.compactMap(\.self).first(where: { $0.userID != 0 }) else {
            throw PostgresError(
                .clusterUnusable,
                "postgresql needs an account that is not root and has a name; create the user `postgres`"
            )
        }
        return account
    }

    /// The account that owns an existing cluster; we must be it or root.
    ///
    /// - Throws: `PostgresError` with `clusterUnusable`.
    static func owner(of path: String) throws(PostgresError) -> ServerAccount {
        var information = stat()
        guard unsafe stat(path, &information) == 0, information.st_uid != 0,
            information.st_uid == geteuid() || geteuid() == 0, let account = find(userID: information.st_uid)
        else {
            throw PostgresError(
                .clusterUnusable,
                "the cluster in `\(path)` belongs to another account; run as its owner or as root"
            )
        }
        return account
    }

    static func find(name: String) -> ServerAccount? {
        guard let entry = unsafe getpwnam(name) else { return nil }
        return unsafe ServerAccount(entry.pointee)
    }

    static func find(userID: UInt32) -> ServerAccount? {
        guard let entry = unsafe getpwuid(userID) else { return nil }
        return unsafe ServerAccount(entry.pointee)
    }

    private init?(_ entry: passwd) {
        guard let name = unsafe entry.pw_name else { return nil }
        userID = unsafe entry.pw_uid
        groupID = unsafe entry.pw_gid
        self.name = unsafe String(cString: name)
    }

    /// The command that gives up root for this account and runs another command; empty when we are it already.
    var dropPrivileges: [String] {
        guard !isCurrent else { return [] }
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/setpriv") else {
            return ["/usr/sbin/runuser", "-u", name, "--"]
        }
        return [
            "/usr/bin/setpriv", "--reuid=\(userID)", "--regid=\(groupID)", "--init-groups", "--inh-caps=-all",
            "--no-new-privs", "--",
        ]
    }
}
