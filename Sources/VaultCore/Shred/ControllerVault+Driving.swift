internal import Keyring
internal import VaultCrypto
internal import VaultModel

extension ControllerVault {
    /// How long a reader that was called in may take for the chunks it has in hand.
    private static let readerGrace: Duration = .seconds(30)

    /// Drives a shred from wherever it is to where nothing of it opens any more.
    ///
    /// Every step is idempotent. Whoever calls this holds the shred gate.
    ///
    /// - Parameter ahead: Its record, when that was begun together with the fence.
    func destroy(_ shred: ShredRow, _ ahead: ShredAhead? = nil) async throws -> DestroyedShred {
        var shred = shred
        let receipt: PunctureReceipt
        if shred.state == .fenced {
            receipt = try await punctureAndRecord(shred, ahead)
            try faults.reach(.shredRecorded)
            shred = try await reload(shred)
        } else {
            receipt = try Self.complete(await puncture(shred))
        }
        if shred.state == .recorded || shred.state == .incomplete {
            try await removeBlobs(of: shred)
            try await verify(shred)
        }
        return DestroyedShred(
            id: shred.id,
            receipt: receipt,
            evictedAt: clock.now,
            needsIndexRenewal: shred.indexRenewal != nil
        )
    }

    /// Drives shreds on to their certificates, with one index renewal for all of them.
    ///
    /// Whoever calls this has left the shred gate: what is erased meanwhile shares the next renewal.
    func conclude(_ shreds: [DestroyedShred]) async throws -> [ErasureResult] {
        let ids = Set(shreds.map(\.id))
        concluding.withLock { $0.formUnion(ids) }
        defer { concluding.withLock { $0.subtract(ids) } }
        var renewal: PunctureReceipt?
        if let epoch = shreds.filter(\.needsIndexRenewal).map(\.receipt.epoch).max() {
            renewal = try await renewIndex(after: epoch)
        }
        let results = try await shredGate.pass {
            try await flush()
            var results: [ErasureResult] = []
            for shred in shreds {
                results.append(
                    try await certify(
                        reload(shred.id),
                        receipt: shred.receipt,
                        evictedAt: shred.evictedAt,
                        renewal: shred.needsIndexRenewal ? renewal : nil
                    )
                )
            }
            return results
        }
        metrics.shreddedVersions.increment(by: results.reduce(0) { $0 + $1.versions })
        return results
    }

    /// Drives every shred that a crash or a missing key safe left unfinished, as far as each will go.
    ///
    /// One that cannot be finished keeps its records closed and is counted by status and check; the others go on.
    /// - Parameter renewing: Whether to wait for an index renewal, however many patients there are.
    func driveUnfinished(renewing: Bool = false) async throws {
        let isQuick = try await isQuicklyRenewed()
        let destroyed = try await shredGate.pass {
            var destroyed: [DestroyedShred] = []
            for shred in try await tables.shreds.unfinished() {
                // Who drives it already may wait for an index renewal, for which nobody else shall wait.
                if !isQuick, concluding.withLock({ $0.contains(shred.id) }) { continue }
                evictReaders(of: shred)
                do {
                    destroyed.append(try await destroy(shred))
                } catch {
                    warn(of: [shred.id], error)
                }
            }
            return destroyed
        }
        for shred in destroyed where !shred.needsIndexRenewal { await finish([shred]) }
        if renewing || isQuick { await finish(destroyed.filter(\.needsIndexRenewal)) }
    }

    /// What stops one erasure must not keep the controller closed.
    private func finish(_ shreds: [DestroyedShred]) async {
        guard !shreds.isEmpty else { return }
        let others = concluding.withLock(\.self)
        do {
            for result in try await conclude(shreds) where !others.contains(result.shred) {
                logger.notice(
                    "finished an erasure that was interrupted",
                    metadata: ["shred": "\(result.shred)"]
                )
            }
        } catch {
            warn(of: shreds.map(\.id), error)
        }
    }

    private func warn(of shreds: [ShredID], _ error: any Error) {
        for shred in shreds {
            logger.warning(
                "an erasure cannot be finished yet",
                metadata: [
                    "shred": "\(shred)",
                    "reason": "\((error as? VaultError)?.message ?? String(describing: type(of: error)))",
                ]
            )
        }
    }

    /// Begins the record of an erasure whose fence holds its locks and is not durable yet.
    func begin(_ shred: ShredRow, _ ahead: ShredAhead) {
        ahead.prepare(request(of: shred), in: facilities.keySafe)
        ahead.begin { [self] ahead in try await record(shred, ahead) }
    }

    /// Destroys the keys and records it.
    ///
    /// The transaction of the record is made ready while the key safe works, and is committed only with its receipt.
    private func punctureAndRecord(_ shred: ShredRow, _ begun: ShredAhead?) async throws -> PunctureReceipt {
        let ahead: ShredAhead
        if let begun {
            ahead = begun
        } else {
            ahead = ShredAhead()
            ahead.noteFence()
            ahead.begin { [self] ahead in try await record(shred, ahead) }
        }
        let receipt: PunctureReceipt
        do {
            receipt = try await puncture(shred)
            if receipt.state == .destroyed { try faults.reach(.shredPunctured) }
        } catch {
            await ahead.abandon(error)
            throw error
        }
        do {
            try await ahead.finish(receipt)
        } catch {
            if receipt.state != .destroyed {
                try await tables.shreds.notePending(shred.id, epoch: receipt.epoch)
                throw error
            }
            // What was begun beside the fence is lost with its connection, though the fence was found to be durable.
            guard begun != nil, try await reload(shred).state == .fenced else { throw error }
            return try await punctureAndRecord(shred, nil)
        }
        return receipt
    }

    private func record(_ shred: ShredRow, _ ahead: ShredAhead) async throws {
        let sealer = try await sealer(of: shred.id, in: shred.tree)
        let order = try ahead.order ?? sealer.openOrder(of: shred)
        try await tables.shreds.record(
            shred,
            clock: clock,
            seal: { try sealer.record(of: $0, by: order, at: shred.slot) },
            fenced: { try ahead.waitForFence() },
            receipt: { try Self.complete(ahead.waitForReceipt()) }
        )
    }

    private func request(of shred: ShredRow) -> PunctureRequest {
        request(shred.request, shred.cause, shred.prefixes)
    }

    /// What the key safe will be asked for, unless keys move meanwhile.
    func request(of draft: ShredDraft, judged: [JudgedVersion]) -> PunctureRequest {
        let prefixes: [Prefix]
        if draft.scope.patient != nil, let patient = judged.first?.slot.patient {
            prefixes = Set(judged.map(\.tree)).map { .patient(patient, in: $0) }
        } else {
            prefixes = judged.map { .slot($0.slot, in: $0.tree) }
        }
        return request(draft.request, draft.scope.cause, prefixes)
    }

    private func request(_ id: RequestID, _ cause: ShredCause, _ prefixes: [Prefix]) -> PunctureRequest {
        PunctureRequest(id: id, incarnation: incarnation, prefixes: prefixes, purpose: cause.purpose)
    }

    /// The point of no return; repeated, it only asks for the receipt.
    private func puncture(_ shred: ShredRow) async throws -> PunctureReceipt {
        let receipt: PunctureReceipt
        do {
            receipt = try await facilities.keySafe.puncture(request(of: shred))
        } catch let error as KeyringError where error.code == .unapproved || error.code == .tooEarly {
            throw VaultError(
                .pending,
                error.message + "; what belongs to it is closed for reading until then"
            )
        }
        // Nodes of other records of the same patient may have been looked up since the fence.
        evictReaders(of: shred)
        return receipt
    }

    /// The receipt, when every place has confirmed.
    ///
    /// - Throws: ``VaultError/Code/pending``.
    private static func complete(_ receipt: PunctureReceipt) throws -> PunctureReceipt {
        guard case .pending(let confirmed, let count) = receipt.state else { return receipt }
        throw VaultError(
            .pending,
            "\(confirmed) of \(count) key safes \(confirmed == 1 ? "has" : "have") confirmed; until the others do, copies can still be opened. "
                + "Bring the missing key safe back, or make room on its disk, and run `lethe vault status`; `lethe "
                + "key-safe list` names it. If it never can come back: `lethe help key-safe retire`"
        )
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
        // What such a process has opened it goes on opening, whatever was destroyed since.
        if await facilities.keySafe.hasReadersElsewhere() {
            found.append("a restore drill or a check from a replica that is not over yet")
        }
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
        let paths = Set(shred.prefixes.map(\.path))
        let deadline = ContinuousClock.now + Self.readerGrace
        while evictions.readers(below: paths) > 0 {
            guard ContinuousClock.now < deadline else { return false }
            try await Task.sleep(for: .milliseconds(10))
        }
        return true
    }

    private func reload(_ shred: ShredRow) async throws -> ShredRow {
        try await reload(shred.id)
    }

    private func reload(_ shred: ShredID) async throws -> ShredRow {
        guard let row = try await tables.shreds.shred(shred) else {
            throw VaultError(.damaged, "the row of an erasure that runs is gone")
        }
        return row
    }
}
