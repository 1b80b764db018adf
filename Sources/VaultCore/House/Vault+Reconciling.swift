internal import Keyring
internal import VaultModel

extension Vault {
    static let unfinishedReconciliation = VaultError(
        .unusable,
        "a reconciliation of this database was begun and has not ended; say `lethe vault reconcile`"
    )

    /// Every controller that is closed because its database is older than its key safe or its ledger, with what it lacks,
    /// or why it stays closed all the same.
    public func shortfalls() async throws -> [(row: ControllerRow, shortfall: Result<Shortfall, any Error>)] {
        var found: [(row: ControllerRow, shortfall: Result<Shortfall, any Error>)] = []
        for (row, opened) in try await controllers() {
            guard case .failure(let reason)? = opened else { continue }
            let shortfall: Result<Shortfall, any Error>
            do {
                let known = try await gated(row).shortfall()
                shortfall = known.isNothing ? .failure(reason) : .success(known)
            } catch {
                shortfall = .failure(error)
            }
            found.append((row, shortfall))
        }
        return found
    }

    /// Brings a controller's database up to its key safe and its ledger, and opens it.
    ///
    /// ## Guarantee
    /// When this returns, every erasure that the key safe remembers is recorded, the database has every entry of the
    /// ledger, no slot and no patient number that was ever handed out is handed out again, and an entry of the ledger
    /// says so. Interrupted, it is made again; until then the controller stays closed.
    /// - Throws: ``VaultError`` with `denied` in a drill or for a copy, `unusable` when key safe or ledger are older than
    ///   the database.
    public func reconcile(_ row: ControllerRow) async throws -> ReconciliationResult {
        let controller = try await gated(row)
        let result = try await controller.reconcile()
        try await controller.prepare()
        try await controller.pinFirstRules()
        try await controller.flush()
        open.withLock { $0[row.number] = .success(controller) }
        return result
    }

    /// How each open controller was last reconciled, for those that ever were.
    public func lastReconciliations() async throws -> [(row: ControllerRow, result: ReconciliationResult)] {
        var found: [(row: ControllerRow, result: ReconciliationResult)] = []
        for (row, opened) in try await controllers() {
            guard case .success(let controller)? = opened,
                let result = try await controller.lastReconciliation()
            else { continue }
            found.append((row, result))
        }
        return found
    }

    /// A controller that is not served, with today's row: only what has to be mended may be wrong with it.
    private func gated(_ row: ControllerRow) async throws -> ControllerVault {
        let ancestry = try await ancestry(of: row)
        try await ancestry.requireObedience(to: context.incarnation)
        try await ancestry.refuseOlderKeySafe()
        return try await unpreparedController(row)
    }
}
