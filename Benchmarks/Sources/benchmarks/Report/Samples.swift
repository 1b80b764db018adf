/// Times of one thing that was done several times.
struct Samples {
    private(set) var times: [Duration] = []

    /// Adds a time.
    mutating func add(_ time: Duration) {
        times.append(time)
    }

    /// The shortest one, of which other work on the machine took least; zero when there is none.
    var least: Duration { times.min() ?? .zero }

    /// The longest one; zero when there is none.
    var most: Duration { times.max() ?? .zero }

    /// The middle one; zero when there is none.
    var median: Duration {
        guard !times.isEmpty else { return .zero }
        let sorted = times.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }

    /// Does something and adds the time it took.
    @discardableResult
    mutating func time<Value>(_ body: () async throws -> Value) async rethrows -> Value {
        let begin = ContinuousClock.now
        let value = try await body()
        add(ContinuousClock.now - begin)
        return value
    }
}
