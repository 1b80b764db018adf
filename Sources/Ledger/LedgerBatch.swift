public import VaultCrypto

/// The order and number in which commitments go into the ledger, so that neither says anything.
public enum LedgerBatch {
    /// Every batch is a multiple of this many entries.
    public static let granularity = 16

    /// Random group elements, which nobody can open, to fill up so many commitments to whole batches.
    public static func padding(for count: Int) -> [Commitment] {
        (0..<(granularity - count % granularity) % granularity).map { _ in Commitment.randomPadding() }
    }

    /// Shuffles commitments and fills up.
    ///
    /// Neither the place of an entry in its batch nor the number of entries tells what happened in the vault.
    public static func make(from commitments: [Commitment]) -> [Commitment] {
        // The system's generator is a cryptographic one.
        (commitments + padding(for: commitments.count)).shuffled()
    }
}
