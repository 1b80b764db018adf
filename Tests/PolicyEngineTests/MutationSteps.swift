import PolicyEngine
import VaultModel

/// Days and periods one step away.
enum MutationSteps {
    static func neighbours(of day: Day) -> [Day] {
        [-1, 1].map { Day(daysSinceEpoch: day.daysSinceEpoch + $0) }
    }

    /// Hours move by a day's worth, as only days are compared.
    static func neighbours(of period: Period) -> [Period] {
        let step = period.unit == .hour ? 24 : 1
        return [-step, step].map { Period(period.length + $0, period.unit) }
    }
}
