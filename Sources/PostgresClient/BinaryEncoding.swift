internal import Foundation

/// The binary wire format of the values that Lethe sends.
///
/// Integers are big-endian; an array is a header of five 32-bit words followed by length-prefixed elements.
enum BinaryEncoding {
    /// Seconds between 1970-01-01 and 2000-01-01, the origin of PostgreSQL's dates and times.
    static let secondsToPostgresEpoch: Int64 = 946_684_800

    static func append(_ value: some FixedWidthInteger, to buffer: inout [UInt8]) {
        var shift = value.bitWidth - 8
        while shift >= 0 {
            buffer.append(UInt8(truncatingIfNeeded: value >> shift))
            shift -= 8
        }
    }

    static func append(_ value: UUID, to buffer: inout [UInt8]) {
        let b = value.uuid
        buffer += [b.0, b.1, b.2, b.3, b.4, b.5, b.6, b.7]
        buffer += [b.8, b.9, b.10, b.11, b.12, b.13, b.14, b.15]
    }

    /// Appends seconds since 1970-01-01 as a `timestamptz`.
    static func append(timestamp seconds: Int64, to buffer: inout [UInt8]) {
        append((seconds - secondsToPostgresEpoch) * 1_000_000, to: &buffer)
    }

    /// Appends a one-dimensional array without NULLs.
    static func append<Element>(
        array: [Element],
        of elementType: UInt32,
        to buffer: inout [UInt8],
        _ appendElement: (Element, inout [UInt8]) -> Void
    ) {
        appendHeader(count: array.count, hasNulls: false, of: elementType, to: &buffer)
        for element in array {
            appendSized(to: &buffer) { appendElement(element, &$0) }
        }
    }

    /// Appends a one-dimensional array in which nil is NULL.
    static func append<Element>(
        array: [Element?],
        of elementType: UInt32,
        to buffer: inout [UInt8],
        _ appendElement: (Element, inout [UInt8]) -> Void
    ) {
        appendHeader(count: array.count, hasNulls: true, of: elementType, to: &buffer)
        for element in array {
            if let element {
                appendSized(to: &buffer) { appendElement(element, &$0) }
            } else {
                append(Int32(-1), to: &buffer)
            }
        }
    }

    private static func appendHeader(
        count: Int,
        hasNulls: Bool,
        of elementType: UInt32,
        to buffer: inout [UInt8]
    ) {
        append(Int32(count == 0 ? 0 : 1), to: &buffer)
        append(Int32(hasNulls ? 1 : 0), to: &buffer)
        append(elementType, to: &buffer)
        guard count > 0 else { return }
        append(Int32(truncatingIfNeeded: count), to: &buffer)
        append(Int32(1), to: &buffer)  // The index of the first element.
    }

    /// Appends what `body` writes, with its length as a 32-bit word before it.
    static func appendSized(to buffer: inout [UInt8], _ body: (inout [UInt8]) -> Void) {
        let start = buffer.count
        append(Int32(0), to: &buffer)
        body(&buffer)
        let length = UInt32(truncatingIfNeeded: buffer.count - start - 4)
        for offset in 0..<4 {
            buffer[start + offset] = UInt8(truncatingIfNeeded: length >> (24 - 8 * UInt32(offset)))
        }
    }
}
