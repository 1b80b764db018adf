public import VaultModel

/// What a named person declares about who holds the key safe and what is never done with it.
public struct CustodyDeclaration: Hashable, Sendable {
    /// The largest number of characters (Unicode scalars) of the statement.
    public static let maximumLength = 4000
    /// The largest number of characters of the name.
    public static let maximumNameLength = 200

    /// Who declares; the name is printed on certificates.
    public let by: String
    /// What is declared.
    public let statement: String
    /// When.
    public let at: Timestamp

    /// Makes a declaration.
    public init(by: String, statement: String, at: Timestamp) {
        self.by = by
        self.statement = statement
        self.at = at
    }

    /// Whether certificates can print it: name and statement are one line each, and not too long.
    var isPrintable: Bool {
        by.isPrintableLine && by.unicodeScalars.count <= Self.maximumNameLength
            && statement.isPrintableLine && statement.unicodeScalars.count <= Self.maximumLength
    }
}
