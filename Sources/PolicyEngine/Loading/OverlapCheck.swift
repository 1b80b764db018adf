internal import VaultModel

/// Finds rules of one pack that hold under the same conditions at the same time and say different things.
///
/// Retention rules that count from different days or in different units may stand beside each other: the latest minimum
/// and the earliest maximum decide. So may tasks for different recipients.
struct OverlapCheck {
    private struct Key: Hashable {
        let pack: String
        let decision: DecisionKind
        let all: Set<Condition>
        let any: Set<Condition>
        let none: Set<Condition>
    }

    private let log: ProblemLog

    init(log: ProblemLog) {
        self.log = log
    }

    /// Compares rules with those that have the same conditions.
    func check(_ rules: [Rule]) {
        let groups = Dictionary(grouping: rules) { rule in
            Key(
                pack: rule.pack,
                decision: rule.decision,
                all: Set(rule.when.all),
                any: Set(rule.when.any),
                none: Set(rule.when.none)
            )
        }
        for group in groups.values where group.count > 1 {
            // Rules of a group are few; a group that is not is cut, so that time stays bounded.
            let sorted = group.sorted { $0.place < $1.place }.prefix(50)
            for (index, later) in sorted.enumerated() {
                guard let earlier = sorted[..<index].first(where: { conflict($0, later) }) else { continue }
                log.add(
                    later.place,
                    "The rules `\(earlier.id)` (line \(earlier.place.line)) and `\(later.id)` hold under the same "
                        + "conditions at the same time, but say different things",
                    mend:
                        "End one with in_force, name it in `exception_to` of the other, or change a condition."
                )
            }
        }
    }

    private func conflict(_ one: Rule, _ other: Rule) -> Bool {
        let apart = Self.ends(one, before: other) || Self.ends(other, before: one)
        guard !apart, !one.exceptionTo.contains(other.id), !other.exceptionTo.contains(one.id) else {
            return false
        }
        switch (one.effect, other.effect) {
        case (.outcome(let left), .outcome(let right)):
            return left != right
        case (.retention(let left), .retention(let right)):
            return Self.differ(left.minimum, right.minimum) || Self.differ(left.maximum, right.maximum)
        case (.deadline(let left), .deadline(let right)):
            return left != right && left.from == right.from && left.counting == right.counting
        case (.tasks(let left), .tasks(let right)):
            return left.contains { task in right.contains { $0.who == task.who && $0.by != task.by } }
        default:
            return false
        }
    }

    private static func ends(_ one: Rule, before other: Rule) -> Bool {
        guard let to = one.inForceTo, let from = other.inForceFrom else { return false }
        return to < from
    }

    private static func differ(_ one: RetentionEffect.Limit?, _ other: RetentionEffect.Limit?) -> Bool {
        switch (one, other) {
        case (.period(let left, let from)?, .period(let right, let start)?):
            from == start && left.unit == right.unit && left.length != right.length
        case (.unlimited?, .period?), (.period?, .unlimited?): true
        default: false
        }
    }
}
