public import FoundationEssentials

/// A random version 4 UUID that names one thing of one kind.
///
/// The `Kind` exists only for the compiler, so that a record id is never passed where a patient id is meant.
/// Identifiers are random and say nothing about a person; they are on the clear list.
public struct Identifier<Kind>: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The underlying UUID.
    public let uuid: UUID

    /// Makes an identifier from a UUID that already exists.
    public init(_ uuid: UUID) {
        self.uuid = uuid
    }

    /// Parses the lower-case, hyphenated text form of 36 characters; anything else is `nil`.
    public init?(_ text: String) {
        guard let uuid = UUID(uuidString: text), uuid.uuidString.lowercased() == text else { return nil }
        self.uuid = uuid
    }

    /// Takes the 16 bytes of a UUID in network order; any other count is `nil`.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        uuid = UUID(
            uuid: (
                bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5], bytes[6], bytes[7],
                bytes[8], bytes[9], bytes[10], bytes[11], bytes[12], bytes[13], bytes[14], bytes[15]
            )
        )
    }

    /// Makes a fresh identifier from the system's random number generator.
    public static func random() -> Self {
        Self(UUID())
    }

    /// The 16 bytes in network order.
    public var bytes: [UInt8] {
        let u = uuid.uuid
        return [
            u.0, u.1, u.2, u.3, u.4, u.5, u.6, u.7, u.8, u.9, u.10, u.11, u.12, u.13, u.14, u.15,
        ]
    }

    /// The lower-case, hyphenated text form.
    public var description: String {
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { text.append(UInt8(ascii: "-")) }
            Hex.append(CollectionOfOne(byte), to: &text)
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Orders identifiers by their bytes.
    public static func < (left: Self, right: Self) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}
