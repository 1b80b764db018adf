public import VaultModel

/// Who stated the facts of a version anew, when and why.
public struct FactAssertion: Hashable, Sendable {
    /// The member of staff, by name.
    public let by: String
    /// When.
    public let at: Timestamp
    /// Why, as given.
    public let reason: String

    var json: CanonicalJSON {
        .object([
            "at": .string(at.description), "by": .string(by), "reason": .string(reason),
        ])
    }

    init(by: String, at: Timestamp, reason: String) {
        self.by = by
        self.at = at
        self.reason = reason
    }

    /// Reads an assertion back; anything else is `nil`.
    init?(json: CanonicalJSON) {
        guard json.hasMembers(["at", "by", "reason"]),
            let at = json["at"]?.stringValue.flatMap(Timestamp.init(iso8601:)),
            let by = json["by"]?.stringValue, let reason = json["reason"]?.stringValue
        else { return nil }
        self.init(by: by, at: at, reason: reason)
    }
}
