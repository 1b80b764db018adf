internal import Keyring
internal import VaultCrypto
internal import VaultModel

/// The live nodes under one patient, so that keys of slots can be derived inside a transaction without waiting.
final class PatientKeys: Sendable {
    let patient: PatientNumber
    let tree: TreeNumber
    private let nodes: [KeyNode]

    init(patient: PatientNumber, tree: TreeNumber, nodes: [KeyNode]) {
        self.patient = patient
        self.tree = tree
        self.nodes = nodes
    }

    /// The key of a slot for one use.
    ///
    /// - Throws: ``VaultError/Code/erased`` when the key can no longer be derived.
    func key(of slot: Slot, for binding: KeyBinding) throws -> SecretBytes {
        let target = Prefix.slot(slot, in: tree)
        guard let node = nodes.first(where: { $0.prefix.covers(target) }) else {
            throw VaultError(.erased, "the key can no longer be derived from the key safe: it was destroyed")
        }
        return node.key(of: slot, for: binding)
    }
}
