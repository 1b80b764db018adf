internal import CoreMetrics
internal import Synchronization

/// How values are spread: how many were at most each of some bounds, how many in all, and their sum.
final class SpreadLine: TimerHandler, RecorderHandler {
    /// Bounds for durations, in seconds.
    static let seconds = [
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300,
    ]
    /// Bounds for numbers of things.
    static let counts = (0...12).map { Double(1 << $0) }

    private struct State {
        var counts: [Int]
        var sum = 0.0
    }

    private let bounds: [Double]
    private let state: Mutex<State>

    init(bounds: [Double]) {
        self.bounds = bounds
        state = Mutex(State(counts: Array(repeating: 0, count: bounds.count + 1)))
    }

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }

    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        let place = bounds.firstIndex { value <= $0 } ?? bounds.count
        state.withLock { state in
            state.counts[place] += 1
            state.sum += value
        }
    }

    /// The lines of a histogram.
    func text(under label: MetricsLabel) -> [String] {
        let state = state.withLock { $0 }
        var total = 0
        var lines: [String] = []
        for (bound, count) in zip(bounds.map(Self.text) + ["+Inf"], state.counts) {
            total += count
            lines.append("\(label.adding("_bucket", bound: bound)) \(total)\n")
        }
        return lines + ["\(label.adding("_sum")) \(state.sum)\n", "\(label.adding("_count")) \(total)\n"]
    }

    /// A number without a needless fraction.
    static func text(_ value: Double) -> String {
        Int(exactly: value).map(String.init) ?? "\(value)"
    }
}
