internal import Keyring
internal import VaultCrypto
internal import VaultModel

extension ControllerVault {
    /// How long a reader that was called in may take for the chunks it has in hand.
    private static let readerGrace: Duration = .seconds(30)

    /// Drives a shred from wherever it is to its certificate.
    ///
    /// Every step is idempotent.
    func drive(_ shred: ShredRow) async throws -> ErasureResult {
        var shred = shred
        let receipt = try await puncture(&shred)
        if shred.state == .punctured {
            try await tables.shreds.record(shred, at: clock.now)
            try faults.reach(.shredRecorded)
            shred = try await reload(shred)
        }
        if shred.state == .recorded || shred.state == .incomplete {
            try await removeBlobs(of: shred)
            try await verify(shred)
            shred = try await reload(shred)
        }
        let evictedAt = clock.now
        var renewal: PunctureReceipt?
        if let id = shred.indexRenewal { renewal = try await renewIndex(id) }
        try await flush()
        shred = try await reload(shred)
        return try await certify(shred, receipt: receipt, evictedAt: evictedAt, renewal: renewal)
    }

    /// Drives every shred that a crash or a missing key safe left unfinished, as far as each will go.
    ///
    /// One that cannot be finished keeps its records closed and is counted by status and check; the others go on.
    func driveUnfinished() async throws {
        try await shredGate.pass {
            for shred in try await tables.shreds.unfinished() {
                evictReaders(of: shred)
                do {
                    _ = try await drive(shred)
                    logger.notice(
                        "finished an erasure that was interrupted",
                        metadata: ["shred": "\(shred.id)"]
                    )
                } catch {
                    // What stops one erasure must not keep the controller closed.
                    logger.warning(
                        "an erasure cannot be finished yet",
                        metadata: [
                            "shred": "\(shred.id)",
                            "reason":
                                "\((error as? VaultError)?.message ?? String(describing: type(of: error)))",
                        ]
                    )
                }
            }
        }
    }

    /// The point of no return.
    ///
    /// Repeated, it only asks for the receipt.
    private func puncture(_ shred: inout ShredRow) async throws -> PunctureReceipt {
        let receipt = try await facilities.keySafe.puncture(
            PunctureRequest(
                id: shred.request,
                incarnation: incarnation,
                prefixes: shred.prefixes,
                purpose: .erasure
            )
        )
        // Nodes of other records of the same patient may have been looked up since the fence.
        evictReaders(of: shred)
        if case .pending(let confirmed, let count) = receipt.state {
            try await tables.shreds.notePending(shred.id, epoch: receipt.epoch)
            throw VaultError(
                .pending,
                "\(confirmed) of \(count) key safes \(confirmed == 1 ? "has" : "have") confirmed; until the others do, copies can still be opened. "
                    + "Bring the missing key safe back and run `lethe vault status`"
            )
        }
        if shred.state == .fenced {
            try faults.reach(.shredPunctured)
            try await tables.shreds.notePunctured(shred.id, epoch: receipt.epoch, at: receipt.at)
            shred = try await reload(shred)
        }
        return receipt
    }

    private func removeBlobs(of shred: ShredRow) async throws {
        let left = try await tables.shreds.blobsToRemove(of: shred.id)
        for blob in left { try blobs.remove(blob) }
        try await tables.shreds.noteBlobsRemoved(left)
        try faults.reach(.shredBlobsRemoved)
    }

    /// Looks for whatever could still open or show what was erased.
    ///
    /// - Throws: ``VaultError/Code/damaged`` with what was found; nobody is told "erased" then.
    private func verify(_ shred: ShredRow) async throws {
        var found = try await tables.shreds.leftovers(of: shred).map { "\($0.value) \($0.key)" }
        let derivable = try await facilities.freshlyCovered(shred.prefixes).count
        if derivable > 0 { found.append("\(derivable) keys that can still be derived") }
        if try await !readersHaveLeft(shred) { found.append("a reader that has not let go") }
        try await tables.shreds.noteVerified(
            shred.id,
            state: found.isEmpty ? .verified : .incomplete,
            at: clock.now
        )
        guard found.isEmpty else {
            logger.error("an erasure is incomplete", metadata: ["shred": "\(shred.id)"])
            let list = found.sorted().joined(separator: ", ")
            throw VaultError(
                .damaged,
                "not erased: something still opens or remains (\(list)); nobody has been told \"erased\""
            )
        }
        try faults.reach(.shredVerified)
    }

    private func readersHaveLeft(_ shred: ShredRow) async throws -> Bool {
        let slots = Set(shred.versions.map(\.slot))
        let deadline = ContinuousClock.now + Self.readerGrace
        while evictions.readers(of: slots) > 0 {
            guard ContinuousClock.now < deadline else { return false }
            try await Task.sleep(for: .milliseconds(10))
        }
        return true
    }

    private func reload(_ shred: ShredRow) async throws -> ShredRow {
        guard let row = try await tables.shreds.shred(shred.id) else {
            throw VaultError(.damaged, "the row of an erasure that runs is gone")
        }
        return row
    }
}
