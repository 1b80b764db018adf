internal import Keyring
internal import PolicyEngine
internal import VaultCrypto
internal import VaultModel

/// An event that narrows what may be read or done, as the key safe's journal keeps it; it is repeated on an older database.
///
/// What widens is not kept: after a restore it has to be said again.
enum Narrowing: Hashable {
    /// Holds or restrictions were stated about a record; about the whole file where the record says who the patient is.
    case facts(Facts)
    /// A member of staff left office.
    case revocation(StaffID)
    /// Rules were published.
    case rulebook(Rules)

    /// What was stated, and where.
    struct Facts: Hashable {
        let patient: PatientID
        /// `nil` for the whole file.
        let record: RecordID?
        let facts: [String: String]
        let assertion: FactAssertion
    }

    /// Rules with the signatures of those who answer for them.
    struct Rules: Hashable {
        let digest: Digest
        let activeFrom: Day
        let author: PublicationRow.Signature
        let approver: PublicationRow.Signature
        let archive: [UInt8]
    }

    private static let format = "lethe.journal.v1"

    /// What the key safe writes beside the sealed body.
    var kind: JournalKind {
        switch self {
        case .facts(let facts): facts.facts.keys.contains { !$0.hasPrefix("hold.") } ? .restriction : .hold
        case .revocation: .roleRevoked
        case .rulebook: .rulebook
        }
    }

    var encoded: [UInt8] {
        var members: [String: CanonicalJSON]
        switch self {
        case .facts(let facts):
            members = [
                "asserted": facts.assertion.json,
                "facts": .object(facts.facts.mapValues { .string($0) }),
                "patient": .string(facts.patient.description),
            ]
            if let record = facts.record { members["record"] = .string(record.description) }
        case .revocation(let staff): members = ["staff": .string(staff.description)]
        case .rulebook(let rules):
            members = [
                "activeFrom": .string(rules.activeFrom.description),
                "approver": Self.json(rules.approver),
                "archive": .string(Base64.encode(rules.archive)),
                "author": Self.json(rules.author),
                "digest": .string(rules.digest.hex),
            ]
        }
        members["format"] = .string(Self.format)
        return CanonicalJSON.object(members).encoded
    }

    /// Reads a body back.
    ///
    /// - Throws: ``VaultError/Code/damaged`` for anything this version does not understand.
    init(decoding bytes: [UInt8]) throws {
        guard let json = try? CanonicalJSON(decoding: bytes), json["format"]?.stringValue == Self.format,
            let event = Self.facts(json) ?? Self.revocation(json) ?? Self.rulebook(json)
        else { throw VaultError(.damaged, "an entry of the key safe's journal has an unknown form") }
        self = event
    }

    private static func facts(_ json: CanonicalJSON) -> Narrowing? {
        guard
            json.hasMembers(["asserted", "facts", "format", "patient"])
                || json.hasMembers(["asserted", "facts", "format", "patient", "record"]),
            let assertion = json["asserted"].flatMap(FactAssertion.init(json:)),
            let facts = json["facts"]?.textsByName, !facts.isEmpty,
            let patient = json["patient"]?.stringValue.flatMap({ PatientID($0) })
        else { return nil }
        let record = json["record"]?.stringValue.flatMap { RecordID($0) }
        guard (record == nil) == (json["record"] == nil) else { return nil }
        return .facts(Facts(patient: patient, record: record, facts: facts, assertion: assertion))
    }

    private static func revocation(_ json: CanonicalJSON) -> Narrowing? {
        guard json.hasMembers(["format", "staff"]) else { return nil }
        return json["staff"]?.stringValue.flatMap { StaffID($0) }.map { .revocation($0) }
    }

    private static func rulebook(_ json: CanonicalJSON) -> Narrowing? {
        guard json.hasMembers(["activeFrom", "approver", "archive", "author", "digest", "format"]),
            let digest = json["digest"]?.stringValue.flatMap(Hex.decode).flatMap(Digest.init(bytes:)),
            let day = json["activeFrom"]?.stringValue.flatMap(Day.init(iso8601:)),
            let author = json["author"].flatMap(signature),
            let approver = json["approver"].flatMap(signature),
            let archive = json["archive"]?.stringValue.flatMap(Base64.decode)
        else { return nil }
        return .rulebook(
            Rules(digest: digest, activeFrom: day, author: author, approver: approver, archive: archive)
        )
    }

    private static func json(_ signature: PublicationRow.Signature) -> CanonicalJSON {
        .object(["signature": .string(signature.text), "staff": .string(signature.staff.description)])
    }

    private static func signature(_ json: CanonicalJSON) -> PublicationRow.Signature? {
        guard json.hasMembers(["signature", "staff"]), let text = json["signature"]?.stringValue,
            let staff = json["staff"]?.stringValue.flatMap({ StaffID($0) })
        else { return nil }
        return PublicationRow.Signature(staff: staff, text: text)
    }
}
