internal import VaultCrypto

/// An id that somebody else gave to a record, with their name; sealed with the record's facts, and a token outside.
struct SourceID {
    private let text: String

    /// What tells it from what patients are found by; see ``TokenRow/Kind``.
    private static let kind: UInt8 = 3

    init(_ text: String) {
        self.text = text
    }

    /// The token under an index key.
    func token(key: borrowing SecretBytes) -> [UInt8] {
        HMACSHA256.authenticate([Self.kind] + Array(text.utf8), key: key).bytes
    }
}
