public import VaultModel

/// That a record was corrected: which versions were wrong, which one says what is right, why, and by which rules.
///
/// It is the cancellation of the earlier entries, which stay in the ledger as they are. Versions are named by their
/// commitments, never by a digest, which would outlive their erasure.
public struct RectificationStatement: Hashable, Sendable {
    /// A version and its ledger commitment.
    public struct Version: Hashable, Sendable {
        /// The number of the version.
        public let number: VersionNumber
        /// Its commitment.
        public let commitment: Commitment

        /// Names a version.
        public init(number: VersionNumber, commitment: Commitment) {
            self.number = number
            self.commitment = commitment
        }
    }

    /// What became of the versions that were wrong.
    public enum Outcome: String, CaseIterable, Hashable, Sendable {
        /// Their keys are destroyed.
        case overwritten = "overwrite_ok"
        /// They stay readable beside the new one.
        case added = "addendum"
    }

    static let kind = "rectification"

    /// The record.
    public let record: RecordID
    /// The versions that were corrected, by number; at least one.
    public let corrected: [Version]
    /// The version that was stored instead; its number is higher than theirs.
    public let correction: Version
    /// What became of the versions that were corrected.
    public let outcome: Outcome
    /// The digest of the rulebook that decided.
    public let rulebook: Digest
    /// Why, as it was stated.
    public let ground: String

    /// Makes the statement of a rectification.
    public init(
        record: RecordID,
        corrected: [Version],
        correction: Version,
        outcome: Outcome,
        rulebook: Digest,
        ground: String
    ) {
        precondition(
            Self.isOrdered(corrected, before: correction),
            "a correction is newer than what it corrects"
        )
        self.record = record
        self.corrected = corrected
        self.correction = correction
        self.outcome = outcome
        self.rulebook = rulebook
        self.ground = ground
    }

    init(_ fields: StatementFields) throws(CryptoError) {
        record = try fields.identifier("record")
        corrected = try fields.list("corrected") { (version) throws(CryptoError) in try Version(version) }
        correction = try Version(fields.object("correction"))
        guard let outcome = Outcome(rawValue: try fields.text("outcome")),
            Self.isOrdered(corrected, before: correction)
        else { throw Statement.refusal }
        self.outcome = outcome
        rulebook = try fields.digest("rulebook")
        ground = try fields.text("ground")
    }

    var members: [String: CanonicalJSON] {
        [
            "kind": .string(Self.kind),
            "record": .string(record.description),
            "corrected": .array(corrected.map(\.json)),
            "correction": correction.json,
            "outcome": .string(outcome.rawValue),
            "rulebook": .string(rulebook.hex),
            "ground": .string(ground),
        ]
    }

    private static func isOrdered(_ corrected: [Version], before correction: Version) -> Bool {
        let numbers = (corrected + [correction]).map(\.number)
        return numbers.count > 1 && zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }
    }
}

extension RectificationStatement.Version {
    fileprivate init(_ fields: StatementFields) throws(CryptoError) {
        self.init(number: try fields.version("version"), commitment: try fields.commitment("commitment"))
    }

    fileprivate var json: CanonicalJSON {
        .object([
            "commitment": .string(commitment.hex), "version": .integer(Int64(number.rawValue)),
        ])
    }
}
