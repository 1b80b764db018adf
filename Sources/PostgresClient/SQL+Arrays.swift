public import Foundation

extension SQL.StringInterpolation {
    /// Binds an `int2[]`.
    public mutating func appendInterpolation(_ values: [Int16]) {
        bind(type: TypeOID.int2Array) {
            BinaryEncoding.append(array: values, of: TypeOID.int2, to: &$0) {
                BinaryEncoding.append($0, to: &$1)
            }
        }
    }

    /// Binds an `int4[]`.
    public mutating func appendInterpolation(_ values: [Int32]) {
        bind(type: TypeOID.int4Array) {
            BinaryEncoding.append(array: values, of: TypeOID.int4, to: &$0) {
                BinaryEncoding.append($0, to: &$1)
            }
        }
    }

    /// Binds an `int8[]`.
    public mutating func appendInterpolation(_ values: [Int64]) {
        bind(type: TypeOID.int8Array) {
            BinaryEncoding.append(array: values, of: TypeOID.int8, to: &$0) {
                BinaryEncoding.append($0, to: &$1)
            }
        }
    }

    /// Binds a `uuid[]`.
    public mutating func appendInterpolation(_ values: [UUID]) {
        bind(type: TypeOID.uuidArray) {
            BinaryEncoding.append(array: values, of: TypeOID.uuid, to: &$0) {
                BinaryEncoding.append($0, to: &$1)
            }
        }
    }

    /// Binds a `text[]`.
    public mutating func appendInterpolation(_ values: [String]) {
        bind(type: TypeOID.textArray) {
            BinaryEncoding.append(array: values, of: TypeOID.text, to: &$0) { $1.append(contentsOf: $0.utf8) }
        }
    }

    /// Binds a `bytea[]`.
    public mutating func appendInterpolation(_ values: [[UInt8]]) {
        bind(type: TypeOID.byteaArray) {
            BinaryEncoding.append(array: values, of: TypeOID.bytea, to: &$0) { $1.append(contentsOf: $0) }
        }
    }
}
