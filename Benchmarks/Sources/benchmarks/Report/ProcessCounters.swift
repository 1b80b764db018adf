internal import Foundation

/// What the kernel counts of this process.
struct ProcessCounters {
    /// Bytes given to `write` and the like since the process began.
    let written: Int
    /// The most memory that was resident at one time, in bytes.
    let mostMemory: Int
    /// The memory that is resident now, in bytes.
    let memory: Int

    /// Reads the counters.
    init() throws {
        written = try Self.number("wchar:", in: "/proc/self/io")
        mostMemory = try Self.number("VmHWM:", in: "/proc/self/status") * 1024
        memory = try Self.number("VmRSS:", in: "/proc/self/status") * 1024
    }

    /// Has the most memory count from now (proc(5), `clear_refs`).
    static func forgetMostMemory() throws {
        try "5".write(toFile: "/proc/self/clear_refs", atomically: false, encoding: .ascii)
    }

    /// The memory that this process holds now, and together with the PostgreSQL that serves a directory, in bytes; what
    /// several processes share counts once.
    static func memory(below directory: String) throws -> (own: Int, all: Int) {
        let own = try number("VmRSS:", in: "/proc/self/status") * 1024
        var all = try number("Pss:", in: "/proc/self/smaps_rollup") * 1024
        let servers = try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { Int32($0) }
        for server in servers where try isPostgres(server, of: directory) {
            all += try number("Pss:", in: "/proc/\(server)/smaps_rollup") * 1024
        }
        return (own, all)
    }

    /// Whether a process is the PostgreSQL of a directory, or one that it made.
    private static func isPostgres(_ process: Int32, of directory: String) throws -> Bool {
        let place = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/cwd")
        return place?.hasPrefix(directory) == true
    }

    private static func number(_ name: String, in path: String) throws -> Int {
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        let words = lines.first { $0.hasPrefix(name) }?.split(whereSeparator: \.isWhitespace) ?? []
        guard words.count > 1, let number = Int(words[1]) else {
            throw BenchmarkError("\(path) does not say \(name)")
        }
        return number
    }
}
