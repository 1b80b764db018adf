public import VaultCrypto

/// The order and number in which commitments go into the ledger, so that neither says anything.
public enum LedgerBatch {
    /// Every batch is a multiple of this many entries.
    public static let granularity = 16

    /// Shuffles commitments and fills up with random group elements, which nobody can open.
    ///
    /// Neither the place of an entry in its batch nor the number of entries tells what happened in the vault.
    public static func make(from commitments: [Commitment]) -> [Commitment] {
        let missing = (granularity - commitments.count % granularity) % granularity
        let padding = (0..<missing).map { _ in Commitment.randomPadding() }
        // The system's generator is a cryptographic one.
        return (commitments + padding).shuffled()
    }
}
