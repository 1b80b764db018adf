internal import Keyring
internal import VaultCrypto
internal import VaultModel

extension ControllerVault {
    /// How long a reader that was called in may take for the chunks it has in hand.
    private static let readerGrace: Duration = .seconds(30)

    /// Drives a shred from wherever it is to its certificate.
    ///
    /// Every step is idempotent.
    ///
    /// - Parameter ahead: Its record, when that was begun together with the fence.
    func drive(_ shred: ShredRow, _ ahead: ShredAhead? = nil) async throws -> ErasureResult {
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
            shred = try await reload(shred)
        }
        let evictedAt = clock.now
        var renewal: PunctureReceipt?
        if let id = shred.indexRenewal {
            // The numbers of one person share it: it may have ended before this one's keys were destroyed.
            let first = try await tables.shreds.firstEpoch(ofIndexRenewal: id)
            renewal = try await renewIndex(id, since: first ?? Epoch(0))
        }
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
            }
            throw error
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
        let isPatient = draft.scope.patient != nil
        let prefixes = judged.map { version in
            isPatient
                ? Prefix.patient(version.slot.patient, in: version.tree)
                : Prefix.slot(version.slot, in: version.tree)
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
                + "Bring the missing key safe back and run `lethe vault status`"
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
        guard let row = try await tables.shreds.shred(shred.id) else {
            throw VaultError(.damaged, "the row of an erasure that runs is gone")
        }
        return row
    }
}
