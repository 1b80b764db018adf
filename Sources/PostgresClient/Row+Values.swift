public import Foundation

extension Row {
    /// Reads an `int2`.
    public func int16(_ column: Int) throws(PostgresError) -> Int16 {
        try required(int16OrNil(column), column)
    }

    /// Reads an `int2`, or nil for NULL.
    public func int16OrNil(_ column: Int) throws(PostgresError) -> Int16? {
        try read(
            column,
            as: TypeOID.int2,
            with: { BinaryDecoding.integer($0).flatMap { Int16(exactly: $0) } }
        )
    }

    /// Reads an `int4` or `int2`.
    public func int32(_ column: Int) throws(PostgresError) -> Int32 {
        try required(int32OrNil(column), column)
    }

    /// Reads an `int4` or `int2`, or nil for NULL.
    public func int32OrNil(_ column: Int) throws(PostgresError) -> Int32? {
        try read(
            column,
            as: TypeOID.int4,
            TypeOID.int2,
            with: { BinaryDecoding.integer($0).flatMap { Int32(exactly: $0) } }
        )
    }

    /// Reads an `int8`, `int4`, `int2`, or an `xid8`.
    public func int64(_ column: Int) throws(PostgresError) -> Int64 {
        try required(int64OrNil(column), column)
    }

    /// Reads an `int8`, `int4`, `int2`, or an `xid8`, or nil for NULL.
    public func int64OrNil(_ column: Int) throws(PostgresError) -> Int64? {
        try read(
            column,
            as: TypeOID.int8,
            TypeOID.int4,
            TypeOID.int2,
            TypeOID.xid8,
            with: BinaryDecoding.integer
        )
    }

    /// Reads a `bool`.
    public func bool(_ column: Int) throws(PostgresError) -> Bool {
        try required(boolOrNil(column), column)
    }

    /// Reads a `bool`, or nil for NULL.
    public func boolOrNil(_ column: Int) throws(PostgresError) -> Bool? {
        try read(column, as: TypeOID.bool, with: BinaryDecoding.bool)
    }

    /// Reads a `bytea`.
    public func bytes(_ column: Int) throws(PostgresError) -> [UInt8] {
        try required(bytesOrNil(column), column)
    }

    /// Reads a `bytea`, or nil for NULL.
    public func bytesOrNil(_ column: Int) throws(PostgresError) -> [UInt8]? {
        try read(column, as: TypeOID.bytea, with: BinaryDecoding.bytes)
    }

    /// Reads a `uuid`.
    public func uuid(_ column: Int) throws(PostgresError) -> UUID {
        try required(uuidOrNil(column), column)
    }

    /// Reads a `uuid`, or nil for NULL.
    public func uuidOrNil(_ column: Int) throws(PostgresError) -> UUID? {
        try read(column, as: TypeOID.uuid, with: BinaryDecoding.uuid)
    }

    /// Reads a `date` as ISO 8601, such as `2026-11-22`.
    public func date(_ column: Int) throws(PostgresError) -> String {
        try required(dateOrNil(column), column)
    }

    /// Reads a `date` as ISO 8601, such as `2026-11-22`, or nil for NULL.
    public func dateOrNil(_ column: Int) throws(PostgresError) -> String? {
        try read(column, as: TypeOID.date, with: BinaryDecoding.date)
    }

    /// Reads a `timestamptz` in whole seconds since 1970-01-01T00:00:00Z, rounded down.
    public func timestamp(_ column: Int) throws(PostgresError) -> Int64 {
        try required(timestampOrNil(column), column)
    }

    /// Reads a `timestamptz` in whole seconds since 1970-01-01T00:00:00Z, rounded down, or nil for NULL.
    public func timestampOrNil(_ column: Int) throws(PostgresError) -> Int64? {
        try read(column, as: TypeOID.timestamptz, with: BinaryDecoding.timestamp)
    }

    /// Reads a `text`, `varchar`, `char`, `name`, `json` or `jsonb`.
    public func text(_ column: Int) throws(PostgresError) -> String {
        try required(textOrNil(column), column)
    }

    /// Reads a `text`, `varchar`, `char`, `name`, `json` or `jsonb`, or nil for NULL.
    public func textOrNil(_ column: Int) throws(PostgresError) -> String? {
        if result.types.indices.contains(column), result.types[column] == TypeOID.jsonb {
            return try read(column, as: TypeOID.jsonb, with: BinaryDecoding.jsonb)
        }
        return try read(
            column,
            as: TypeOID.text,
            TypeOID.varchar,
            TypeOID.bpchar,
            TypeOID.name,
            TypeOID.json,
            TypeOID.unknown,
            with: BinaryDecoding.text
        )
    }
}
