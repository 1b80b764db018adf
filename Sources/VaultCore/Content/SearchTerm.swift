internal import VaultCrypto
internal import VaultModel

/// One thing a patient can be found by, before it becomes a token.
struct SearchTerm: Hashable {
    /// What it is.
    let kind: TokenRow.Kind
    /// Its normalised text.
    let text: String

    /// The token under an index key.
    func token(key: borrowing SecretBytes) -> [UInt8] {
        HMACSHA256.authenticate([UInt8(kind.rawValue)] + Array(text.utf8), key: key).bytes
    }

    /// The list of terms as it is sealed with the patient, so that the index can be renewed.
    static func encode(_ terms: [SearchTerm]) -> [UInt8] {
        CanonicalJSON.array(
            terms.sorted { $0.text < $1.text }
                .map { .array([.integer(Int64($0.kind.rawValue)), .string($0.text)]) }
        ).encoded
    }

    /// Reads such a list.
    ///
    /// - Throws: ``VaultError/Code/damaged`` for anything else.
    static func decode(_ bytes: [UInt8]) throws -> [SearchTerm] {
        let damaged = VaultError(.damaged, "the search terms of a patient have an unknown form")
        guard let list = (try? CanonicalJSON(decoding: bytes))?.arrayValue else { throw damaged }
        return try list.map { item in
            guard let pair = item.arrayValue, pair.count == 2, let number = pair[0].integerValue,
                let kind = TokenRow.Kind(rawValue: Int16(clamping: number)), let text = pair[1].stringValue
            else { throw damaged }
            return SearchTerm(kind: kind, text: text)
        }
    }
}
