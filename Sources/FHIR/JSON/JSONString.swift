/// The strings of a JSON text that was read, and how new ones are written (RFC 8259 section 7).
enum JSONString {
    /// What the letter after a backslash stands for.
    static let escapes: [UInt8: UInt8] = [
        UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "\\"): UInt8(ascii: "\\"),
        UInt8(ascii: "/"): UInt8(ascii: "/"), UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0c,
        UInt8(ascii: "n"): 0x0a, UInt8(ascii: "r"): 0x0d, UInt8(ascii: "t"): 0x09,
    ]

    /// Four hex digits as a UTF-16 unit; anything else is `nil`.
    static func unit(_ bytes: [UInt8], at offset: Int) -> UInt16? {
        guard offset + 4 <= bytes.count else { return nil }
        var unit: UInt16 = 0
        for byte in bytes[offset..<offset + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else { return nil }
            unit = unit << 4 | UInt16(digit)
        }
        return unit
    }

    /// The text between the quotes of a string that was found sound.
    static func decode(_ bytes: [UInt8], _ range: Range<Int>) -> String {
        guard bytes[range].contains(UInt8(ascii: "\\")) else {
            return String(decoding: bytes[range], as: UTF8.self)
        }
        var text: [UInt16] = []
        var plain: [UInt8] = []
        var offset = range.lowerBound
        func flush() {
            text.append(contentsOf: String(decoding: plain, as: UTF8.self).utf16)
            plain.removeAll(keepingCapacity: true)
        }
        while offset < range.upperBound {
            let byte = bytes[offset]
            offset += 1
            guard byte == UInt8(ascii: "\\") else {
                plain.append(byte)
                continue
            }
            let letter = bytes[offset]
            offset += 1
            if letter == UInt8(ascii: "u") {
                flush()
                text.append(unit(bytes, at: offset) ?? 0xfffd)
                offset += 4
            } else {
                plain.append(escapes[letter] ?? letter)
            }
        }
        flush()
        return String(decoding: text, as: UTF16.self)
    }
}
