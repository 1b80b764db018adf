public import VaultCrypto

/// A signing key that several users hold; wiped with the last of them.
public final class SharedSigningKey: Sendable {
    private let key: SigningKey

    /// Takes a key over.
    public init(_ key: consuming SigningKey) {
        self.key = key
    }

    /// The key that verifies.
    public var publicKey: PublicKey {
        key.publicKey
    }

    /// Lends the key.
    public func withKey<Value, Failure: Error>(
        _ body: (borrowing SigningKey) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        try body(key)
    }
}
