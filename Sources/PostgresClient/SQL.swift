/// A statement with its bound values, written as an interpolated string.
///
/// ```swift
/// try session.query("SELECT state FROM patients WHERE patient_no = \(number)")
/// ```
/// Every interpolated value becomes a parameter (`$1`, `$2`, …) that travels apart from the text, in PostgreSQL's
/// binary format. The text may appear in errors, values never do. Text that cannot be a parameter, such as a
/// table name, is interpolated as `\(unsafeSQL: name)`; it must never hold a value. A part of a statement is
/// interpolated with its values.
public struct SQL: ExpressibleByStringInterpolation, Sendable {
    /// The text with `$n` for each value.
    public let text: String
    let arguments: Arguments
    private let marks: [Int]
    private var isPlannedOnce = true

    /// Makes a statement without values.
    public init(stringLiteral value: String) {
        text = value
        arguments = Arguments()
        marks = []
    }

    /// Makes a statement from an interpolated literal.
    public init(stringInterpolation: StringInterpolation) {
        text = stringInterpolation.text
        arguments = stringInterpolation.arguments
        marks = stringInterpolation.marks
    }

    /// The text before, between and behind the values; one more than there are values.
    var literals: [Substring] {
        var literals: [Substring] = []
        var begin = text.startIndex
        for (number, mark) in marks.enumerated() {
            let end = text.utf8.index(text.startIndex, offsetBy: mark)
            literals.append(text[begin..<end])
            begin = text.utf8.index(end, offsetBy: "$\(number + 1)".utf8.count)
        }
        return literals + [text[begin...]]
    }

    /// Makes a statement from a text that holds no value.
    public init(unsafeSQL text: String) {
        self.init(stringLiteral: text)
    }

    /// The same statement, planned anew each time it is run: for a table that grows so fast that the plan of a while ago,
    /// when it was small, would go over all of it.
    public var plannedAnew: SQL {
        var statement = self
        statement.isPlannedOnce = false
        return statement
    }

    /// Whether the server keeps a plan for this statement, so that preparing it pays.
    var isPreparable: Bool {
        guard isPlannedOnce else { return false }
        let word = text.utf8.lazy.drop { $0 == 0x20 || $0 == 0x0A || $0 == 0x09 }.prefix(4).map { $0 | 0x20 }
        let verb = String(decoding: Array(word), as: UTF8.self)
        return ["sele", "inse", "upda", "dele", "with", "merg", "valu"].contains(verb)
    }
}

extension SQL {
    /// Writes a name with double quotes, so that any text is a valid identifier.
    ///
    /// Use it inside `\(unsafeSQL:)` when a table or column name is not a literal.
    public static func quotedIdentifier(_ name: String) -> String {
        "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
