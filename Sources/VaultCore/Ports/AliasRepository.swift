public import VaultModel

/// The ids that others gave to records of one controller, as tokens.
public protocol AliasRepository: Sendable {
    /// The records that tokens under one index key name, by token.
    func records(named tokens: [[UInt8]], tokenKey: Int32) async throws -> [[UInt8]: AliasedRecord]

    /// The newest versions of living records that have aliases, under whatever key, after one of them.
    func page(after last: AliasedRecord?, limit: Int) async throws -> [VersionRow]

    /// Writes tokens in one transaction, many at a time; those that exist already stay.
    ///
    /// Whoever does sees to it that none of the records is closed or moved meanwhile.
    func add(_ claims: [AliasClaim]) async throws

    /// Deletes some tokens of earlier key numbers.
    ///
    /// - Returns: Whether there were any.
    func deletePage(before tokenKey: Int32) async throws -> Bool

    /// How many tokens there are under other key numbers than these.
    func count(except tokenKeys: [Int32]) async throws -> Int

    /// Whether there are tokens under another key number.
    func exist(except tokenKey: Int32) async throws -> Bool

    /// Whether any of these records has an alias.
    func exist(for records: [RecordID]) async throws -> Bool
}
