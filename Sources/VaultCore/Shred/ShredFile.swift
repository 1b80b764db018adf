internal import VaultCrypto
internal import VaultModel

/// What a shred took: the statement of its ledger entry with the opening, and the annex with the versions.
///
/// It is sealed under an office slot by the record step, beside the entry. The certificate is made from it.
struct ShredFile {
    let statement: [UInt8]
    let opening: [UInt8]
    let annex: ErasureAnnex

    private static let format = "lethe.shred-file.v1"

    /// Canonical JSON, in which the annex, canonical itself, is a member as it stands: it may be long.
    var encoded: [UInt8] {
        let others = CanonicalJSON.object([
            "format": .string(Self.format),
            "opening": .string(Hex.encode(opening)),
            "statement": .string(String(decoding: statement, as: UTF8.self)),
        ]).encoded
        return Array("{\"annex\":".utf8) + annex.bytes + [UInt8(ascii: ",")] + others.dropFirst()
    }

    init(statement: [UInt8], opening: [UInt8], annex: ErasureAnnex) {
        self.statement = statement
        self.opening = opening
        self.annex = annex
    }

    /// Reads a file back.
    ///
    /// - Throws: ``VaultError/Code/damaged`` for anything else, `CryptoError` for a malformed annex.
    init(decoding bytes: [UInt8]) throws {
        guard let json = try? CanonicalJSON(decoding: bytes),
            json.hasMembers(["annex", "format", "opening", "statement"]),
            json["format"]?.stringValue == Self.format, let annex = json["annex"],
            let statement = json["statement"]?.stringValue,
            let opening = json["opening"]?.stringValue.flatMap(Hex.decode)
        else { throw VaultError(.damaged, "the file of an erasure has an unknown form") }
        self.init(
            statement: Array(statement.utf8),
            opening: opening,
            annex: try ErasureAnnex(decoding: annex.encoded)
        )
    }
}
