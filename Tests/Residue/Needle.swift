import VaultModel

/// Something that must not be found anywhere.
package struct Needle: Hashable, Sendable {
    /// The fewest bytes that a needle may have: fewer would be found by chance.
    package static let minimumSize = 8

    /// What finding it would mean.
    package let kind: HitKind
    /// What it is, for people.
    package let name: String
    /// At least ``minimumSize`` bytes.
    package let bytes: [UInt8]

    package init(_ name: String, _ bytes: [UInt8], _ kind: HitKind = .clearText) {
        precondition(bytes.count >= Self.minimumSize, "\(name) is too short to be looked for")
        self.kind = kind
        self.name = name
        self.bytes = bytes
    }

    package init(text: String, _ kind: HitKind = .clearText) {
        self.init(text, Array(text.utf8), kind)
    }

    /// As PostgreSQL prints bytes.
    package var inHex: Needle {
        Needle("\(name), in hex", Array(Hex.encode(bytes).utf8), kind)
    }
}
