public import Foundation

extension SQL.StringInterpolation {
    /// Binds an `int2`, or NULL.
    public mutating func appendInterpolation(_ value: Int16?) {
        if let value { appendInterpolation(value) } else { bindNull(type: TypeOID.int2) }
    }

    /// Binds an `int4`, or NULL.
    public mutating func appendInterpolation(_ value: Int32?) {
        if let value { appendInterpolation(value) } else { bindNull(type: TypeOID.int4) }
    }

    /// Binds an `int8`, or NULL.
    public mutating func appendInterpolation(_ value: Int64?) {
        if let value { appendInterpolation(value) } else { bindNull(type: TypeOID.int8) }
    }

    /// Binds a `bool`, or NULL.
    public mutating func appendInterpolation(_ value: Bool?) {
        if let value { appendInterpolation(value) } else { bindNull(type: TypeOID.bool) }
    }

    /// Binds a `text`, or NULL.
    public mutating func appendInterpolation(_ value: String?) {
        if let value { appendInterpolation(value) } else { bindNull(type: TypeOID.text) }
    }

    /// Binds a `bytea`, or NULL.
    public mutating func appendInterpolation(_ value: [UInt8]?) {
        if let value { appendInterpolation(value) } else { bindNull(type: TypeOID.bytea) }
    }

    /// Binds a `uuid`, or NULL.
    public mutating func appendInterpolation(_ value: UUID?) {
        if let value { appendInterpolation(value) } else { bindNull(type: TypeOID.uuid) }
    }

    /// Binds a `date` written as ISO 8601, such as `2026-11-22`.
    public mutating func appendInterpolation(date: String) {
        bind(type: TypeOID.date, isText: true) { $0.append(contentsOf: date.utf8) }
    }

    /// Binds a `date` written as ISO 8601, or NULL.
    public mutating func appendInterpolation(date: String?) {
        if let date { appendInterpolation(date: date) } else { bindNull(type: TypeOID.date) }
    }

    /// Binds a `timestamptz` given in seconds since 1970-01-01T00:00:00Z.
    public mutating func appendInterpolation(timestamp seconds: Int64) {
        bind(type: TypeOID.timestamptz) { BinaryEncoding.append(timestamp: seconds, to: &$0) }
    }

    /// Binds a `timestamptz` given in seconds since 1970-01-01T00:00:00Z, or NULL.
    public mutating func appendInterpolation(timestamp seconds: Int64?) {
        if let seconds {
            appendInterpolation(timestamp: seconds)
        } else {
            bindNull(type: TypeOID.timestamptz)
        }
    }

    /// Binds a `jsonb` written as JSON text.
    public mutating func appendInterpolation(json: String) {
        bind(type: TypeOID.jsonb) {
            $0.append(1)  // The version of the binary format.
            $0.append(contentsOf: json.utf8)
        }
    }
}
