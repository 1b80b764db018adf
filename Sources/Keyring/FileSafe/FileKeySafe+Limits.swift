public import VaultModel

/// How much is destroyed within a day, and who lets more happen.
///
/// ## Guarantee
/// However a vault process asks, within any period no more is destroyed than the limits say, unless as many approvers
/// as they say have signed. Times are those of this process.
/// ## Not guaranteed
/// Anything against a process that can write the files of the places itself.
extension FileKeySafe {
    /// From when on what was destroyed counts.
    var countingBegin: Timestamp {
        Timestamp(secondsSinceEpoch: clock.now.secondsSinceEpoch - SafeLimits.period)
    }

    /// Returns the limits in force.
    public func limits() async throws -> SafeLimits {
        try await state().limits
    }

    /// Sets limits as the vault asks for it.
    public func setLimits(_ limits: SafeLimits, request: RequestID) async throws -> WaitingOrder? {
        try await setLimits(limits, request: request, asCustodian: false)
    }

    /// Sets limits.
    ///
    /// - Parameter asCustodian: whether who asks holds the places themselves, and so may set whatever they like as long
    ///   as no approvers are known.
    /// - Returns: The order that waits for approvals, or `nil` when they are in force.
    /// - Throws: As ``KeySafe/setLimits(_:request:)``.
    public func setLimits(
        _ limits: SafeLimits,
        request: RequestID,
        asCustodian: Bool
    ) async throws -> WaitingOrder? {
        await gate.enter()
        defer { gate.leave() }
        let state = try await stateForOwner()
        let next = limits.following(state.limits)
        let present = state.limits
        if next.isAtLeastAsStrict(as: present) || (asCustodian && present.approvers.isEmpty) {
            try await put(next)
            return nil
        }
        guard !present.approvers.isEmpty else {
            throw KeyringError(
                .unapproved,
                "nobody could approve wider limits: name approvers where the key safe is kept"
            )
        }
        let order = SafeOrder(
            vault: identity.vault,
            controller: identity.controller,
            request: request,
            content: .limits(next)
        )
        return try await note(order)
    }

    /// Lets a request through, or notes that it waits.
    ///
    /// - Throws: `KeyringError`: `tooWide`, `request`, `unapproved`, `tooEarly`.
    func requirePermission(for request: PunctureRequest, _ state: LoadedState) async throws {
        try Self.requireKnownShape(request)
        let now = clock.now
        let order = SafeOrder(request, to: identity)
        if let known = state.waiting[request.id], known.order != order { throw Self.otherContent }
        if request.purpose == .expiry, state.limits.coolingOff > 0 {
            let ready = try await note(order).standing(under: state.limits, at: now).notBefore
            guard ready <= now else {
                throw KeyringError(
                    .tooEarly,
                    "the sweep waits until \(ready): the key safe gives \(counted(state.limits.coolingOff)) to object"
                )
            }
        }
        guard isBeyondLimits(DayUse(of: request.prefixes), at: now) else { return }
        guard !state.limits.approvers.isEmpty else { throw Self.beyond(state.limits) }
        let standing = try await note(order).standing(under: state.limits, at: now)
        guard standing.approvedBy.count >= standing.of else { throw Self.waiting(standing) }
    }

    /// Whether a request needs neither approval nor time.
    func isPermittedNow(_ request: PunctureRequest, _ state: LoadedState) -> Bool {
        (try? Self.requireKnownShape(request)) != nil
            && (request.purpose != .expiry || state.limits.coolingOff == 0)
            && !isBeyondLimits(DayUse(of: request.prefixes), at: clock.now)
    }

    /// Whether somebody has to approve this much.
    ///
    /// Whole trees hold the keys of every patient there is; with approvers known, no tree goes without them.
    private func isBeyondLimits(_ use: DayUse, at now: Timestamp) -> Bool {
        guard let limits = loaded?.limits, let mark = loaded?.marks.patients else { return true }
        let used = (loaded?.recent.use(before: now) ?? DayUse()) + use
        if use.trees > 0, !limits.approvers.isEmpty { return true }
        let inTrees = used.trees > 0 && limits.approvers.isEmpty ? Int64(mark) - 1 : 0
        return used.patients + inTrees > limits.patients || used.versions > limits.versions
    }

    /// Refuses what no use of the vault asks for.
    private static func requireKnownShape(_ request: PunctureRequest) throws {
        for prefix in request.prefixes {
            let path = prefix.path
            guard path.length >= PatientNumber.bitWidth || (path == .root && request.purpose == .renewal)
            else {
                throw KeyringError(
                    .tooWide,
                    "keys are destroyed by patient or slot, or with a whole key tree that was renewed"
                )
            }
            let isPatient = path.length == PatientNumber.bitWidth && path.patient != .office
            guard path == .root || isPatient || path.slot != nil else {
                throw KeyringError(.request, "the request names neither a patient nor a slot")
            }
        }
    }

    /// Notes an order, unless it is known, and returns it.
    private func note(_ order: SafeOrder) async throws -> WaitingOrder {
        let state = try await stateWithinGate()
        if let known = state.waiting[order.request] {
            guard known.order == order else { throw Self.otherContent }
            return known
        }
        let now = clock.now
        var list = state.waiting
        list.drop { isDone($0, state, at: now) }
        guard list.orders.count < WaitingList.maximumCount else {
            throw KeyringError(.exhausted, "too many orders wait for approval: have them approved first")
        }
        let waiting = WaitingOrder(order: order, at: now)
        list[order.request] = waiting
        try await put(list)
        return waiting
    }

    private func isDone(_ order: WaitingOrder, _ state: LoadedState, at now: Timestamp) -> Bool {
        if case .limits(let limits) = order.order.content, limits.number <= state.limits.number {
            return true
        }
        return state.requests[order.order.request] != nil
            || now.secondsSinceEpoch - order.at.secondsSinceEpoch > WaitingList.memory
    }

    /// Returns the orders that wait, oldest first.
    public func waitingOrders() async throws -> [WaitingOrder] {
        let state = try await state()
        let now = clock.now
        return state.waiting.all.filter { !isDone($0, state, at: now) }
    }

    /// Adds an approval to the order it names.
    public func approve(_ approval: Approval) async throws {
        await gate.enter()
        defer { gate.leave() }
        let state = try await stateForOwner()
        let now = clock.now
        guard var waiting = state.waiting[approval.order.request], waiting.order == approval.order,
            !isDone(waiting, state, at: now)
        else {
            throw KeyringError(.request, "no order that waits is the one this approval is for")
        }
        guard let signer = approval.signer(among: state.limits.approvers, of: waiting.order, at: now) else {
            throw KeyringError(
                .request,
                "this is not the valid signature of an approver: see `lethe key-safe limits` for who they are; "
                    + "a signature counts for at most 31 days"
            )
        }
        // The newest of each approver stays.
        let approvers = state.limits.approvers.filter { $0 != signer }
        waiting.approvals.removeAll { $0.signer(among: approvers, of: waiting.order, at: now) == nil }
        waiting.approvals.append(approval)
        var list = state.waiting
        list[waiting.order.request] = waiting
        try await put(list)
        let standing = waiting.standing(under: state.limits, at: now)
        if case .limits(let next) = waiting.order.content, standing.approvedBy.count >= standing.of {
            try await put(next)
        }
    }

    private func put(_ limits: SafeLimits) async throws {
        try await inUsablePlaces { try $0.writeLimits(limits) }
        loaded?.limits = limits
        try faults.reach(.safeLimitsSet)
    }

    private func put(_ list: WaitingList) async throws {
        try await inUsablePlaces { try $0.writeWaiting(list) }
        loaded?.waiting = list
        try faults.reach(.safeOrderNoted)
    }

    private static func beyond(_ limits: SafeLimits) -> KeyringError {
        KeyringError(
            .unapproved,
            "the key safe destroys at most \(limits.patients) patients and \(limits.versions) versions within a day, and "
                + "nobody is known who could approve more: erase the rest tomorrow, or name approvers "
                + "(`lethe key-safe limits --approver`)"
        )
    }

    private static func waiting(_ standing: OrderStanding) -> KeyringError {
        KeyringError(
            .unapproved,
            "this is more than the key safe destroys within a day by itself; it waits for approvals: "
                + "\(standing.approvedBy.count) of \(standing.of) so far (`lethe key-safe waiting`)"
        )
    }

    private func counted(_ seconds: Int64) -> String {
        seconds % 86_400 == 0 ? "\(seconds / 86_400) days" : "\(seconds / 3600) hours"
    }
}
