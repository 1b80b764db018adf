internal import CoreMetrics

/// What is measured of a pool: connections in use, who waits and how long, and who was refused.
struct PoolMetrics: Sendable {
    private let leased: Meter
    private let idle: Meter
    private let waiting: Meter
    private let waited: Timer
    private let full: Counter
    private let timedOut: Counter

    init(_ factory: any MetricsFactory) {
        leased = Meter(label: "lethe_pool_connections", dimensions: [("state", "leased")], factory: factory)
        idle = Meter(label: "lethe_pool_connections", dimensions: [("state", "idle")], factory: factory)
        waiting = Meter(label: "lethe_pool_waiting", factory: factory)
        waited = Timer(label: "lethe_pool_wait_seconds", factory: factory)
        full = Counter(label: "lethe_pool_refused", dimensions: [("reason", "full")], factory: factory)
        timedOut = Counter(
            label: "lethe_pool_refused",
            dimensions: [("reason", "timed_out")],
            factory: factory
        )
    }

    /// Notes how the pool is used; called while its state cannot change.
    func note(_ health: PoolHealth) {
        leased.set(health.leased)
        idle.set(health.idle)
        waiting.set(health.waiting)
    }

    /// Notes that somebody who had to wait was served.
    func noteServed(since began: ContinuousClock.Instant) {
        waited.recordNanoseconds(Int64((ContinuousClock.now - began) / .nanoseconds(1)))
    }

    /// Notes that somebody was sent away.
    func noteRefused(_ error: PostgresError) {
        switch error.code {
        case .poolFull: full.increment()
        case .poolTimedOut: timedOut.increment()
        default: break
        }
    }
}
