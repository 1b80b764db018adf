public import VaultModel

/// What a named person declares about who holds the key safe and what is never done with it.
public struct CustodyDeclaration: Hashable, Sendable {
    /// The largest number of characters of the statement.
    public static let maximumLength = 4000

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
}
