public import VaultCrypto

/// The rulebook in force, as certificates name it.
public struct RulebookReference: Hashable, Sendable {
    /// A name for people.
    public let name: String

    /// The digest that pins its content.
    public let digest: Digest

    /// Makes a reference.
    public init(name: String, digest: Digest) {
        self.name = name
        self.digest = digest
    }
}
