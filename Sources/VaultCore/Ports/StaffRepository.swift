public import VaultModel

/// The registered staff of one controller; nobody is ever deleted, so that old signatures stay verifiable.
public protocol StaffRepository: Sendable {
    /// Hands out an office slot and writes a member.
    ///
    /// - Parameter draft: Makes the row, for the office's slot and its tree; runs inside the transaction.
    func add(_ draft: @escaping @Sendable (Slot, TreeNumber) throws -> StaffRow) async throws

    /// Everybody, in the order they were added.
    func all() async throws -> [StaffRow]

    /// Notes that a member is revoked, and seals the name again.
    ///
    /// - Throws: ``KeysRenewed`` when the office's keys are in another tree by now.
    func revoke(_ id: StaffID, at time: Timestamp, sealedName: [UInt8], in tree: TreeNumber) async throws
}
