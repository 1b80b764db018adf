public import VaultModel

/// A case beside the rules: facts, and what is expected.
public struct PolicyTest: Hashable, Sendable {
    /// What a test expects; `nil` means that the test does not say.
    public struct Expectation: Hashable, Sendable {
        /// What comes out.
        public let outcome: Outcome
        /// The end of the longest duty to keep.
        public let keepUntil: Day?
        /// Whether it is kept without end.
        public let keepsForever: Bool?
        /// The day after which it must not be kept.
        public let destroyAfter: Day?
        /// By when an answer or a task is due.
        public let due: Day?
        /// Rules that must have decided, among others.
        public let fired: Set<String>?
        /// Rules that must have been set aside, among others.
        public let defeated: Set<String>?
        /// Facts that must be named as missing, among others.
        public let missing: Set<String>?
        /// The basis of a transfer.
        public let basis: String?
        /// Whether a person must confirm.
        public let needsConfirmation: Bool?

        /// Makes an expectation.
        public init(
            outcome: Outcome,
            keepUntil: Day? = nil,
            keepsForever: Bool? = nil,
            destroyAfter: Day? = nil,
            due: Day? = nil,
            fired: Set<String>? = nil,
            defeated: Set<String>? = nil,
            missing: Set<String>? = nil,
            basis: String? = nil,
            needsConfirmation: Bool? = nil
        ) {
            self.outcome = outcome
            self.keepUntil = keepUntil
            self.keepsForever = keepsForever
            self.destroyAfter = destroyAfter
            self.due = due
            self.fired = fired
            self.defeated = defeated
            self.missing = missing
            self.basis = basis
            self.needsConfirmation = needsConfirmation
        }
    }

    /// The id: `E-01`.
    public let id: String
    /// What the case is about.
    public let title: String
    /// The question.
    public let decision: DecisionKind
    /// The day of the decision.
    public let asOf: Day
    /// The facts.
    public let facts: [String: FactValue]
    /// What is expected.
    public let expected: Expectation
    /// Where it stands.
    public let place: SourcePlace

    /// Makes a test.
    public init(
        id: String,
        title: String,
        decision: DecisionKind,
        asOf: Day,
        facts: [String: FactValue],
        expected: Expectation,
        place: SourcePlace
    ) {
        self.id = id
        self.title = title
        self.decision = decision
        self.asOf = asOf
        self.facts = facts
        self.expected = expected
        self.place = place
    }
}
