/// Identifier tokens under one index key.
public struct TokenSet: Sendable {
    /// The number of the index key.
    public let key: Int32
    /// The tokens.
    public let tokens: [TokenRow]

    /// Makes a set.
    public init(key: Int32, tokens: [TokenRow]) {
        self.key = key
        self.tokens = tokens
    }
}
