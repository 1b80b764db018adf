public import VaultCrypto
internal import VaultModel

/// Somebody whose signature lets a key safe do more than it does by itself.
public struct Approver: Hashable, Sendable {
    /// The largest number of characters (Unicode scalars) of the name.
    public static let maximumNameLength = 200

    /// The name, for people.
    public let name: String
    /// The key that verifies what they sign.
    public let key: PublicKey

    /// Names somebody; a name that is empty, too long or not one line is `nil`.
    public init?(name: String, key: PublicKey) {
        guard name.isPrintableLine, !name.isEmpty, name.unicodeScalars.count <= Self.maximumNameLength else {
            return nil
        }
        self.name = name
        self.key = key
    }

    var json: CanonicalJSON {
        .object(["key": .string(Hex.encode(key.bytes)), "name": .string(name)])
    }

    init?(_ json: CanonicalJSON) {
        guard json.hasMembers(["key", "name"]), let name = json["name"]?.stringValue,
            let bytes = json["key"]?.stringValue.flatMap(Hex.decode), let key = PublicKey(bytes: bytes)
        else { return nil }
        self.init(name: name, key: key)
    }
}
