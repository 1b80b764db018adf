internal import FHIR
internal import Synchronization

/// How far an import is, said every few seconds.
final class ImportProgress: Sendable {
    private static let interval: Duration = .seconds(5)

    private let start = ContinuousClock.now
    private let last = Mutex(ContinuousClock.now)

    /// A line with rate and time left; `nil` when the last is not long ago.
    func line(_ totals: ImportTotals) -> String? {
        let now = ContinuousClock.now
        let isDue = last.withLock { last in
            guard now - last >= Self.interval else { return false }
            last = now
            return true
        }
        guard isDue else { return nil }
        let seconds = max((now - start) / .seconds(1), 0.001)
        let rate = Int(Double(totals.stored) / seconds)
        let done = "stored \(totals.stored), \(rate) a second, \(totals.refused) refused"
        guard totals.read > 0, totals.size > totals.read else { return done }
        let left = Int(seconds * Double(totals.size - totals.read) / Double(totals.read))
        return done + "; about \(left / 60) min \(left % 60) s left"
    }
}
