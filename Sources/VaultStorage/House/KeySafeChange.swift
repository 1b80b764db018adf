public import Keyring
internal import VaultModel

/// A change of the places of a vault's key safes, as `vault.json` holds it until it has ended in every one of them.
public struct KeySafeChange: Hashable, Sendable {
    /// Names the change.
    let id: RequestID
    /// The places from now on.
    public let places: [String]
    /// How many of them open a key safe together.
    public let quorum: Int
    /// The number of the change, which the key safes note when they have taken it.
    let number: Int64
    /// The place that was declared lost, if one leaves because of that.
    public let lost: LostPlace?

    var json: CanonicalJSON {
        .object([
            "id": .string(id.description), "lost": lost?.json ?? .null, "number": .integer(number),
            "places": .array(places.map { .string($0) }), "quorum": .integer(Int64(quorum)),
        ])
    }

    init(id: RequestID = .random(), places: [String], quorum: Int, number: Int64, lost: LostPlace?) {
        self.id = id
        self.places = places
        self.quorum = quorum
        self.number = number
        self.lost = lost
    }

    /// Reads exactly what ``json`` writes; anything else is `nil`.
    init?(json: CanonicalJSON) {
        guard let list = json["places"]?.arrayValue, let number = json["number"]?.integerValue, number >= 1,
            let quorum = json["quorum"]?.integerValue, let lost = json["lost"],
            let id = json["id"]?.stringValue.flatMap({ RequestID($0) })
        else { return nil }
        let places = list.compactMap(\.stringValue)
        guard !places.isEmpty, places.count == list.count, 1...Int64(places.count) ~= quorum else {
            return nil
        }
        self.init(
            id: id,
            places: places,
            quorum: Int(quorum),
            number: number,
            lost: lost == .null ? nil : LostPlace(json: lost)
        )
        guard self.json == json else { return nil }
    }
}
