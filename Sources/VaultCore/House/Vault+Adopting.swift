internal import Keyring
internal import VaultModel

extension Vault {
    /// Has every key safe of a vault obey the incarnation of the context, and no other from then on.
    ///
    /// Nothing outside tells what a copy does not know: it goes on above every number that was ever handed out.
    /// - Returns: Whether one of the databases is older than an erasure or its ledger, so that it stays closed until it
    ///   is reconciled.
    /// - Throws: ``VaultError/Code/unusable`` when a key safe is older than its database, before anything is changed.
    public static func adopt(
        context: VaultContext,
        house: any HouseRepository,
        provider: any FacilityProvider
    ) async throws -> Bool {
        let vault = try await vault(context, house, provider)
        let rows = try await house.controllers().filter { $0.state != .creating }
        // Everything is asked first: the key safes, and by opening them the ledgers.
        for row in rows { try await vault.ancestry(of: row).refuseOlderKeySafe() }
        let facilities = try await rows.asyncMap { (row: $0, parts: try await provider.open(for: $0)) }
        var isBehind = false
        for (row, parts) in facilities {
            try await parts.keySafe.adopt(context.incarnation)
            let tables = house.tables(of: row.number)
            try await tables.moveNumbers(above: parts.keySafe)
            let known = try await tables.ledger.size()
            if try await !vault.ancestry(of: row).unknownErasures().isEmpty { isBehind = true }
            if let log = parts.log, try log.checkpoint.checkpoint.size > known { isBehind = true }
        }
        return isBehind
    }
}
