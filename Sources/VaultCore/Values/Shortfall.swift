public import Keyring
public import VaultModel

/// What a database lacks that was put back and is older than its key safe or its ledger.
public struct Shortfall: Sendable {
    /// A hold, restriction, revocation or publication.
    public struct Narrowing: Sendable {
        /// Which of them.
        public let kind: JournalKind
        /// When it was said.
        public let at: Timestamp
    }

    /// When each erasure was made that is to be repeated, oldest first.
    public let erasures: [Timestamp]
    /// How many entries of the ledger are missing that nothing in the database explains, padding included: at most so many
    /// acknowledged versions and events are lost.
    public let entries: Int
    /// When the database last learned of an entry of the ledger: what is lost came later.
    public let since: Timestamp?
    /// What narrowed access and is to be repeated, oldest first.
    public let narrowings: [Narrowing]
    /// What is to be said when keys of this database can be had from no key file that is here.
    public let missingKeyFile: String?
    /// Whether a reconciliation was begun and not ended.
    public let isBegun: Bool

    /// What is still to be done when nothing is missing but the end.
    var isNothing: Bool { erasures.isEmpty && entries == 0 && narrowings.isEmpty && !isBegun }
}
