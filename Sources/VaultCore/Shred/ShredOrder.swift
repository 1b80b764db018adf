internal import VaultCrypto
internal import VaultModel

/// What was ordered: the terms of an erasure and whose it is.
///
/// It is sealed under an office slot by the fence, so that whoever goes on after a crash decides nothing anew.
struct ShredOrder {
    let terms: ErasureTerms
    let patient: PatientID?
    /// What the rules said about what goes; `nil` in orders from before that was kept.
    let decisions: ErasureDecisions?
    /// What was moved, when keys are destroyed because it stood in a wrong patient's file.
    let move: MoveOrder?

    private static let format = "lethe.shred-order.v1"

    var encoded: [UInt8] {
        var members: [String: CanonicalJSON] = [
            "format": .string(Self.format),
            "terms": .string(String(decoding: terms.bytes, as: UTF8.self)),
        ]
        if let patient { members["patient"] = .string(patient.description) }
        members["decisions"] = decisions?.json
        members["move"] = move?.json
        return CanonicalJSON.object(members).encoded
    }

    init(terms: ErasureTerms, patient: PatientID?, decisions: ErasureDecisions?, move: MoveOrder? = nil) {
        self.terms = terms
        self.patient = patient
        self.decisions = decisions
        self.move = move
    }

    /// Reads an order back.
    ///
    /// - Throws: ``VaultError/Code/damaged`` for anything else, `CryptoError` for malformed terms.
    init(decoding bytes: [UInt8]) throws {
        guard let json = try? CanonicalJSON(decoding: bytes),
            json.hasMembers(["format", "terms"], optional: ["decisions", "move", "patient"]),
            json["format"]?.stringValue == Self.format, let terms = json["terms"]?.stringValue
        else { throw VaultError(.damaged, "the order of an erasure has an unknown form") }
        self.init(
            terms: try ErasureTerms(decoding: Array(terms.utf8)),
            patient: json["patient"]?.stringValue.flatMap { PatientID($0) },
            decisions: try json["decisions"].map { try ErasureDecisions(json: $0) },
            move: try json["move"].map { try MoveOrder(json: $0) }
        )
    }
}
