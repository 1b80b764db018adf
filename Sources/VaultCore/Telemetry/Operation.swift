/// What a vault measures of its own work.
enum Operation: String, Sendable, CaseIterable {
    /// A new record, until it is durable.
    case store
    /// A new version of a record, until it is durable.
    case amend
    /// A version handed out, until its last byte.
    case read
    /// An erasure, from the first question to the rules until its certificate.
    case shred
    /// What waited taken into the ledger; measured only when something did.
    case sequence
}
