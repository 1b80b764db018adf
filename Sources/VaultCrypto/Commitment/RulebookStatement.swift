public import VaultModel

/// That a rulebook was published: which one, from which day on it decides, and who signed it.
public struct RulebookStatement: Hashable, Sendable {
    /// The two members of staff who signed.
    public struct Signers: Hashable, Sendable {
        /// Who wrote it.
        public let author: StaffID
        /// Who approved it.
        public let approver: StaffID

        /// Names the two.
        public init(author: StaffID, approver: StaffID) {
            self.author = author
            self.approver = approver
        }
    }

    static let kind = "rulebook"

    /// The digest of its archive (`docs/formats/policy.md`).
    public let digest: Digest
    /// The first day on which it decides.
    public let activeFrom: Day
    /// Who signed; nil for the rulebook that a controller was made with.
    public let signers: Signers?

    /// Makes the statement of a publication.
    public init(digest: Digest, activeFrom: Day, signers: Signers?) {
        self.digest = digest
        self.activeFrom = activeFrom
        self.signers = signers
    }

    init(_ fields: StatementFields) throws(CryptoError) {
        digest = try fields.digest("digest")
        activeFrom = try fields.day("active_from")
        signers =
            fields.has("author")
            ? Signers(author: try fields.identifier("author"), approver: try fields.identifier("approver"))
            : nil
    }

    var members: [String: CanonicalJSON] {
        var members: [String: CanonicalJSON] = [
            "kind": .string(Self.kind),
            "digest": .string(digest.hex),
            "active_from": .string(activeFrom.description),
        ]
        if let signers {
            members["author"] = .string(signers.author.description)
            members["approver"] = .string(signers.approver.description)
        }
        return members
    }
}
