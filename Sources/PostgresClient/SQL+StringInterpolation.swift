public import Foundation

extension SQL {
    /// Collects the text and the values of an interpolated statement.
    public struct StringInterpolation: StringInterpolationProtocol, Sendable {
        var text: String
        var arguments = Arguments()
        /// Where in the text each value's `$n` begins, in UTF-8 bytes.
        var marks: [Int] = []

        /// Makes an empty collector.
        public init(literalCapacity: Int, interpolationCount: Int) {
            text = ""
            text.reserveCapacity(literalCapacity + 3 * interpolationCount)
        }

        /// Appends text of the statement.
        public mutating func appendLiteral(_ literal: String) {
            text += literal
        }

        /// Appends text that cannot be a parameter; it must never hold a value.
        public mutating func appendInterpolation(unsafeSQL: String) {
            text += unsafeSQL
        }

        /// Appends a part of a statement with its values.
        public mutating func appendInterpolation(_ part: SQL) {
            let literals = part.literals
            text += literals[0]
            for index in part.arguments.entries.indices {
                arguments.append(part.arguments, at: index)
                appendMark()
                text += literals[index + 1]
            }
        }

        mutating func bind(type: UInt32, isText: Bool = false, _ write: (inout [UInt8]) -> Void) {
            arguments.append(type: type, isText: isText, write)
            appendMark()
        }

        mutating func bindNull(type: UInt32) {
            arguments.appendNull(type: type)
            appendMark()
        }

        /// Names the value that was bound last.
        private mutating func appendMark() {
            marks.append(text.utf8.count)
            text += "$\(arguments.entries.count)"
        }
    }
}

extension SQL.StringInterpolation {
    /// Binds an `int2`.
    public mutating func appendInterpolation(_ value: Int16) {
        bind(type: TypeOID.int2) { BinaryEncoding.append(value, to: &$0) }
    }

    /// Binds an `int4`.
    public mutating func appendInterpolation(_ value: Int32) {
        bind(type: TypeOID.int4) { BinaryEncoding.append(value, to: &$0) }
    }

    /// Binds an `int8`.
    public mutating func appendInterpolation(_ value: Int64) {
        bind(type: TypeOID.int8) { BinaryEncoding.append(value, to: &$0) }
    }

    /// Binds a `bool`.
    public mutating func appendInterpolation(_ value: Bool) {
        bind(type: TypeOID.bool) { $0.append(value ? 1 : 0) }
    }

    /// Binds a `text`.
    public mutating func appendInterpolation(_ value: String) {
        bind(type: TypeOID.text) { $0.append(contentsOf: value.utf8) }
    }

    /// Binds a `bytea`.
    public mutating func appendInterpolation(_ value: [UInt8]) {
        bind(type: TypeOID.bytea) { $0.append(contentsOf: value) }
    }

    /// Binds a `uuid`.
    public mutating func appendInterpolation(_ value: UUID) {
        bind(type: TypeOID.uuid) { BinaryEncoding.append(value, to: &$0) }
    }
}
