public import Foundation

extension Row {
    /// Reads a `int2[]` of one dimension without NULLs.
    public func int16s(_ column: Int) throws(PostgresError) -> [Int16] {
        try required(int16sOrNil(column), column)
    }

    /// Reads a `int2[]` of one dimension without NULLs, or nil for NULL.
    public func int16sOrNil(_ column: Int) throws(PostgresError) -> [Int16]? {
        try read(column, as: TypeOID.int2Array) { span in
            BinaryDecoding.array(
                span,
                of: TypeOID.int2,
                { element in BinaryDecoding.integer(element).flatMap { Int16(exactly: $0) } }
            )
        }
    }

    /// Reads a `int4[]` of one dimension without NULLs.
    public func int32s(_ column: Int) throws(PostgresError) -> [Int32] {
        try required(int32sOrNil(column), column)
    }

    /// Reads a `int4[]` of one dimension without NULLs, or nil for NULL.
    public func int32sOrNil(_ column: Int) throws(PostgresError) -> [Int32]? {
        try read(column, as: TypeOID.int4Array) { span in
            BinaryDecoding.array(
                span,
                of: TypeOID.int4,
                { element in BinaryDecoding.integer(element).flatMap { Int32(exactly: $0) } }
            )
        }
    }

    /// Reads a `int8[]` of one dimension without NULLs.
    public func int64s(_ column: Int) throws(PostgresError) -> [Int64] {
        try required(int64sOrNil(column), column)
    }

    /// Reads a `int8[]` of one dimension without NULLs, or nil for NULL.
    public func int64sOrNil(_ column: Int) throws(PostgresError) -> [Int64]? {
        try read(column, as: TypeOID.int8Array) { span in
            BinaryDecoding.array(span, of: TypeOID.int8, BinaryDecoding.integer)
        }
    }

    /// Reads a `uuid[]` of one dimension without NULLs.
    public func uuids(_ column: Int) throws(PostgresError) -> [UUID] {
        try required(uuidsOrNil(column), column)
    }

    /// Reads a `uuid[]` of one dimension without NULLs, or nil for NULL.
    public func uuidsOrNil(_ column: Int) throws(PostgresError) -> [UUID]? {
        try read(column, as: TypeOID.uuidArray) { span in
            BinaryDecoding.array(span, of: TypeOID.uuid, BinaryDecoding.uuid)
        }
    }

    /// Reads a `text[]` of one dimension without NULLs.
    public func texts(_ column: Int) throws(PostgresError) -> [String] {
        try required(textsOrNil(column), column)
    }

    /// Reads a `text[]` of one dimension without NULLs, or nil for NULL.
    public func textsOrNil(_ column: Int) throws(PostgresError) -> [String]? {
        try read(column, as: TypeOID.textArray) { span in
            BinaryDecoding.array(span, of: TypeOID.text, BinaryDecoding.text)
        }
    }

    /// Reads a `bytea[]` of one dimension without NULLs.
    public func byteArrays(_ column: Int) throws(PostgresError) -> [[UInt8]] {
        try required(byteArraysOrNil(column), column)
    }

    /// Reads a `bytea[]` of one dimension without NULLs, or nil for NULL.
    public func byteArraysOrNil(_ column: Int) throws(PostgresError) -> [[UInt8]]? {
        try read(column, as: TypeOID.byteaArray) { span in
            BinaryDecoding.array(span, of: TypeOID.bytea, BinaryDecoding.bytes)
        }
    }
}
