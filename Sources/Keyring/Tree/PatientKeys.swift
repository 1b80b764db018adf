internal import Synchronization
public import VaultCrypto
public import VaultModel

/// The live nodes of one patient, lent by a ``KeyDeriver`` so that keys can be derived without waiting, as a
/// transaction needs it.
///
/// An eviction takes the nodes away from everyone who holds them; whoever still wants a key asks the deriver again.
public final class PatientKeys: Sendable {
    /// How many nodes of 32 secret bytes these are.
    let nodeCount: Int
    private let tree: TreeNumber
    private let cover: Mutex<Cover?>

    init(tree: TreeNumber, cover: Cover) {
        self.tree = tree
        nodeCount = cover.nodes.count
        self.cover = Mutex(cover)
    }

    /// Derives the key of a slot for what the binding says.
    ///
    /// - Throws: `KeyringError` with code `punctured` when the key was destroyed, `evicted` when the nodes were taken
    ///   away meanwhile.
    public func key(of slot: Slot, for binding: KeyBinding) throws(KeyringError) -> SecretBytes {
        let prefix = Prefix.slot(slot, in: tree)
        // Under the lock, so that an eviction that has returned leaves nobody deriving.
        return try cover.withLock { (cover) throws(KeyringError) in
            guard let cover else {
                throw KeyringError(.evicted, "an erasure took the keys of this patient away; try again")
            }
            guard let node = cover.node(covering: prefix) else {
                throw KeyringError(
                    .punctured,
                    "the key can no longer be derived from the key safe: it was destroyed"
                )
            }
            return HKDF.expand(GGM.leafKey(of: prefix, from: node), info: binding.info, count: AESGCM.keySize)
        }
    }

    /// Takes the nodes away.
    func evict() {
        cover.withLock { $0 = nil }
    }
}
