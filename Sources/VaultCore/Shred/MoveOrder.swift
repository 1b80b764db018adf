internal import VaultCrypto
internal import VaultModel

/// What was moved from whose file to whose, and why in words; a part of the order, sealed in the office.
struct MoveOrder {
    let from: PatientID
    let to: PatientID
    /// Why, in words that may name both.
    let reason: String
    /// What was moved, sorted by record and version.
    let versions: [ErasureAnnex.Version]

    private static let damaged = VaultError(.damaged, "the order of a move has an unknown form")

    var json: CanonicalJSON {
        .object([
            "from": .string(from.description),
            "reason": .string(reason),
            "to": .string(to.description),
            "versions": .array(
                versions.map { version in
                    .object([
                        "commitment": .string(version.commitment.hex),
                        "record": .string(version.record.description),
                        "version": .integer(Int64(version.version.rawValue)),
                    ])
                }
            ),
        ])
    }

    init(from: PatientID, to: PatientID, reason: String, versions: [ErasureAnnex.Version]) {
        self.from = from
        self.to = to
        self.reason = reason
        self.versions = versions
    }

    /// Reads it back.
    ///
    /// - Throws: ``VaultError/Code/damaged`` for anything else.
    init(json: CanonicalJSON) throws {
        guard json.hasMembers(["from", "reason", "to", "versions"]),
            let from = json["from"]?.stringValue.flatMap({ PatientID($0) }),
            let to = json["to"]?.stringValue.flatMap({ PatientID($0) }),
            let reason = json["reason"]?.stringValue, let versions = json["versions"]?.arrayValue
        else { throw Self.damaged }
        self.init(from: from, to: to, reason: reason, versions: try versions.map(Self.version))
    }

    private static func version(_ json: CanonicalJSON) throws -> ErasureAnnex.Version {
        guard json.hasMembers(["commitment", "record", "version"]),
            let record = json["record"]?.stringValue.flatMap({ RecordID($0) }),
            let version = json["version"]?.integerValue.flatMap(Int32.init(exactly:)).flatMap({
                VersionNumber($0)
            }),
            let commitment = json["commitment"]?.stringValue.flatMap(Hex.decode)
        else { throw damaged }
        return ErasureAnnex.Version(
            record: record,
            version: version,
            commitment: try Commitment(stored: commitment)
        )
    }
}
