internal import VaultModel

/// The days on which a rule that decides nothing today may decide: where its effect dates or those of its exceptions, the
/// days that it names and the ends of its periods change something.
struct OtherDays {
    private let rulebook: Rulebook
    private let rule: Rule?
    private let asOf: Day

    init(_ rulebook: Rulebook, _ rule: Rule?, asOf: Day) {
        self.rulebook = rulebook
        self.rule = rule
        self.asOf = asOf
    }

    /// Whether it holds in some case on one of them.
    var canHold: Bool {
        guard let rule else { return false }
        return days(rule).contains { ReachFinder(rulebook, asOf: $0).canHold(rule) }
    }

    /// Whether it stands in some case on one of them.
    var canStand: Bool {
        guard let rule else { return false }
        return days(rule).contains { ReachFinder(rulebook, asOf: $0).canStand(rule) }
    }

    private func days(_ rule: Rule) -> [Day] {
        let conditions = rule.when.all + rule.when.any + rule.when.none
        var fixed: Set<Int32> = []
        var periods: Set<Period> = []
        for condition in conditions {
            switch condition.test {
            case .before(let day), .from(let day): fixed.formUnion([Cell.day(day) - 1, Cell.day(day)])
            case .passed(let period), .running(let period): periods.insert(period)
            default: break
            }
            if case .adequacy = rulebook.vocabulary.facts[condition.fact]?.derivation {
                for decision in rulebook.adequacy {
                    fixed.insert(Cell.day(decision.from))
                    if let to = decision.to { fixed.formUnion([Cell.day(to), Cell.day(to) + 1]) }
                }
            }
        }
        for other in rulebook.rules where other.exceptionTo.contains(rule.id) {
            if let day = other.inForceFrom { fixed.insert(Cell.day(day) - 1) }
            if let day = other.inForceTo { fixed.insert(Cell.day(day) + 1) }
        }
        var days = fixed
        for period in periods {
            for day in fixed {
                days.formUnion([PlainEnd.of(period, after: day), PlainEnd.of(period, after: day) + 1])
            }
        }
        for day in [rule.inForceFrom, rule.inForceTo].compactMap({ $0 }) { days.insert(Cell.day(day)) }
        return days.sorted().map { Cell.day($0) }.filter { day in
            day != asOf && (rule.inForceFrom.map { $0 <= day } ?? true)
                && (rule.inForceTo.map { day <= $0 } ?? true)
        }
    }
}
