public import VaultCrypto

/// A key of identifier tokens, with the number that is stored beside each token.
public struct IndexKey: Sendable {
    /// The number, at least 1; column `token_key_no`.
    public let number: Int32
    /// The 32-byte key.
    public let key: SharedSecret

    /// Makes an index key.
    public init(number: Int32, key: SharedSecret) {
        self.number = number
        self.key = key
    }
}
