public import Keyring
public import VaultModel

/// How much the key safe destroys within a day, and the approvals that let it destroy more.
extension ControllerVault {
    /// The limits in force.
    public func limits() async throws -> SafeLimits {
        try await facilities.keySafe.limits()
    }

    /// Changes limits: stricter ones come into force at once, others when enough of the present approvers approved.
    ///
    /// - Returns: The order that waits, or `nil` when they are in force.
    /// - Throws: ``VaultError`` with `denied` or `notFound`; `KeyringError`.
    public func setLimits(_ change: LimitsChange, by staff: StaffMember?) async throws -> HeldOrder? {
        try requireWritable()
        guard let staff else {
            throw VaultError(.denied, "setting limits needs a member of staff (--as NAME)")
        }
        try requireInOffice(staff)
        let present = try await limits()
        let approvers = try change.approvers.map { try $0.map(approver) } ?? present.approvers
        let limits = try SafeLimits(
            patients: change.patients ?? present.patients,
            versions: change.versions ?? present.versions,
            coolingOff: change.coolingOff ?? present.coolingOff,
            approvals: change.approvals
                ?? (present.approvals > 0 ? present.approvals : min(2, approvers.count)),
            approvers: approvers
        )
        guard let waiting = try await facilities.setLimits(limits, .random()) else { return nil }
        return HeldOrder(waiting: waiting, standing: waiting.standing(under: present, at: clock.now))
    }

    /// What the key safe holds back, oldest first.
    public func waitingOrders() async throws -> [HeldOrder] {
        let limits = try await limits()
        let now = clock.now
        return try await facilities.keySafe.waitingOrders().map {
            HeldOrder(waiting: $0, standing: $0.standing(under: limits, at: now))
        }
    }

    /// One order that the key safe holds back.
    ///
    /// - Throws: ``VaultError/Code/notFound``.
    public func waitingOrder(_ request: RequestID) async throws -> SafeOrder {
        let orders = try await facilities.keySafe.waitingOrders().map(\.order)
        guard let order = orders.first(where: { $0.request == request }) else {
            throw VaultError(.notFound, "no order \(request) waits; see `lethe key-safe waiting`")
        }
        return order
    }

    /// Hands in an approval and goes on with what waited for it.
    ///
    /// - Returns: What the order still lacks; `nil` when it is carried out.
    /// - Throws: `KeyringError` with code `request` for a signature that is not an approver's, or of another order.
    public func approve(_ approval: Approval) async throws -> HeldOrder? {
        try requireWritable()
        try await facilities.keySafe.approve(approval)
        try await driveUnfinished(renewing: true)
        return try await waitingOrders().first { $0.waiting.order.request == approval.order.request }
    }

    /// Signs an order where the vault is open, and hands the approval in.
    ///
    /// - Throws: As ``approve(_:)``; ``VaultError/Code/notFound``.
    public func approve(_ request: RequestID, key: SharedSigningKey) async throws -> HeldOrder? {
        try requireWritable()
        let order = try await waitingOrder(request)
        let until = Timestamp(secondsSinceEpoch: clock.now.secondsSinceEpoch + Self.approvalTime)
        return try await approve(key.withKey { Approval(of: order, until: until, with: $0) })
    }

    /// How long a signature counts that is made where the vault is open, in seconds: a week.
    private static let approvalTime: Int64 = 7 * 86_400

    private func approver(named name: String) throws -> Approver {
        guard let entry = directory.entry(named: name), entry.isInOffice else {
            throw VaultError(.notFound, "an approver is a member of staff in office (`lethe staff list`)")
        }
        guard let key = entry.key, let approver = Approver(name: entry.name, key: key) else {
            throw VaultError(
                .invalidInput,
                "an approver needs a key that is registered (`lethe staff add NAME --key FILE`)"
            )
        }
        return approver
    }
}
