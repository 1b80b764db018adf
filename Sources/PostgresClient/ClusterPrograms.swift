internal import Foundation

/// The server programs of one installed version of PostgreSQL.
struct ClusterPrograms: Sendable, Equatable {
    static let oldestMajorVersion = 15

    let directory: String
    let majorVersion: Int

    var server: String { directory + "/postgres" }
    var initialiser: String { directory + "/initdb" }

    /// Finds the newest version, or the one that made a cluster, since only that can run it.
    ///
    /// - Parameters:
    ///   - majorVersion: The version that must be; nil for the newest.
    ///   - roots: Where packages put one directory per version, such as `/usr/lib/postgresql/15/bin`.
    ///   - searchPath: Directories to look into after that.
    /// - Throws: `PostgresError` with `programsMissing`.
    static func find(
        majorVersion wanted: Int? = nil,
        roots: [String] = ["/usr/lib/postgresql/", "/usr/pgsql-", "/opt/postgresql/"],
        searchPath: String = ProcessInfo.processInfo.environment["PATH"] ?? ""
    ) throws(PostgresError) -> ClusterPrograms {
        var found: [ClusterPrograms] = []
        for root in roots {
            let (parent, prefix) = split(root)
            for name in (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? [] {
                guard name.hasPrefix(prefix), let version = Int(name.dropFirst(prefix.count)) else {
                    continue
                }
                found.append(ClusterPrograms(directory: "\(parent)/\(name)/bin", majorVersion: version))
            }
        }
        for directory in searchPath.split(separator: ":") {
            let server = "\(directory)/postgres"
            guard FileManager.default.isExecutableFile(atPath: server) else { continue }
            guard let version = version(of: server) else { continue }
            found.append(ClusterPrograms(directory: String(directory), majorVersion: version))
        }
        let usable = found.filter {
            $0.majorVersion >= oldestMajorVersion && $0.isComplete
                && (wanted == nil || wanted == $0.majorVersion)
        }
        if let best = usable.max(by: { $0.majorVersion < $1.majorVersion }) { return best }
        guard let wanted else {
            throw PostgresError(
                .programsMissing,
                "postgresql 15 or newer is not installed; install it with `apt-get install postgresql`"
            )
        }
        throw PostgresError(
            .programsMissing,
            "the cluster was made by postgresql \(wanted), which is not installed; "
                + "install it with `apt-get install postgresql-\(wanted)`"
        )
    }

    private var isComplete: Bool {
        FileManager.default.isExecutableFile(atPath: server)
            && FileManager.default.isExecutableFile(atPath: initialiser)
    }

    /// Splits `/usr/pgsql-` into the directory to list and the beginning of the names in it.
    private static func split(_ root: String) -> (parent: String, prefix: String) {
        let slash = root.lastIndex(of: "/") ?? root.startIndex
        return (String(root[..<slash]), String(root[slash...].dropFirst()))
    }

    /// Asks a program for its version: `postgres (PostgreSQL) 15.8 (…)`.
    private static func version(of server: String) -> Int? {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: server)
        process.arguments = ["--version"]
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let words = String(decoding: data, as: UTF8.self).split(separator: " ")
        guard words.count > 2 else { return nil }
        return Int(words[2].prefix { $0.isNumber })
    }
}
