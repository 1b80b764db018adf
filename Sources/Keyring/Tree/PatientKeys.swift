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
    /// The tree.
    public let tree: TreeNumber

    /// What a key file holds of a tree that is gone.
    struct Legacy: Sendable {
        let leaves: KeyFileLeaves
        let identity: SafeIdentity
    }

    private let legacy: Legacy?
    private let successor: PatientKeys?
    private let cover: Mutex<Cover?>
    private let lease: KeyLease?

    /// - Parameters:
    ///   - legacy: What a key file has of a tree of which nothing lives.
    ///   - successor: The keys that open it.
    ///   - lease: For how long the nodes may be used; `nil` for this machine's own.
    init(
        tree: TreeNumber,
        cover: Cover,
        legacy: Legacy? = nil,
        successor: PatientKeys? = nil,
        lease: KeyLease? = nil
    ) {
        self.tree = tree
        self.lease = lease
        self.legacy = legacy
        self.successor = successor
        nodeCount = cover.nodes.count + (successor?.nodeCount ?? 0)
        self.cover = Mutex(cover)
    }

    /// Derives the key of a slot for what the binding says.
    ///
    /// - Throws: `KeyringError` with code `punctured` when the key was destroyed, `evicted` when the nodes were taken
    ///   away meanwhile, `leaseOver` when they may not be used any more.
    public func key(of slot: Slot, for binding: KeyBinding) throws(KeyringError) -> SecretBytes {
        let key = try leaf(of: slot).key(for: binding)
        // Asked last: who was stopped meanwhile has no right to it.
        try lease?.check()
        return key
    }

    /// The key of a slot's leaf, where more than one key of the slot is needed.
    ///
    /// - Throws: As ``key(of:for:)``; `damaged` when the tree is gone and the key file that has its keys does not open.
    public func leaf(of slot: Slot) throws(KeyringError) -> LeafKey {
        let prefix = Prefix.slot(slot, in: tree)
        // Under the lock, so that an eviction that has returned leaves nobody deriving.
        return try cover.withLock { (cover) throws(KeyringError) -> LeafKey in
            guard let cover else { throw Self.evicted }
            if let node = cover.node(covering: prefix) {
                let leaf = LeafKey(prefix: prefix, bytes: GGM.leafKey(of: prefix, from: node))
                try lease?.check()
                return leaf
            }
            guard let legacy, let successor, let sealed = legacy.leaves.sealed[slot.serial] else {
                throw Self.punctured
            }
            return try successor.leaf(of: slot).open(sealed, of: prefix, for: legacy.identity)
        }
    }

    /// The keys of the leaves of some slots.
    func leaves(of slots: [Slot], by descent: inout Descent) throws(KeyringError) -> [SharedSecret] {
        // The lock is let go with what was derived: an eviction that has returned leaves nobody deriving.
        let leaves = try cover.withLock { (cover) throws(KeyringError) -> [SharedSecret] in
            guard let cover else { throw Self.evicted }
            return try Self.leaves(of: slots, in: tree, under: cover, by: &descent)
        }
        try lease?.check()
        return leaves
    }

    private static func leaves(
        of slots: [Slot],
        in tree: TreeNumber,
        under cover: Cover,
        by descent: inout Descent
    ) throws(KeyringError) -> [SharedSecret] {
        var leaves: [SharedSecret] = []
        leaves.reserveCapacity(slots.count)
        for slot in slots {
            let prefix = Prefix.slot(slot, in: tree)
            guard let node = cover.node(covering: prefix) else { throw punctured }
            leaves.append(
                SharedSecret(GGM.leafKey(of: prefix, from: descent.descend(from: node, to: prefix)))
            )
        }
        return leaves
    }

    private static let evicted = KeyringError(
        .evicted,
        "an erasure took the keys of this patient away; try again"
    )

    private static let punctured = KeyringError(
        .punctured,
        "the key can no longer be derived from the key safe: it was destroyed. In a vault restored from before a "
            + "key renewal the key files may be missing (`lethe backup restore --key-files`)"
    )

    /// Takes the nodes away.
    func evict() {
        cover.withLock { $0 = nil }
        successor?.evict()
    }
}
