public import VaultCrypto
public import VaultModel

/// A member of staff as the database knows them.
public struct StaffRow: Sendable {
    /// The member.
    public let id: StaffID
    /// The office slot whose leaf seals the name.
    public let slot: Slot
    /// The tree of that leaf.
    public let tree: TreeNumber
    /// The name, sealed; bound to everything else here.
    public let sealedName: [UInt8]
    /// What they may do, sorted by name.
    public let roles: [StaffRole]
    /// The key that verifies what they sign.
    public let key: PublicKey?
    /// When they were added.
    public let addedAt: Timestamp
    /// When they left or lost their key.
    public let revokedAt: Timestamp?

    /// Makes a row.
    public init(
        id: StaffID,
        slot: Slot,
        tree: TreeNumber,
        sealedName: [UInt8],
        roles: [StaffRole],
        key: PublicKey?,
        addedAt: Timestamp,
        revokedAt: Timestamp?
    ) {
        self.id = id
        self.slot = slot
        self.tree = tree
        self.sealedName = sealedName
        self.roles = roles
        self.key = key
        self.addedAt = addedAt
        self.revokedAt = revokedAt
    }
}
