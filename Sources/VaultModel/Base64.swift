/// Base64 (RFC 4648), decoded canonically: one text for each sequence of bytes, everything else refused.
public enum Base64 {
    /// Writes the standard alphabet with padding (RFC 4648 section 4).
    public static func encode(_ bytes: [UInt8]) -> String {
        encode(bytes, alphabet: standard, padding: true)
    }

    /// Reads the standard alphabet with padding; anything not canonical is `nil`.
    public static func decode(_ text: String) -> [UInt8]? {
        guard let bytes = decode(text, alphabet: standardValues), encode(bytes) == text else { return nil }
        return bytes
    }

    /// Writes the URL alphabet without padding (RFC 4648 section 5, as JWS uses it).
    public static func encodeURL(_ bytes: [UInt8]) -> String {
        encode(bytes, alphabet: url, padding: false)
    }

    /// Reads the URL alphabet without padding; anything not canonical is `nil`.
    public static func decodeURL(_ text: String) -> [UInt8]? {
        guard let bytes = decode(text, alphabet: urlValues), encodeURL(bytes) == text else { return nil }
        return bytes
    }

    private static let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    private static let standard = Array((letters + "+/").utf8)
    private static let url = Array((letters + "-_").utf8)
    private static let standardValues = values(of: standard)
    private static let urlValues = values(of: url)
    private static let pad: UInt8 = 0x3d

    private static func values(of alphabet: [UInt8]) -> [UInt8?] {
        var table = [UInt8?](repeating: nil, count: 256)
        for (value, letter) in alphabet.enumerated() {
            table[Int(letter)] = UInt8(value)
        }
        return table
    }

    private static func encode(_ bytes: [UInt8], alphabet: [UInt8], padding: Bool) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var index = 0
        while index < bytes.count {
            let count = min(3, bytes.count - index)
            var group = UInt32(bytes[index]) << 16
            if count > 1 { group |= UInt32(bytes[index + 1]) << 8 }
            if count > 2 { group |= UInt32(bytes[index + 2]) }
            for position in 0...count {
                text.append(alphabet[Int(group >> UInt32(18 - 6 * position)) & 63])
            }
            if padding { text.append(contentsOf: repeatElement(pad, count: 3 - count)) }
            index += 3
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads letters up to the first padding character; the caller compares the re-encoding, which settles the rest.
    private static func decode(_ text: String, alphabet: [UInt8?]) -> [UInt8]? {
        var bytes: [UInt8] = []
        var group: UInt32 = 0
        var bits = 0
        for letter in text.utf8 {
            if letter == pad { break }
            guard let value = alphabet[Int(letter)] else { return nil }
            group = group << 6 | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: group >> UInt32(bits)))
            }
        }
        return bytes
    }
}
