/// For erasures: exceptions set rules aside, the standing rules must agree, and without any nothing is erased.
struct ExceptionsFirst: CombiningAlgorithm {
    private var standing: Outcome?
    private var isContradictory = false
    private var possible: Outcome?
    private var isPossibleMixed = false

    mutating func show(_ item: Item) {
        if item.stands == .yes {
            if let standing, standing != item.outcome { isContradictory = true }
            standing = standing ?? item.outcome
        } else {
            if let possible, possible != item.outcome { isPossibleMixed = true }
            possible = possible ?? item.outcome
        }
    }

    var outcome: Outcome {
        if isContradictory { return .escalate }
        let result = standing ?? .refuse
        guard let possible else { return result }
        return isPossibleMixed || possible != result ? .escalate : result
    }

    /// Whether standing rules contradict each other.
    var hasContradiction: Bool { isContradictory }

    func couldChange(_ item: Item, isPackPermitting: Bool) -> Bool {
        if isContradictory { return false }
        guard let standing else { return outcome == .escalate }
        return item.outcome != standing
    }
}
