import Foundation

/// Something that must not be found anywhere.
struct Needle: Sendable {
    /// What it is, for people.
    let name: String
    /// At least two bytes.
    let bytes: [UInt8]

    init(_ name: String, _ bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    init(text: String) {
        self.init(text, Array(text.utf8))
    }

    /// As PostgreSQL prints bytes.
    var inHex: Needle {
        let digits = Array("0123456789abcdef".utf8)
        return Needle("\(name), in hex", bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
