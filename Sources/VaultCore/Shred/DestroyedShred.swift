internal import Keyring
internal import VaultModel

/// A shred of which nothing opens any more in this vault, and that has no certificate yet.
struct DestroyedShred {
    /// The shred.
    let id: ShredID
    /// What the key safe said.
    let receipt: PunctureReceipt
    /// When every reader had let go.
    let evictedAt: Timestamp
    /// Whether search tokens of what went are in old copies, so that the index key must go, too.
    let needsIndexRenewal: Bool
}
