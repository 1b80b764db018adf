public import VaultModel

/// That a shred destroyed the keys of record versions.
///
/// The statement is shown on the certificate, so the versions themselves stand in the annex, which it binds by digest. It
/// binds by digest, too, what was decided: the certificate's own members.
public struct ErasureStatement: Hashable, Sendable {
    static let kind = "erasure"

    /// The shred.
    public let shred: ShredID
    /// The number of records concerned.
    public let records: Int
    /// The number of versions whose keys were destroyed.
    public let versions: Int
    /// The digest of the annex that lists the versions.
    public let annex: Digest
    /// The digest of the terms: scope, ground, approvers, rulebook and the time of closing.
    public let terms: Digest

    /// Makes the statement of a shred from its annex and its terms.
    public init(shred: ShredID, annex: ErasureAnnex, terms: ErasureTerms) {
        self.shred = shred
        records = Set(annex.versions.map(\.record)).count
        versions = annex.versions.count
        self.annex = annex.digest
        self.terms = terms.digest
    }

    init(_ fields: StatementFields) throws(CryptoError) {
        shred = try fields.identifier("shred")
        records = try fields.count("records")
        versions = try fields.count("versions")
        annex = try fields.digest("annex")
        terms = try fields.digest("terms")
    }

    var members: [String: CanonicalJSON] {
        [
            "kind": .string(Self.kind),
            "shred": .string(shred.description),
            "records": .integer(Int64(records)),
            "versions": .integer(Int64(versions)),
            "annex": .string(annex.hex),
            "terms": .string(terms.hex),
        ]
    }
}
