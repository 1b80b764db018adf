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

    /// The memory that this process holds now, in bytes.
    static func memory() throws -> Int {
        try number("VmRSS:", in: "/proc/self/status") * 1024
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
