internal import Keyring
public import VaultModel

/// Index renewal: tokens of all living patients under a new index key, then the old one is destroyed (DESIGN section 4).
///
/// Patients are found and registered meanwhile. Every step can be made again.
extension ControllerVault {
    /// Makes new tokens of all living patients under a new index key and destroys the old one; goes on with a renewal that
    /// was begun.
    ///
    /// Until then an old backup together with the key safe could confirm that a known identifier existed here.
    /// - Returns: The moment from which it cannot.
    public func renewIndex() async throws -> Timestamp {
        try requireWritable()
        let receipt = try await indexGate.pass { try await renewIndexInTurn() }
        return receipt.confirmations.map(\.at).max() ?? receipt.at
    }

    /// Renews the index for erasures that were made before a state of the key safe.
    ///
    /// Only a renewal that was begun after their patients were closed has made no token of them under the key that
    /// stays. One such renewal serves all erasures that wait for it: who comes while it runs waits for the next, together.
    func renewIndex(after epoch: Epoch) async throws -> PunctureReceipt {
        try await indexGate.pass {
            let safe = facilities.keySafe
            var isBegun = false
            for entry in try await safe.punctures(after: epoch) {
                switch entry.cause {
                case .indexRenewalBegun: isBegun = true
                case .indexRenewalFinished where isBegun: return try await endIndexRenewal(entry.request)
                default: break
                }
            }
            if !isBegun, try await safe.indexKeys().next != nil { _ = try await renewIndexInTurn() }
            return try await renewIndexInTurn()
        }
    }

    /// Finishes a renewal that was interrupted, of an erasure or not.
    ///
    /// What stops it must not keep the controller closed.
    func finishIndexRenewal() async {
        do {
            try await indexGate.pass {
                guard try await facilities.keySafe.indexKeys().next != nil else { return }
                _ = try await renewIndexInTurn()
            }
        } catch {
            logger.warning(
                "an index renewal cannot be finished yet",
                metadata: [
                    "reason": "\((error as? VaultError)?.message ?? String(describing: type(of: error)))"
                ]
            )
        }
    }

    /// Whether whoever opens the vault may wait for a renewal that was interrupted, which takes less than a second.
    ///
    /// In a larger vault the server goes on with it while it serves.
    func isQuicklyRenewed() async throws -> Bool {
        try await tables.patients.controller().nextPatientNumber <= Self.quicklyRenewed
    }

    /// By how many patient numbers were handed out.
    private static let quicklyRenewed: UInt64 = 10_000

    /// Makes the tokens fit the key safe's index key again: of a database that was put back, or after a crash between the
    /// end of a renewal and the deletion of the old tokens.
    func repairIndex() async throws {
        let current = try await facilities.keySafe.indexKeys().current
        let hasOldAliases = try await tables.aliases.exist(except: current.number)
        let hasOldTokens = try await tables.patients.hasTokens(except: current.number)
        guard hasOldTokens || hasOldAliases else { return }
        try await indexGate.pass {
            let index = try await facilities.keySafe.indexKeys()
            if try await tables.patients.lacksTokens(under: index.current.number) {
                try await writePatientTokens(under: index.current)
            }
            if hasOldAliases { try await writeAliases(under: index.current) }
            // Of a renewal that runs, the tokens under the next key stay.
            guard index.next == nil else { return }
            try await deleteTokens(except: index.current.number)
        }
    }

    /// Goes on with the renewal that was begun, or makes one.
    private func renewIndexInTurn() async throws -> PunctureReceipt {
        // Who registers or imports before this has done so when all are gone through; who does after it makes tokens under
        // both keys.
        let index = try await registrationGate.pass {
            try await aliasGate.passAlone { try await facilities.keySafe.beginIndexRenewal(.random()) }
        }
        try faults.reach(.indexKeyAdded)
        if let next = index.next {
            try await writePatientTokens(under: next)
            try await writeAliases(under: next)
            try faults.reach(.indexTokensWritten)
        }
        return try await endIndexRenewal(.random())
    }

    /// Destroys the old index key, or asks whether that was done, and deletes the tokens under it.
    private func endIndexRenewal(_ request: RequestID) async throws -> PunctureReceipt {
        let receipt = try await shredGate.pass {
            // Nobody registers or imports under a key that goes.
            try await registrationGate.pass {
                let receipt = try await aliasGate.passAlone {
                    try await facilities.keySafe.finishIndexRenewal(request)
                }
                if case .pending(let confirmed, let count) = receipt.state {
                    throw VaultError(
                        .pending,
                        "\(confirmed) of \(count) key safes has confirmed that the old index key is destroyed"
                    )
                }
                try faults.reach(.indexOldKeyDestroyed)
                try await tables.shreds.raiseEpoch(to: receipt.epoch)
                return receipt
            }
        }
        let index = try await facilities.keySafe.indexKeys()
        // Another renewal may have been begun since; the tokens under its key stay.
        if index.next == nil { try await deleteTokens(except: index.current.number) }
        try faults.reach(.indexOldTokensDeleted)
        return receipt
    }

    /// Deletes old tokens, so many at a time that no erasure waits long.
    private func deleteTokens(except key: Int32) async throws {
        while try await shredGate.pass({ try await tables.aliases.deletePage(before: key) }) {}
        guard try await tables.patients.hasTokens(except: key) else { return }
        var last: PatientNumber?
        repeat {
            let first = last
            last = try await shredGate.pass {
                try await tables.patients.deleteTokens(except: key, after: first)
            }
        } while last != nil
    }

    private func writePatientTokens(under key: IndexKey) async throws {
        try await writePages(after: PatientNumber.office) {
            try await TokenWriter(vault: self, key: key).write(after: $0)
        }
    }

    private func writeAliases(under key: IndexKey) async throws {
        let writer = AliasWriter(vault: self, key: key)
        let first = try await shredGate.pass { try await writer.write(after: nil) }
        guard let first else { return }
        try await writePages(after: first) { try await writer.write(after: $0) }
    }

    /// Writes tokens page by page.
    private func writePages<Last: Sendable>(
        after first: Last,
        _ write: @escaping @Sendable (Last) async throws -> Last?
    ) async throws {
        var last: Last? = first
        while let first = last {
            guard !Task.isCancelled else { throw Self.interrupted }
            // In a task of its own, since this one may be cancelled at any time. Nobody is closed, moved to another tree or
            // found by something else meanwhile.
            last = try await Task { [self] in
                try await shredGate.pass { try await write(first) }
            }.value
        }
    }

    private static let interrupted = VaultError(
        .pending,
        "the renewal of the search tokens was interrupted; it goes on by itself where a server runs, and with "
            + "`lethe key-safe renew index`"
    )
}
