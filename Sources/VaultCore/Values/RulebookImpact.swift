public import PolicyEngine
public import VaultModel

/// What another rulebook would change for what is stored.
public struct RulebookImpact: Sendable {
    /// Records that change in the same way.
    public struct Group: Sendable {
        /// What both say.
        public let change: DecisionChange
        /// The class of the records.
        public let recordClass: RecordClass
        /// How many there are.
        public internal(set) var records = 0
        /// How many patients they belong to.
        public internal(set) var patients = 0
        /// Some of them.
        public internal(set) var examples: [RecordID] = []
    }

    /// The day both were asked for.
    public let asOf: Day
    /// What is different in the rules.
    public let rules: RulebookComparison
    /// The changes, with the most records first.
    public internal(set) var groups: [Group] = []
    /// How many records were looked at.
    public internal(set) var records = 0
    /// How many patients were looked at.
    public internal(set) var patients = 0
    /// How many records change in some way.
    public internal(set) var changedRecords = 0
    /// How many patients have one of them.
    public internal(set) var changedPatients = 0
    /// The facts that the new rulebook does not know, with the number of records that state one.
    public internal(set) var unknownFacts: [String: Int] = [:]
    /// How many patients' files could not be opened; `vault check` says more.
    public internal(set) var failed = 0

    init(asOf: Day, rules: RulebookComparison) {
        self.asOf = asOf
        self.rules = rules
    }
}
