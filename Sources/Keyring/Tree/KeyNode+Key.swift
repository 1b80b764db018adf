public import VaultCrypto
public import VaultModel

extension KeyNode {
    /// Derives the key of a slot at or below this node for one use.
    ///
    /// - Precondition: the node is the slot's leaf or lies above it.
    public func key(of slot: Slot, for binding: KeyBinding) -> SecretBytes {
        let leaf = GGM.leafKey(of: .slot(slot, in: prefix.tree), from: self)
        return HKDF.expand(leaf, info: binding.info, count: AESGCM.keySize)
    }
}
