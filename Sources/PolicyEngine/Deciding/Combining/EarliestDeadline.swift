/// For answers to requests: the earliest deadline of the standing rules.
///
/// A rule that only may stand does not stop the decision when another one stands; its date is taken when it is earlier.
struct EarliestDeadline: CombiningAlgorithm {
    private var standing = false
    private var possible = false
    private var isDayMissing = false

    mutating func show(_ item: Item) {
        if item.stands == .yes {
            standing = true
            if !item.hasDays { isDayMissing = true }
        } else {
            possible = true
        }
    }

    var outcome: Outcome {
        if isDayMissing || (possible && !standing) { return .escalate }
        return standing ? .due : .nothingDue
    }

    func couldChange(_ item: Item, isPackPermitting: Bool) -> Bool {
        item.stands == .yes ? !item.hasDays : !standing
    }
}
