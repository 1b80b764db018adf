internal import VaultModel

/// The attributes in the location of a key safe: `name=value`, percent-encoded (RFC 3986 section 2.1).
enum URIAttributes {
    /// Reads them; whatever is unknown, empty or given twice is refused.
    static func read(
        _ text: Substring,
        _ separator: Character,
        known: Set<String>,
        _ refused: (String) -> KeyringError
    ) throws -> [String: String] {
        var found: [String: String] = [:]
        for attribute in text.split(separator: separator) {
            let pair = attribute.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2, known.contains(String(pair[0])) else {
                throw refused("\(pair[0]) is not an attribute that is understood here")
            }
            guard let value = decoded(pair[1]), !value.isEmpty, value.isPrintableLine else {
                throw refused("\(pair[0]) has no value that is understood")
            }
            guard found.updateValue(value, forKey: String(pair[0])) == nil else {
                throw refused("\(pair[0]) is given twice")
            }
        }
        return found
    }

    /// A value with everything encoded that is neither unreserved nor a slash.
    static func encoded(_ value: String) -> String {
        value.utf8.map { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x2f, 0x5f, 0x7e:
                String(UnicodeScalar(byte))
            default: "%" + Hex.encode([byte])
            }
        }.joined()
    }

    private static func decoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard rest.count >= 2,
                let value = Hex.decode(String(decoding: rest.prefix(2), as: UTF8.self).lowercased())
            else { return nil }
            bytes += value
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
