public import VaultModel

/// What was decided about an erasure: how much, why, by whom, by which rules, and from when on nobody may read.
///
/// The certificate prints all of it and the statement binds it by digest, so one ledger entry bears out one decision.
/// There is no salt: whoever sees the statement sees the certificate.
public struct ErasureTerms: Hashable, Sendable {
    static let format = "lethe.terms.v1"

    /// `patient`, `records` or `versions`.
    public let scope: String
    /// Why, as it was stated.
    public let ground: String
    /// The names of those who approved, as they gave them.
    public let approvers: [String]
    /// The name of the rulebook.
    public let rulebookName: String
    /// The digest of the rulebook in hexadecimal.
    public let rulebookDigest: String
    /// Since when nobody could read what was to be erased.
    public let closedForReadingSince: Timestamp

    /// Notes what was decided.
    public init(
        scope: String,
        ground: String,
        approvers: [String],
        rulebookName: String,
        rulebookDigest: String,
        closedForReadingSince: Timestamp
    ) {
        self.scope = scope
        self.ground = ground
        self.approvers = approvers
        self.rulebookName = rulebookName
        self.rulebookDigest = rulebookDigest
        self.closedForReadingSince = closedForReadingSince
    }

    /// Decodes terms; only what `bytes` can have written is accepted.
    /// - Throws: `CryptoError` with code `statement` for anything else.
    public init(decoding bytes: [UInt8]) throws(CryptoError) {
        guard let json = try? CanonicalJSON(decoding: bytes) else { throw Statement.refusal }
        let fields = try StatementFields(json)
        guard try fields.text("format") == Self.format else { throw Statement.refusal }
        scope = try fields.text("scope")
        ground = try fields.text("ground")
        approvers = try fields.texts("approvers")
        let rulebook = try fields.object("rulebook")
        rulebookName = try rulebook.text("name")
        rulebookDigest = try rulebook.text("digest")
        closedForReadingSince = try fields.timestamp("closed_for_reading_since")
        guard self.bytes == bytes else { throw Statement.refusal }
    }

    /// The one encoding of the terms.
    public var bytes: [UInt8] {
        CanonicalJSON.object([
            "format": .string(Self.format),
            "scope": .string(scope),
            "ground": .string(ground),
            "approvers": .array(approvers.map { .string($0) }),
            "rulebook": .object(["name": .string(rulebookName), "digest": .string(rulebookDigest)]),
            "closed_for_reading_since": .string(closedForReadingSince.description),
        ]).encoded
    }

    /// The SHA-256 of the encoding.
    public var digest: Digest { SHA256.hash(bytes) }
}
