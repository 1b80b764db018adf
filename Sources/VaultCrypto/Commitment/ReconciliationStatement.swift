internal import VaultModel

/// That a database was put back which was older than its key safe or its ledger, and what was done about it.
public struct ReconciliationStatement: Hashable, Sendable {
    static let kind = "reconciliation"

    /// How many entries of the ledger the database knew.
    public let knownEntries: Int
    /// How many entries the ledger had.
    public let entries: Int
    /// How many of those it did not know no row of the database explains, padding included: at most so many
    /// acknowledged versions and events were lost.
    public let unexplained: Int
    /// How many erasures were repeated.
    public let erasures: Int

    /// Makes the statement of a reconciliation.
    public init(knownEntries: Int, entries: Int, unexplained: Int, erasures: Int) {
        self.knownEntries = knownEntries
        self.entries = entries
        self.unexplained = unexplained
        self.erasures = erasures
    }

    init(_ fields: StatementFields) throws(CryptoError) {
        knownEntries = try fields.count("known_entries")
        entries = try fields.count("entries")
        unexplained = try fields.count("unexplained")
        erasures = try fields.count("erasures")
        guard knownEntries <= entries, unexplained <= entries - knownEntries else { throw Statement.refusal }
    }

    var members: [String: CanonicalJSON] {
        [
            "kind": .string(Self.kind),
            "known_entries": .integer(Int64(knownEntries)),
            "entries": .integer(Int64(entries)),
            "unexplained": .integer(Int64(unexplained)),
            "erasures": .integer(Int64(erasures)),
        ]
    }
}
