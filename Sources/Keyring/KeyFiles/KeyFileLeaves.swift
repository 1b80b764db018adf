public import VaultModel

/// What a key file holds of one patient: the leaf keys of their living slots in a tree that goes, each sealed under the
/// leaf key of the same slot in the tree that takes its place.
public struct KeyFileLeaves: Hashable, Sendable {
    /// Whose slots they are.
    public let patient: PatientNumber
    /// The tree that goes.
    public let tree: TreeNumber
    /// The tree whose keys open them.
    let successor: TreeNumber
    /// The sealed leaf keys, 48 bytes each, by serial.
    private(set) var sealed: [UInt32: [UInt8]]

    /// Begins with nothing.
    ///
    /// - Precondition: the trees differ.
    public init(of patient: PatientNumber, from tree: TreeNumber, to successor: TreeNumber) {
        precondition(tree != successor, "a tree does not inherit itself")
        self.patient = patient
        self.tree = tree
        self.successor = successor
        sealed = [:]
    }

    init(
        of patient: PatientNumber,
        from tree: TreeNumber,
        to successor: TreeNumber,
        sealed: [UInt32: [UInt8]]
    ) {
        self.patient = patient
        self.tree = tree
        self.successor = successor
        self.sealed = sealed
    }

    /// How many there are.
    public var count: Int { sealed.count }

    /// Whether there is one of a serial.
    public func contains(_ serial: UInt32) -> Bool { sealed[serial] != nil }

    /// Adds the leaf key of a slot, sealed for whoever has the newer one.
    ///
    /// - Precondition: both are of one slot of this patient, in these two trees.
    public mutating func add(
        _ older: borrowing LeafKey,
        under newer: borrowing LeafKey,
        vault: VaultID,
        controller: ControllerID
    ) {
        guard let slot = older.prefix.path.slot, slot.patient == patient, older.prefix.tree == tree,
            newer.prefix == Prefix.slot(slot, in: successor)
        else { preconditionFailure("a leaf key belongs to another slot") }
        sealed[slot.serial] = older.sealed(
            under: newer,
            for: SafeIdentity(vault: vault, controller: controller)
        )
    }

    /// Takes what a later record of the same file says as well.
    mutating func merge(_ later: Self) {
        sealed.merge(later.sealed) { _, later in later }
    }
}
