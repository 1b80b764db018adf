internal import Foundation

/// Reads values in PostgreSQL's binary wire format; nil for bytes that are not of that form.
enum BinaryDecoding {
    /// Reads a signed big-endian integer of 2, 4 or 8 bytes.
    static func integer(_ span: RawSpan) -> Int64? {
        switch span.byteCount {
        case 2: Int64(Int16(truncatingIfNeeded: unsigned(span, at: 0, count: 2)))
        case 4: Int64(Int32(truncatingIfNeeded: unsigned(span, at: 0, count: 4)))
        case 8: Int64(truncatingIfNeeded: unsigned(span, at: 0, count: 8))
        default: nil
        }
    }

    static func unsigned(_ span: RawSpan, at offset: Int, count: Int) -> UInt64 {
        var value: UInt64 = 0
        for index in offset..<offset + count { value = value << 8 | UInt64(byte(span, index)) }
        return value
    }

    static func byte(_ span: RawSpan, _ index: Int) -> UInt8 {
        precondition(index < span.byteCount)
        return unsafe span.unsafeLoad(fromUncheckedByteOffset: index, as: UInt8.self)
    }

    static func bool(_ span: RawSpan) -> Bool? {
        span.byteCount == 1 ? byte(span, 0) != 0 : nil
    }

    static func bytes(_ span: RawSpan) -> [UInt8] {
        unsafe span.withUnsafeBytes { unsafe [UInt8]($0) }
    }

    static func text(_ span: RawSpan) -> String? {
        unsafe span.withUnsafeBytes { unsafe String(validating: $0, as: UTF8.self) }
    }

    /// Reads a `jsonb`, whose first byte is the version of its format.
    static func jsonb(_ span: RawSpan) -> String? {
        guard span.byteCount > 0, byte(span, 0) == 1 else { return nil }
        return text(span.extracting(droppingFirst: 1))
    }

    static func uuid(_ span: RawSpan) -> UUID? {
        guard span.byteCount == 16 else { return nil }
        let b = bytes(span)
        return UUID(
            uuid: (
                b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7],
                b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]
            )
        )
    }

    /// Reads a `timestamptz` as whole seconds since 1970-01-01, rounded down.
    static func timestamp(_ span: RawSpan) -> Int64? {
        guard span.byteCount == 8, let microseconds = integer(span) else { return nil }
        guard microseconds != .max, microseconds != .min else { return nil }  // infinity
        let (quotient, remainder) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        return quotient - (remainder < 0 ? 1 : 0) + BinaryEncoding.secondsToPostgresEpoch
    }

    /// Reads a `date` as ISO 8601.
    static func date(_ span: RawSpan) -> String? {
        guard span.byteCount == 4, let days = integer(span) else { return nil }
        return CalendarDate(daysSince2000: days)?.iso8601
    }

    /// Reads a one-dimensional array without NULLs.
    static func array<Element>(
        _ span: RawSpan,
        of elementType: UInt32,
        _ element: (RawSpan) -> Element?
    ) -> [Element]? {
        guard span.byteCount >= 12, unsigned(span, at: 8, count: 4) == UInt64(elementType) else { return nil }
        let dimensions = unsigned(span, at: 0, count: 4)
        if dimensions == 0 { return [] }
        guard dimensions == 1, span.byteCount >= 20 else { return nil }
        let count = Int(unsigned(span, at: 12, count: 4))
        var offset = 20
        var elements: [Element] = []
        for _ in 0..<count {
            guard offset + 4 <= span.byteCount else { return nil }
            let length = Int(Int32(truncatingIfNeeded: unsigned(span, at: offset, count: 4)))
            offset += 4
            guard length >= 0, length <= span.byteCount - offset else { return nil }
            guard let value = element(span.extracting(offset..<offset + length)) else { return nil }
            elements.append(value)
            offset += length
        }
        return offset == span.byteCount ? elements : nil
    }
}
