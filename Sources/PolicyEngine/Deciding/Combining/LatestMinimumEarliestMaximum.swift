/// For retention: keep until the latest minimum of the standing rules, destroy after their earliest maximum.
struct LatestMinimumEarliestMaximum {
    /// Keep at least until; see ``RetentionBounds`` for the values that are no days.
    private(set) var minimum = RetentionBounds.none
    /// Keep at most until.
    private(set) var maximum = RetentionBounds.unlimited
    /// The strongest source among the rules that give the minimum.
    private(set) var source: RetentionEffect.Source?
    /// The strongest source of a minimum that runs, and the latest end that such a source gives.
    ///
    /// It decides about erasing: a statute does not get weaker because a house keeps something longer.
    private(set) var duty: (source: RetentionEffect.Source, end: Int64)?
    /// How late a minimum could end, and how early a maximum, if missing facts became known.
    private var possibleMinimum = RetentionBounds.none
    private var possibleMaximum = RetentionBounds.unlimited
    private let asOf: Int64
    private let isUnclassified: Bool

    init(asOf: Int32, isUnclassified: Bool) {
        self.asOf = Int64(asOf)
        self.isUnclassified = isUnclassified
    }

    mutating func show(_ bounds: RetentionBounds, _ source: RetentionEffect.Source, stands: Truth) {
        possibleMinimum = max(possibleMinimum, bounds.latestMinimum)
        possibleMaximum = min(possibleMaximum, bounds.earliestMaximum)
        guard stands == .yes else { return }
        maximum = min(maximum, bounds.latestMaximum)
        noteDuty(bounds.earliestMinimum, source)
        guard bounds.earliestMinimum != RetentionBounds.none, bounds.earliestMinimum >= minimum else {
            return
        }
        let isTie = bounds.earliestMinimum == minimum
        minimum = bounds.earliestMinimum
        self.source = isTie ? self.source.map { min($0, source) } ?? source : source
    }

    private mutating func noteDuty(_ end: Int64, _ source: RetentionEffect.Source) {
        guard end >= asOf else { return }
        if let duty, (duty.source, -duty.end) <= (source, -end) { return }
        duty = (source, end)
    }

    /// Whether a minimum ends after a maximum.
    ///
    /// A suspended minimum has no end yet; it collides only with a maximum that is over.
    var isContradictory: Bool {
        guard minimum != RetentionBounds.none, maximum != RetentionBounds.unlimited else { return false }
        return minimum == RetentionBounds.suspended ? maximum < asOf : minimum > maximum
    }

    /// Whether missing facts could move the end of the minimum, even if only from one past day to another.
    var isEndOpen: Bool { possibleMinimum > minimum }

    /// Whether a minimum that may end as late as this could change the result.
    func couldChange(latestMinimum: Int64) -> Bool {
        guard latestMinimum > minimum else { return false }
        return latestMinimum >= asOf || latestMinimum > maximum
    }

    /// Whether a maximum that may end as early as this could change the result.
    func couldChange(earliestMaximum: Int64) -> Bool { earliestMaximum < maximum }

    var outcome: Outcome {
        if isUnclassified || isContradictory { return .escalate }
        if couldChange(latestMinimum: possibleMinimum) || couldChange(earliestMaximum: possibleMaximum) {
            return .escalate
        }
        if minimum >= asOf { return .keep }
        return maximum < asOf ? .mustDestroy : .noDuty
    }

    /// The result as facts for other rules; all unknown when a person must decide.
    func facts(sourceWords: [Int32]) -> RetentionFacts {
        guard outcome != .escalate else { return RetentionFacts() }
        let end: Int32 =
            switch minimum {
            case RetentionBounds.none: Cell.absent
            case RetentionBounds.suspended, RetentionBounds.unlimited: Cell.never
            default: Int32(truncatingIfNeeded: minimum)
            }
        return RetentionFacts(
            running: minimum >= asOf ? 1 : 0,
            end: isEndOpen ? Cell.unknown : end,
            source: isEndOpen
                ? Cell.unknown : (duty?.source ?? source).map { sourceWords[$0.rank] } ?? Cell.absent,
            overdue: maximum < asOf ? 1 : 0
        )
    }
}

extension RetentionEffect.Source: Comparable {
    /// The place from the strongest source to the weakest.
    var rank: Int {
        switch self {
        case .statute: 0
        case .bylaw: 1
        case .contract: 2
        case .guidance: 3
        case .house: 4
        }
    }

    /// Orders from the strongest source to the weakest.
    public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
}
