/// A token, and the record that is to be found by it.
public struct AliasClaim: Sendable {
    /// The token.
    public let alias: AliasToken
    /// The record.
    public let record: AliasedRecord

    /// Makes a claim.
    public init(alias: AliasToken, record: AliasedRecord) {
        self.alias = alias
        self.record = record
    }
}
