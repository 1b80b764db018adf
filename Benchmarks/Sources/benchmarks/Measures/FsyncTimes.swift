internal import CPeer

/// How long the file system takes to make 4 KiB durable, at this moment and in the median.
struct FsyncTimes {
    /// The file has its length already and is waited for with fdatasync, as PostgreSQL's log is.
    var overwriting: Duration { overwritten.median }
    /// The file grows and is waited for with fsync, as whatever makes new files does.
    var appending: Duration { appended.median }

    private var overwritten = Samples()
    private var appended = Samples()

    /// Measures some more of both.
    mutating func measure(in directory: String, rounds: Int = 16) throws {
        for time in try Self.times(directory, appending: false, rounds) { overwritten.add(time) }
        for time in try Self.times(directory, appending: true, rounds) { appended.add(time) }
    }

    private static func times(_ directory: String, appending: Bool, _ rounds: Int) throws -> [Duration] {
        var times = [UInt64](repeating: 0, count: rounds)
        let result = unsafe peer_durable_writes(directory + "/fsync", appending ? 1 : 0, rounds, &times)
        guard result == 0 else { throw BenchmarkError("the file system cannot be measured in \(directory)") }
        return times.map { .nanoseconds(Int64($0)) }
    }
}
