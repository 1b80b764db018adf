internal import Foundation
internal import Synchronization

/// The files of an embedded cluster and who may touch them.
final class ClusterFiles: Sendable {
    /// The longest path of a Unix socket (`sun_path` without its terminator).
    private static let longestSocketPath = 107
    /// One segment of PostgreSQL's log.
    private static let leastRoom: UInt64 = 16 << 20
    private static let socketName = "/.s.PGSQL.5432"

    let directory: String
    var data: String { directory + "/data" }
    /// A cluster that is being made; it gets its name at the end.
    var unfinished: String { directory + "/data.new" }
    var run: String { directory + "/run" }
    var logDirectory: String { directory + "/log" }
    var log: String { logDirectory + "/postgres.log" }
    var lock: String { directory + "/owner.lock" }

    /// A short name for `run` where its own is too long for a socket.
    private let shortcut = Mutex<String?>(nil)

    /// - Throws: `PostgresError` with `clusterUnusable` for a path that is empty or holds a line break.
    init(directory: String) throws(PostgresError) {
        guard !directory.isEmpty, !directory.utf8.contains(where: { $0 < 0x20 }) else {
            throw PostgresError(
                .clusterUnusable,
                "the path of the cluster is empty or has control characters"
            )
        }
        let absolute =
            directory.hasPrefix("/")
            ? directory : FileManager.default.currentDirectoryPath + "/" + directory
        self.directory = NSString(string: absolute).standardizingPath
    }

    deinit {
        removeShortcut()
    }

    /// The directory of the socket by a name that a client can use.
    var socketDirectory: String { shortcut.withLock(\.self) ?? run }

    /// The version of PostgreSQL that made the cluster.
    ///
    /// - Throws: `PostgresError` with `clusterMissing`.
    func majorVersion() throws(PostgresError) -> Int {
        guard let text = try? String(contentsOfFile: data + "/PG_VERSION", encoding: .utf8),
            let version = Int(text.trimmingCharacters(in: .whitespacesAndNewlines))
        else {
            throw PostgresError(.clusterMissing, "there is no cluster in `\(directory)`; make one first")
        }
        return version
    }

    /// Makes directories and configuration as they must be, for a server that runs under `account`.
    ///
    /// - Throws: `PostgresError` with `clusterUnusable`.
    func prepare(for account: ServerAccount) throws(PostgresError) {
        for path in [directory, run, logDirectory] { try makeDirectory(path, for: account) }
        try configure(data, for: account)
        try makeShortcut()
        rotateLog()
    }

    /// Writes the configuration files into a data directory.
    func configure(_ data: String, for account: ServerAccount) throws(PostgresError) {
        let names = [account.name, ServerAccount.current.name].compactMap(\.self)
        try write(ClusterConfiguration.server, to: data + "/postgresql.conf", for: account)
        try write(ClusterConfiguration.authentication, to: data + "/pg_hba.conf", for: account)
        if !FileManager.default.fileExists(atPath: data + "/local.conf") {
            try write(ClusterConfiguration.local, to: data + "/local.conf", for: account)
        }
        let accounts = ClusterConfiguration.accounts(Array(Set(names)).sorted())
        try write(accounts, to: data + "/pg_ident.conf", for: account)
    }

    /// Makes a directory of mode 0700 that belongs to `account`, or sees that it is one.
    func makeDirectory(_ path: String, for account: ServerAccount) throws(PostgresError) {
        if unsafe mkdir(path, 0o700) != 0, errno != EEXIST { throw unusable(path) }
        var information = stat()
        guard unsafe lstat(path, &information) == 0, information.st_mode & S_IFMT == S_IFDIR else {
            throw unusable(path)
        }
        if information.st_uid != account.userID {
            guard unsafe lchown(path, account.userID, account.groupID) == 0 else { throw unusable(path) }
        }
        if information.st_mode & 0o7777 != 0o700 {
            guard unsafe chmod(path, 0o700) == 0 else { throw unusable(path) }
        }
    }

    /// Opens the log to append to it.
    func openLog(for account: ServerAccount) throws(PostgresError) -> FileHandle {
        let descriptor = unsafe open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0, fchown(descriptor, account.userID, account.groupID) == 0 else {
            throw unusable(log)
        }
        return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    /// Removes the short name of the socket's directory.
    func removeShortcut() {
        shortcut.withLock { shortcut in
            guard let link = shortcut else { return }
            unsafe unlink(link)
            unsafe rmdir(NSString(string: link).deletingLastPathComponent)
            shortcut = nil
        }
    }

    private func makeShortcut() throws(PostgresError) {
        guard run.utf8.count + Self.socketName.utf8.count > Self.longestSocketPath else { return }
        removeShortcut()
        for parent in Self.runtimeDirectories {
            var template = Array((parent + "/lethe-XXXXXX").utf8CString)
            guard let made = unsafe mkdtemp(&template) else { continue }
            let link = unsafe String(cString: made) + "/s"
            guard unsafe symlink(run, link) == 0 else { continue }
            shortcut.withLock { $0 = link }
            return
        }
        throw PostgresError(
            .clusterUnusable,
            "the path of the cluster is too long for a socket; use a shorter one"
        )
    }

    /// Where short-lived files of this account belong.
    private static var runtimeDirectories: [String] {
        let own = ProcessInfo.processInfo.environment["XDG_RUNTIME_DIR"].map { [$0] } ?? []
        return (own + (geteuid() == 0 ? ["/run"] : []) + ["/tmp"]).filter {
            $0.hasPrefix("/") && $0.utf8.count < 60
        }
    }

    private func write(_ text: String, to path: String, for account: ServerAccount) throws(PostgresError) {
        if let present = FileManager.default.contents(atPath: path), present == Data(text.utf8) { return }
        let new = path + ".new"
        unsafe unlink(new)
        let descriptor = unsafe open(new, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw unusable(path) }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        guard (try? file.write(contentsOf: Data(text.utf8))) != nil,
            fchown(descriptor, account.userID, account.groupID) == 0, fsync(descriptor) == 0,
            unsafe rename(new, path) == 0
        else { throw unusable(path) }
    }

    /// Whether the disk has no room left, so that PostgreSQL cannot start.
    var isFull: Bool {
        var status = statvfs()
        guard unsafe statvfs(directory, &status) == 0 else { return false }
        return UInt64(status.f_bavail) * UInt64(status.f_frsize) < Self.leastRoom
    }

    /// What is said then.
    var full: PostgresError {
        PostgresError(
            .clusterFailed,
            "postgresql does not start, since its disk is full; free some space in `\(directory)`"
        )
    }

    /// Keeps one older log once the log has grown large.
    private func rotateLog() {
        var information = stat()
        guard unsafe stat(log, &information) == 0, information.st_size > 8 << 20 else { return }
        _ = unsafe rename(log, log + ".1")
    }

    func unusable(_ path: String) -> PostgresError {
        if isFull { return full }
        return PostgresError(
            .clusterUnusable,
            "`\(path)` cannot be used for the cluster; check owner and permissions"
        )
    }
}
