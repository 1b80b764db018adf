internal import VaultCrypto
internal import VaultModel

/// What is known about a shred: the statement with its opening, the annex with the versions, and the terms.
///
/// It is sealed under an office slot from the fence on. The certificate is made from it, whatever was published since.
struct ShredFile {
    let statement: [UInt8]
    let opening: [UInt8]
    let annex: ErasureAnnex
    let terms: ErasureTerms
    let patient: PatientID?

    private static let format = "lethe.shred-file.v1"

    var encoded: [UInt8] {
        var members: [String: CanonicalJSON] = [
            "annex": .string(String(decoding: annex.bytes, as: UTF8.self)),
            "format": .string(Self.format),
            "opening": .string(Hex.encode(opening)),
            "statement": .string(String(decoding: statement, as: UTF8.self)),
            "terms": .string(String(decoding: terms.bytes, as: UTF8.self)),
        ]
        if let patient { members["patient"] = .string(patient.description) }
        return CanonicalJSON.object(members).encoded
    }

    init(
        statement: [UInt8],
        opening: [UInt8],
        annex: ErasureAnnex,
        terms: ErasureTerms,
        patient: PatientID?
    ) {
        self.statement = statement
        self.opening = opening
        self.annex = annex
        self.terms = terms
        self.patient = patient
    }

    /// Reads a file back.
    ///
    /// - Throws: ``VaultError/Code/damaged`` for anything else, `CryptoError` for a malformed annex or
    ///   malformed terms.
    init(decoding bytes: [UInt8]) throws {
        guard let json = try? CanonicalJSON(decoding: bytes),
            json.hasMembers(["annex", "format", "opening", "statement", "terms"], optional: ["patient"]),
            json["format"]?.stringValue == Self.format,
            let statement = json["statement"]?.stringValue,
            let opening = json["opening"]?.stringValue.flatMap(Hex.decode),
            let annex = json["annex"]?.stringValue,
            let terms = json["terms"]?.stringValue
        else { throw VaultError(.damaged, "the file of an erasure has an unknown form") }
        self.init(
            statement: Array(statement.utf8),
            opening: opening,
            annex: try ErasureAnnex(decoding: Array(annex.utf8)),
            terms: try ErasureTerms(decoding: Array(terms.utf8)),
            patient: json["patient"]?.stringValue.flatMap { PatientID($0) }
        )
    }
}
