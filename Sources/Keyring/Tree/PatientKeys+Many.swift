public import VaultCrypto
public import VaultModel

extension PatientKeys {
    /// How many leaves are derived before an eviction may come between.
    private static let atATime = 256

    /// Derives the keys of many slots, best in order of their serials: the way that two neighbours have in common is gone
    /// once.
    ///
    /// - Parameter slots: Each with what its key is for.
    /// - Returns: The keys, in the order of the slots.
    /// - Throws: As ``key(of:for:)``; `punctured` also when a key lies in a tree that is gone, whose keys are asked for one
    ///   by one.
    public func keys(of slots: [(slot: Slot, binding: KeyBinding)]) throws(KeyringError) -> [SharedSecret] {
        var keys: [SharedSecret] = []
        keys.reserveCapacity(slots.count)
        var descent = Descent()
        for start in stride(from: 0, to: slots.count, by: Self.atATime) {
            let page = slots[start..<min(start + Self.atATime, slots.count)]
            let leaves = try leaves(of: page.map(\.slot), by: &descent)
            for (leaf, place) in zip(leaves, page) {
                keys.append(
                    SharedSecret(HKDF.expand(leaf.bytes, info: place.binding.info, count: AESGCM.keySize))
                )
            }
        }
        return keys
    }
}
