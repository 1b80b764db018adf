/// Bytes that are not the canonical encoding of a JSON value.
public struct CanonicalJSONError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where the first byte that does not fit was found, counted from 0.
    public let offset: Int

    /// A fixed sentence without any of the bytes.
    public var description: String {
        "not canonical JSON (RFC 8785) at byte \(offset)"
    }
}
