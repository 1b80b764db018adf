/// An id that somebody else gave to a record, as an HMAC under an index key: it tells who knows the id, and nobody else.
public struct AliasToken: Hashable, Sendable {
    /// The number of the index key.
    public let key: Int32
    /// The HMAC, 32 bytes.
    public let token: [UInt8]

    /// Makes a token.
    public init(key: Int32, token: [UInt8]) {
        self.key = key
        self.token = token
    }
}
