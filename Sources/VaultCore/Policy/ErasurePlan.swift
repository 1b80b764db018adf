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
        /// What the rules say; `nil` for the identity, which goes when nothing else of the patient stays.
        public let decision: Decision?
        /// Why, in sentences with the law.
        public let reason: String
        /// Whether it is erased now.
        public let isErased: Bool
    }

    /// The lines, in the order the records were stored.
    public let lines: [Line]
    /// What is erased now; `nil` when nothing may be.
    public let scope: ShredScope?
    /// The patient's counter of versions when it was made, for a whole patient.
    let nextSerial: Int32?

    /// The records that go.
    public var erased: [Line] { lines.filter(\.isErased) }
    /// The records that stay, with the law.
    public var withheld: [Line] { lines.filter { !$0.isErased } }
    /// The newest version of each record that goes, as the plan knew it.
    var versions: [RecordID: VersionNumber] {
        Dictionary(uniqueKeysWithValues: erased.map { ($0.record.record, $0.record.version) })
    }

    /// Whether the patient goes as a whole.
    public var isWholePatient: Bool {
        if case .patient = scope { true } else { false }
    }
}
