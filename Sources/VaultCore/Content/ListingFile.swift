internal import PolicyEngine
internal import VaultCrypto
internal import VaultModel

/// One line about what somebody was shown of a patient's file.
///
/// It is sealed under the patient's own slot and outlives the records, so it holds nothing about them: no facts, no rules;
/// only which places of keys they had.
struct ListingFile: Hashable, Sendable {
    let id: DecisionID
    let action: DecisionAction
    let actor: String
    let at: Timestamp
    let rulebook: Digest
    /// What the rules were told about every record alike.
    let facts: [String: String]
    /// The serials of the versions that were shown.
    let shown: SerialRanges
    /// The serials of the versions that were not.
    let withheld: SerialRanges

    private static let format = "lethe.listing.v1"

    init(
        _ action: DecisionAction,
        by actor: String,
        at: Timestamp,
        rulebook: Digest,
        facts: [String: FactValue],
        shown: [Slot],
        withheld: [Slot]
    ) {
        id = .random()
        self.action = action
        self.actor = actor
        self.at = at
        self.rulebook = rulebook
        self.facts = facts.mapValues(\.text)
        self.shown = SerialRanges(shown)
        self.withheld = SerialRanges(withheld)
    }

    var encoded: [UInt8] {
        CanonicalJSON.object([
            "action": .string(action.rawValue),
            "actor": .string(actor),
            "at": .string(at.description),
            "facts": .object(facts.mapValues { .string($0) }),
            "format": .string(Self.format),
            "id": .string(id.description),
            "rulebook": .string(rulebook.hex),
            "shown": shown.json,
            "withheld": withheld.json,
        ]).encoded
    }

    /// Reads a line back.
    ///
    /// - Throws: ``VaultError/Code/damaged`` for anything this version does not understand.
    init(decoding bytes: [UInt8]) throws {
        let members: Set = [
            "action", "actor", "at", "facts", "format", "id", "rulebook", "shown", "withheld",
        ]
        guard let json = try? CanonicalJSON(decoding: bytes), json.hasMembers(members),
            json["format"]?.stringValue == Self.format,
            let id = json["id"]?.stringValue.flatMap({ DecisionID($0) }),
            let action = json["action"]?.stringValue.flatMap(DecisionAction.init(rawValue:)),
            let actor = json["actor"]?.stringValue,
            let at = json["at"]?.stringValue.flatMap(Timestamp.init(iso8601:)),
            let rulebook = json["rulebook"]?.stringValue.flatMap(Hex.decode).flatMap(Digest.init(bytes:)),
            let facts = json["facts"]?.textsByName,
            let shown = json["shown"].flatMap(SerialRanges.init(json:)),
            let withheld = json["withheld"].flatMap(SerialRanges.init(json:))
        else { throw DecisionFile.damaged }
        self.id = id
        self.action = action
        self.actor = actor
        self.at = at
        self.rulebook = rulebook
        self.facts = facts
        self.shown = shown
        self.withheld = withheld
    }
}
