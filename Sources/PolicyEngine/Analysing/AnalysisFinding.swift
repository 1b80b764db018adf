public import VaultModel

/// Something in a rulebook that its authors should look at.
public struct AnalysisFinding: Hashable, Sendable {
    /// What is wrong, or may be.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// Standing rules say different things, and nothing decides between them.
        case conflict
        /// A rule holds in no case at all.
        case neverHolds = "never_holds"
        /// A rule holds in some cases, and in all of them another one sets it aside.
        case alwaysSetAside = "always_set_aside"
        /// There are cases in which no rule says anything.
        case gap
        /// A pack, or an entry of a house schedule, should have been reviewed.
        case reviewPassed = "review_passed"
        /// A rule is law no more, or another one has taken its place.
        case ended

        /// Whether it must be mended, and not only looked at.
        public var isError: Bool {
            switch self {
            case .conflict, .neverHolds, .alwaysSetAside: true
            case .gap, .reviewPassed, .ended: false
            }
        }
    }

    /// What is wrong, or may be.
    public let kind: Kind
    /// The question that it concerns; `nil` for packs.
    public let decision: DecisionKind?
    /// The day on which it shows: that of the look, or the first day of a rule that is law only later.
    public let asOf: Day
    /// The packs that are attached together, by id, in every combination in which it was found.
    public let packs: [[String]]
    /// The rules that it concerns, by id.
    public let rules: [String]
    /// Where these stand in the law.
    public let citations: [Citation]
    /// A sentence for people.
    public let sentence: String
    /// For gaps what must be so; everything else may be as it likes.
    public let circumstances: [String]
    /// A case in which it shows.
    public let witness: CaseWitness?
}
