public import VaultModel

/// That records stood in the file of a patient to whom they do not belong, and were moved to the right one's.
///
/// Both files get an entry of their own. The one of the file they left says how many versions there were, the other which;
/// neither names the other patient.
public struct MoveStatement: Hashable, Sendable {
    /// What one of the two files is told.
    public enum Side: Hashable, Sendable {
        /// They left this file: how many versions there were, at least one.
        case left(Int)
        /// They came to this file: which, sorted by record and version, at least one.
        case arrived([ErasureAnnex.Version])
    }

    static let kind = "move"

    /// The erasure that destroyed the keys of the wrong place.
    public let shred: ShredID
    /// Who moved them, by name.
    public let by: String
    /// What this file is told.
    public let side: Side
    /// The digest of the rulebook that was asked.
    public let rulebook: Digest
    /// Why, as it was stated.
    public let ground: String

    /// Makes the statement of a move.
    public init(shred: ShredID, by: String, side: Side, rulebook: Digest, ground: String) {
        precondition(Self.isFit(side), "a move has versions, each named once and in order")
        self.shred = shred
        self.by = by
        self.side = side
        self.rulebook = rulebook
        self.ground = ground
    }

    init(_ fields: StatementFields) throws(CryptoError) {
        shred = try fields.identifier("shred")
        by = try fields.text("by")
        rulebook = try fields.digest("rulebook")
        ground = try fields.text("ground")
        side =
            fields.has("left")
            ? .left(try fields.count("left"))
            : .arrived(
                try fields.list("arrived") { (version) throws(CryptoError) in
                    ErasureAnnex.Version(
                        record: try version.identifier("record"),
                        version: try version.version("version"),
                        commitment: try version.commitment("commitment")
                    )
                }
            )
        guard Self.isFit(side) else { throw Statement.refusal }
    }

    var members: [String: CanonicalJSON] {
        var members: [String: CanonicalJSON] = [
            "kind": .string(Self.kind),
            "shred": .string(shred.description),
            "by": .string(by),
            "rulebook": .string(rulebook.hex),
            "ground": .string(ground),
        ]
        switch side {
        case .left(let count): members["left"] = .integer(Int64(count))
        case .arrived(let versions):
            members["arrived"] = .array(
                versions.map { version in
                    .object([
                        "commitment": .string(version.commitment.hex),
                        "record": .string(version.record.description),
                        "version": .integer(Int64(version.version.rawValue)),
                    ])
                }
            )
        }
        return members
    }

    private static func isFit(_ side: Side) -> Bool {
        switch side {
        case .left(let count): count > 0
        case .arrived(let versions):
            !versions.isEmpty
                && zip(versions, versions.dropFirst()).allSatisfy {
                    ($0.record, $0.version) < ($1.record, $1.version)
                }
        }
    }
}
