internal import CoreMetrics
internal import Synchronization

/// A line of the metrics that goes up and down.
final class LevelLine: MeterHandler, RecorderHandler {
    private let level = Mutex(0.0)

    var value: Double { level.withLock(\.self) }

    func set(_ value: Int64) { set(Double(value)) }

    func set(_ value: Double) {
        level.withLock { $0 = value }
    }

    func increment(by amount: Double) {
        level.withLock { $0 += amount }
    }

    func decrement(by amount: Double) {
        level.withLock { $0 -= amount }
    }

    func record(_ value: Int64) { set(Double(value)) }

    func record(_ value: Double) { set(value) }
}
