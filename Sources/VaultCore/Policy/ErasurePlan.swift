public import PolicyEngine
internal import VaultModel

/// What the rules say about each record that an erasure asks for.
public struct ErasurePlan: Sendable {
    /// One record.
    public struct Line: Sendable {
        /// Its newest version.
        public let record: OpenedVersion
        /// How many versions it has.
        public let versions: Int
        /// What the rules say, of its versions about the one that they would keep the most.
        public let decision: Decision
        /// Why, in sentences with the law.
        public private(set) var reason: String
        /// Whether it is erased now.
        public private(set) var isErased: Bool
        /// Whether the rules let it go, and nothing is missing that must come first.
        private(set) var isAllowed: Bool
        /// Who is told that it is asked for, and who that it is done.
        let asked, done: Notices
        /// What the rules said about each version.
        let judged: [JudgedVersion]
        /// The version for which they, or what must come first, keep it.
        let refused: JudgedVersion?

        init(
            record: OpenedVersion,
            versions: Int,
            decision: Decision,
            reason: String,
            isAllowed: Bool,
            asked: Notices,
            done: Notices,
            judged: [JudgedVersion],
            refused: JudgedVersion?
        ) {
            self.record = record
            self.versions = versions
            self.decision = decision
            self.reason = reason
            self.isAllowed = isAllowed
            isErased = isAllowed
            self.asked = asked
            self.done = done
            self.judged = judged
            self.refused = refused
        }

        /// Whether it says who the patient is.
        var isIdentity: Bool { record.facts.recordClass == .identity }

        /// The identity's line, once it is known whether everything else goes.
        func erased(_ isErased: Bool) -> Self {
            var line = self
            line.isErased = isErased
            if !isErased, isAllowed {
                line.reason = "Who the patient is goes last, when nothing else of theirs must stay."
            }
            return line
        }

        /// The line of a record that belongs together with one that stays.
        func staying(with other: RecordID) -> Self {
            var line = self
            line.reason = "It belongs together with record \(other), which stays."
            line.isAllowed = false
            line.isErased = false
            return line
        }
    }

    /// The lines, by patient in the order the records were stored.
    public let lines: [Line]
    /// What is erased now; `nil` when nothing may be.
    public let scope: ShredScope?
    /// Each patient's counter of changes when the rules were asked.
    let serials: [PatientNumber: Int32]
    /// The rules that were asked.
    let rulebook: RulebookReference

    /// The records that go.
    public var erased: [Line] { lines.filter(\.isErased) }
    /// The records that stay, with the law.
    public var withheld: [Line] { lines.filter { !$0.isErased } }

    /// Who must be told what was asked for, and by when what was asked for must be done.
    public var asked: Notices { lines.map(\.asked).reduce(.none) { $0.and($1) } }
    /// Who must be told once it is done.
    public var done: Notices { erased.map(\.done).reduce(.none) { $0.and($1) } }

    /// Whether the patient goes as a whole.
    public var isWholePatient: Bool {
        switch scope {
        case .patient, .person: true
        default: false
        }
    }
}
