public import VaultCrypto
public import VaultModel

/// A registered member of staff.
public struct StaffEntry: Hashable, Sendable {
    /// The member.
    public let id: StaffID
    /// The name as it was given.
    public let name: String
    /// What they may do, sorted by name.
    public let roles: [StaffRole]
    /// The key that verifies what they sign.
    public let key: PublicKey?
    /// When they were added.
    public let addedAt: Timestamp
    /// When they left or lost their key; `nil` while they are in office.
    public let revokedAt: Timestamp?

    /// Whether they may act.
    public var isInOffice: Bool { revokedAt == nil }

    /// The same member, out of office.
    func revoked(at time: Timestamp) -> Self {
        Self(id: id, name: name, roles: roles, key: key, addedAt: addedAt, revokedAt: time)
    }

    /// What the sealed name is bound to, so that nobody gets a role, a key or an office by a changed row.
    var context: [UInt8] {
        let state = CanonicalJSON.object([
            "added": .string(addedAt.description),
            "key": key.map { .string(Hex.encode($0.bytes)) } ?? .null,
            "revoked": revokedAt.map { .string($0.description) } ?? .null,
            "roles": .array(roles.map { .string($0.rawValue) }),
        ])
        return id.bytes + state.encoded
    }
}
